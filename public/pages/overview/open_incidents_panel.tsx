import { EuiSkeletonText, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import type { IncidentRow, IncidentSearchResponse } from '../../../common/app_api/incidents/schema';
import { AppLink } from '../../components/app_link';
import { IncidentKeys } from '../../components/incidents/incident_keys';
import { IncidentTable } from '../../components/incidents/incident_table';
import { Panel } from '../../components/panel';
import { useIncidentReview } from '../../hooks/use_incident_review';
import { incidentsPath } from '../../lib/links';
import { formatCount } from '../../lib/numbers';
import type { ApiError } from '../../services/api_error';

const NO_ROWS: IncidentRow[] = [];

/** What is to be judged, worst first, before everything else. */
export function OpenIncidentsPanel({
  query,
}: {
  query: UseQueryResult<IncidentSearchResponse, ApiError>;
}) {
  const { search } = useLocation();
  const { data, error } = query;
  const review = useIncidentReview(data?.rows ?? NO_ROWS);
  return (
    <Panel
      data-test-subj="anomaliesOpenIncidentsPanel"
      title={
        <>
          {i18n.translate('anomalies.openIncidents.title', { defaultMessage: 'Open incidents' })}{' '}
          {data && (
            <span className="anmSubdued" data-test-subj="anomaliesOpenCount">
              {formatCount(data.counts.open)}
            </span>
          )}
        </>
      }
      remark={data && remarkOf(data)}
      end={
        <span className="anmKeys">
          {data && data.rows.length > 0 && <IncidentKeys />}
          <EuiText size="xs">
            <AppLink path={incidentsPath(search)} data-test-subj="anomaliesAllIncidents">
              {i18n.translate('anomalies.openIncidents.all', { defaultMessage: 'All incidents' })}
            </AppLink>
          </EuiText>
        </span>
      }
    >
      {!data && !error && <EuiSkeletonText lines={4} size="s" />}
      {!data && error && (
        <EuiText size="s" color="danger">
          {error.message}
        </EuiText>
      )}
      {data && data.rows.length === 0 && (
        <EuiText size="s" className="anmSubdued" data-test-subj="anomaliesNoOpenIncidents">
          {i18n.translate('anomalies.openIncidents.none', {
            defaultMessage: 'Nothing is waiting for your verdict in this period.',
          })}
        </EuiText>
      )}
      {data && data.rows.length > 0 && (
        <IncidentTable
          rows={data.rows}
          review={review}
          caption={i18n.translate('anomalies.openIncidents.caption', {
            defaultMessage: 'Open incidents, worst first',
          })}
        />
      )}
    </Panel>
  );
}

/** "worst first · 538 lines · judged: 5 real, 3 false alarms". */
function remarkOf({ rows, counts }: IncidentSearchResponse): string {
  const { confirmed, falsePositive } = counts;
  return [
    ...(rows.length < counts.open
      ? [
          i18n.translate('anomalies.openIncidents.worst', {
            defaultMessage: 'the {count} worst',
            values: { count: rows.length },
          }),
        ]
      : rows.length > 1
        ? [i18n.translate('anomalies.openIncidents.worstFirst', { defaultMessage: 'worst first' })]
        : []),
    ...(counts.open > 0
      ? [
          i18n.translate('anomalies.openIncidents.lines', {
            defaultMessage: '{lines, plural, one {# line} other {# lines}}',
            values: { lines: counts.openLines },
          }),
        ]
      : []),
    ...(confirmed + falsePositive > 0
      ? [
          i18n.translate('anomalies.openIncidents.judged', {
            defaultMessage:
              'judged: {confirmed} real, {falsePositive, plural, one {# false alarm} other {# false alarms}}',
            values: { confirmed, falsePositive },
          }),
        ]
      : []),
  ].join(' · ');
}
