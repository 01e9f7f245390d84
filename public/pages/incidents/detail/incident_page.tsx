import { EuiButton, EuiEmptyPrompt, EuiSkeletonRectangle } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { ErrorPrompt } from '../../../components/query_gate';
import { usePageTitle } from '../../../hooks/use_page_title';
import { usePeriod } from '../../../hooks/use_period';
import { incidentPath, incidentsPath } from '../../../lib/links';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';
import { AffectedPanel } from './affected_panel';
import { EventsPanel } from './events_panel';
import { IncidentHead } from './incident_head';
import { LinesPanel } from './lines_panel';
import { WhenPanel } from './when_panel';
import { WhyPanel } from './why_panel';

/** One incident, on its own time: what happened, where and why, its lines, and the verdict. */
export function IncidentPage({ id }: { id: string }) {
  const { api } = useServices();
  const { range } = usePeriod();
  const history = useHistory();
  const { search } = useLocation();
  const query = useQuery<IncidentDetail, ApiError>({
    // The period is none of the incident's: it stands here since it moves on with every refresh.
    queryKey: ['incident', id, range],
    queryFn: ({ signal }) => api.incident(id, signal),
    keepPreviousData: true,
  });
  // What was kept may be of the incident before.
  const data = query.data && isOf(query.data, id) ? query.data : undefined;
  usePageTitle(data?.incident.title);

  const ownId = data?.incident.id;
  useEffect(() => {
    // A link from before still leads here; from now on the address is the one that lasts.
    if (ownId !== undefined && ownId !== id) history.replace(incidentPath(search, ownId));
  }, [history, id, ownId, search]);

  if (!data) {
    if (query.error?.code === 'not_found') return <Gone message={query.error.message} />;
    if (query.error) {
      return <ErrorPrompt error={query.error} onRetry={() => void query.refetch()} />;
    }
    return <Skeleton />;
  }
  return (
    <>
      <IncidentHead detail={data} />
      <div className="anmIncidentColumns anmIncidentColumns--when">
        <WhenPanel detail={data} />
        <AffectedPanel detail={data} />
      </div>
      <div className="anmIncidentColumns">
        <EventsPanel detail={data} />
        <WhyPanel detail={data} />
      </div>
      <LinesPanel key={data.incident.id} detail={data} />
    </>
  );
}

const isOf = ({ incident }: IncidentDetail, id: string): boolean =>
  incident.id === id || incident.former_ids.includes(id);

function Gone({ message }: { message: string }) {
  const history = useHistory();
  const { search } = useLocation();
  return (
    <EuiEmptyPrompt
      iconType="search"
      color="subdued"
      titleSize="xs"
      title={
        <h2>
          {i18n.translate('anomalies.incident.gone', {
            defaultMessage: 'There is no such incident any more',
          })}
        </h2>
      }
      body={<p>{message}</p>}
      actions={
        <EuiButton size="s" onClick={() => history.push(incidentsPath(search))}>
          {i18n.translate('anomalies.incident.toList', { defaultMessage: 'Show all incidents' })}
        </EuiButton>
      }
      data-test-subj="anomaliesIncidentGone"
    />
  );
}

/** As high as what comes, so that nothing jumps. */
function Skeleton() {
  return (
    <div className="anmSkeletons" data-test-subj="anomaliesIncidentLoading" aria-busy="true">
      <EuiSkeletonRectangle width="100%" height={128} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={220} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={260} borderRadius="m" />
      <EuiSkeletonRectangle width="100%" height={400} borderRadius="m" />
    </div>
  );
}
