import { EuiText } from '@elastic/eui';
import { FormattedMessage } from '@kbn/i18n-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import type { IncidentOfAnomaly } from '../../../../common/app_api/incidents/schema';
import { AppLink } from '../../../components/app_link';
import { SeverityShape } from '../../../components/severity_mark';
import { incidentPath } from '../../../lib/links';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

/** "Part of the incident …": the way from a line to what it belongs to; nothing where it stands alone. */
export function PartOfIncident({ anomalyId }: { anomalyId: string }) {
  const { api } = useServices();
  const { search } = useLocation();
  const { data } = useQuery<IncidentOfAnomaly, ApiError>({
    queryKey: ['incident', 'of', anomalyId],
    queryFn: ({ signal }) => api.incidentOf(anomalyId, signal),
    retry: false,
  });
  const incident = data?.incident;
  if (!incident) return null;
  return (
    <EuiText size="xs" className="anmPartOfIncident" data-test-subj="anomaliesPartOfIncident">
      <SeverityShape severity={incident.severity} />
      <span>
        <FormattedMessage
          id="anomalies.flyout.incident"
          defaultMessage="Part of the incident: {title}"
          values={{
            title: <AppLink path={incidentPath(search, incident.id)}>{incident.title}</AppLink>,
          }}
        />
      </span>
    </EuiText>
  );
}
