import { EuiNotificationBadge } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useOpenIncidents } from '../../hooks/use_open_incidents';
import { formatCount } from '../../lib/numbers';

/** How many incidents of the period are to be judged; nothing where there are none. */
export function OpenIncidentsBadge() {
  const { data } = useOpenIncidents();
  if (!data || data.total === 0) return null;
  return (
    <EuiNotificationBadge
      color="subdued"
      aria-label={i18n.translate('anomalies.incidents.openCount', {
        defaultMessage: '{count, plural, one {# open incident} other {# open incidents}}',
        values: { count: data.total },
      })}
      data-test-subj="anomaliesOpenIncidents"
    >
      {formatCount(data.total)}
    </EuiNotificationBadge>
  );
}
