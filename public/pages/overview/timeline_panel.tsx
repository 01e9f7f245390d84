import { EuiButtonGroup, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { ReactNode } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import type { Overview, ViewBy } from '../../../common/app_api/overview/schema';
import { DiscoverIcon } from '../../components/discover_link';
import { FlaggedBars } from '../../components/flagged_bars';
import { Panel } from '../../components/panel';
import { SeverityLegend } from '../../components/severity_legend';
import { usePeriod } from '../../hooks/use_period';
import { flaggedTarget } from '../../lib/discover_targets';
import { reviewPath } from '../../lib/links';
import { formatCount, formatDuration } from '../../lib/numbers';
import { SwimLanes } from './swim_lanes';
import { VolumeBars } from './volume_bars';

const VIEW_BY_LABELS: Record<ViewBy, string> = {
  host: i18n.translate('anomalies.viewBy.host', { defaultMessage: 'Host' }),
  service: i18n.translate('anomalies.viewBy.service', { defaultMessage: 'Service' }),
  pattern: i18n.translate('anomalies.viewBy.pattern', { defaultMessage: 'Pattern' }),
};
const VIEW_BY_OPTIONS = (Object.keys(VIEW_BY_LABELS) as ViewBy[]).map((id) => ({
  id,
  label: VIEW_BY_LABELS[id],
}));

const OVERALL = 'overall';

/** Volume, flagged lines and swim lanes above each other on one time axis. */
export function TimelinePanel({
  overview,
  viewBy,
  onViewByChange,
}: {
  overview: Overview;
  viewBy: ViewBy;
  onViewByChange(viewBy: ViewBy): void;
}) {
  const { grid, totals, lines, flagged, lanes, lanesLeftOut } = overview;
  const { range, setTime } = usePeriod();
  const history = useHistory();
  const { search } = useLocation();
  const narrowTo = (fromMs: number, toMs: number) => setTime(timeOf(fromMs, toMs));
  const flaggedPeak = Math.max(
    ...flagged.map((counts) => Object.values(counts).reduce((sum, count) => sum + count, 0)),
  );

  return (
    <Panel
      data-test-subj="anomaliesTimeline"
      title={i18n.translate('anomalies.timeline.title', { defaultMessage: 'Timeline' })}
      remark={
        <span data-test-subj="anomaliesTotals">
          {i18n.translate('anomalies.timeline.totals', {
            defaultMessage: '{flagged} of {lines} lines flagged',
            values: { flagged: formatCount(totals.flagged), lines: formatCount(totals.lines) },
          })}
          {totals.suppressed > 0 &&
            i18n.translate('anomalies.timeline.suppressed', {
              defaultMessage: '; {count} more are muted or judged false positive',
              values: { count: formatCount(totals.suppressed) },
            })}
        </span>
      }
      end={
        <>
          <SeverityLegend counts={totals.bySeverity} />
          <DiscoverIcon target={flaggedTarget(range)} />
        </>
      }
    >
      <div className="anmTimeline">
        <RowLabel
          title={i18n.translate('anomalies.timeline.allLines', { defaultMessage: 'All lines' })}
          remark={peakText(Math.max(...lines))}
        />
        <VolumeBars grid={grid} lines={lines} heightPx={52} onBrush={narrowTo} />

        <RowLabel
          title={i18n.translate('anomalies.timeline.flagged', { defaultMessage: 'Flagged' })}
          remark={peakText(flaggedPeak)}
        />
        <FlaggedBars
          grid={grid}
          counts={flagged}
          heightPx={64}
          onBrush={narrowTo}
          label={i18n.translate('anomalies.timeline.flaggedLabel', {
            defaultMessage: 'Flagged lines over time by severity',
          })}
        />

        <RowLabel
          title={i18n.translate('anomalies.timeline.overall', { defaultMessage: 'Overall' })}
        />
        <SwimLanes
          grid={grid}
          lanes={[{ key: OVERALL, cells: overview.overall }]}
          onBrush={(fromMs, lastMs) => narrowTo(fromMs, lastMs + grid.intervalMs)}
          onCellClick={(_, fromMs, toMs) => narrowTo(fromMs, toMs)}
          label={i18n.translate('anomalies.timeline.overallLabel', {
            defaultMessage: 'Highest score over time, overall',
          })}
        />

        <RowLabel
          title={i18n.translate('anomalies.timeline.viewBy', { defaultMessage: 'View by' })}
        />
        <div className="anmTimeline__viewBy">
          <EuiButtonGroup
            legend={i18n.translate('anomalies.timeline.viewBy', { defaultMessage: 'View by' })}
            options={VIEW_BY_OPTIONS}
            idSelected={viewBy}
            onChange={(id) => onViewByChange(id as ViewBy)}
            buttonSize="compressed"
            data-test-subj="anomaliesViewBy"
          />
          <EuiText size="xs" className="anmSubdued">
            {i18n.translate('anomalies.timeline.cellMeaning', {
              defaultMessage:
                'highest score per {interval}, numbers from 25 up; a click shows the lines',
              values: { interval: formatDuration(grid.intervalMs / 1000) },
            })}
            {lanesLeftOut > 0 &&
              i18n.translate('anomalies.timeline.lanesLeftOut', {
                defaultMessage: '; {count} more are less unusual',
                values: { count: formatCount(lanesLeftOut) },
              })}
          </EuiText>
        </div>

        {lanes.length > 0 && (
          <div className="anmTimeline__laneLabels">
            {lanes.map(({ key, label }) => (
              <span key={key} className="anmClip" title={label}>
                {label}
              </span>
            ))}
          </div>
        )}
        {lanes.length > 0 ? (
          <SwimLanes
            grid={grid}
            lanes={lanes}
            withTimeAxis
            onBrush={(fromMs, lastMs) => narrowTo(fromMs, lastMs + grid.intervalMs)}
            onCellClick={(key, fromMs, toMs) =>
              history.push(reviewPath(search, { [viewBy]: [key] }, timeOf(fromMs, toMs)))
            }
            label={i18n.translate('anomalies.timeline.lanesLabel', {
              defaultMessage: 'Highest score over time by {by}',
              values: { by: VIEW_BY_LABELS[viewBy] },
            })}
          />
        ) : (
          <EuiText size="xs" className="anmSubdued anmTimeline__quiet">
            {i18n.translate('anomalies.timeline.quiet', {
              defaultMessage: 'Nothing was flagged in this period.',
            })}
          </EuiText>
        )}
      </div>
    </Panel>
  );
}

const timeOf = (fromMs: number, toMs: number) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

const peakText = (peak: number) =>
  i18n.translate('anomalies.timeline.peak', {
    defaultMessage: 'peak {count}',
    values: { count: formatCount(peak) },
  });

function RowLabel({ title, remark }: { title: ReactNode; remark?: ReactNode }) {
  return (
    <div className="anmTimeline__label">
      <span>{title}</span>
      {remark !== undefined && <small className="anmSubdued">{remark}</small>}
    </div>
  );
}
