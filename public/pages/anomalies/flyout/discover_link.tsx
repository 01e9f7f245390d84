import { EuiButtonEmpty } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { AnomalyDocument } from '../../../../common/anomaly';
import { useServices } from '../../../services/services';

const AROUND_MS = 5 * 60_000;

/** The logs around the line in Kibana's Discover; nothing where there is no Discover. */
export function DiscoverLink({ document }: { document: AnomalyDocument }) {
  const { core, plugins } = useServices();
  const locator = plugins.share?.url.locators.get('DISCOVER_APP_LOCATOR');
  if (!locator || core.application.capabilities.discover?.show !== true) return null;
  const timeMs = Date.parse(document['@timestamp']);
  const href = locator.getRedirectUrl({
    dataViewSpec: { title: document.source.index, timeFieldName: '@timestamp' },
    timeRange: {
      from: new Date(timeMs - AROUND_MS).toISOString(),
      to: new Date(timeMs + AROUND_MS).toISOString(),
    },
  });
  return (
    <EuiButtonEmpty size="s" iconType="discoverApp" href={href} data-test-subj="anomaliesDiscover">
      {i18n.translate('anomalies.flyout.discover', { defaultMessage: 'View in Discover' })}
    </EuiButtonEmpty>
  );
}
