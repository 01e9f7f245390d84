import { EuiSkeletonRectangle } from '@elastic/eui';
import { useQuery } from '@tanstack/react-query';
import type { ViewBy } from '../../../common/app_api/lanes/bounds';
import type { Overview } from '../../../common/app_api/overview/schema';
import { viewByOf } from '../../components/lanes/view_by';
import { QueryGate } from '../../components/query_gate';
import { useAppState } from '../../hooks/use_app_state';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import { isRecord } from '../../lib/url_state';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { NothingScored } from './nothing_scored';
import { OpenIncidentsPanel } from './open_incidents_panel';
import { PatternNewsPanels } from './pattern_news';
import { SinceBefore } from './since_before';
import { TimelinePanel } from './timeline_panel';
import { useWorstIncidents } from './use_worst_incidents';

const BUCKETS = 48;

interface OverviewState {
  viewBy: ViewBy;
}

const parseState = (raw: unknown): OverviewState => ({
  viewBy: viewByOf(isRecord(raw) ? raw.viewBy : undefined),
});

/** What happened in the period, at a glance: sentences, timeline, patterns. */
export function OverviewPage() {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  const [{ viewBy }, changeState] = useAppState(parseState);
  const query = useQuery<Overview, ApiError>({
    queryKey: ['overview', range, viewBy],
    queryFn: ({ signal }) =>
      api.overview(
        {
          ...range,
          view_by: viewBy,
          buckets: BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });

  const incidents = useWorstIncidents();

  return (
    <QueryGate query={query} skeleton={<OverviewSkeleton />}>
      {(overview) =>
        overview.totals.lines === 0 && overview.totals.flagged === 0 ? (
          <NothingScored newestLine={overview.newestLine} />
        ) : (
          <>
            <SinceBefore overview={overview} incidents={incidents} />
            <OpenIncidentsPanel query={incidents} />
            <TimelinePanel
              overview={overview}
              viewBy={viewBy}
              onViewByChange={(next) => changeState({ viewBy: next })}
            />
            <PatternNewsPanels />
          </>
        )
      }
    </QueryGate>
  );
}

/** As high as what comes, so that nothing jumps. */
function OverviewSkeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesOverviewLoading">
      <EuiSkeletonRectangle width="100%" height={116} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={320} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={300} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={240} borderRadius="m" />
    </div>
  );
}
