import { EuiButtonEmpty } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { useServices } from '../../../services/services';

const AROUND_MS = 5 * 60_000;

/** The logs of the incident's time in Kibana's Discover; nothing where there is no Discover. */
export function IncidentDiscoverLink({ detail }: { detail: IncidentDetail }) {
  const { core, plugins } = useServices();
  const locator = plugins.share?.url.locators.get('DISCOVER_APP_LOCATOR');
  const { incident, sourceIndices } = detail;
  if (!locator || core.application.capabilities.discover?.show !== true) return null;
  if (sourceIndices.length === 0) return null;
  const href = locator.getRedirectUrl({
    dataViewSpec: { title: sourceIndices.join(','), timeFieldName: '@timestamp' },
    timeRange: {
      from: new Date(Date.parse(incident.start) - AROUND_MS).toISOString(),
      to: new Date(Date.parse(incident.end) + AROUND_MS).toISOString(),
    },
  });
  return (
    <EuiButtonEmpty
      size="s"
      iconType="discoverApp"
      href={href}
      className="anmIncidentVerdict__end"
      data-test-subj="anomaliesIncidentDiscover"
    >
      {i18n.translate('anomalies.flyout.discover', { defaultMessage: 'View in Discover' })}
    </EuiButtonEmpty>
  );
}
