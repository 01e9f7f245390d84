import { EuiButtonEmpty } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { PatternDetails } from '../../../../common/app_api/patterns/schema';
import { usePeriod } from '../../../hooks/use_period';
import { useStatus } from '../../../hooks/use_status';
import { useServices } from '../../../services/services';

const PLACEHOLDER = /<[^<>\s]{1,40}>/;

/** The pattern's words as phrases that Discover's search bar looks for. */
function searchText(patternText: string): string {
  return patternText
    .split(PLACEHOLDER)
    .map((part) => part.replace(/^[\p{L}\p{N}_.]+$|["\\]/gu, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]{2}/u.test(part))
    .map((part) => `message : "${part}"`)
    .join(' and ');
}

/** The lines of the pattern in Kibana's Discover; nothing where there is no Discover. */
export function PatternDiscoverLink({ details }: { details: PatternDetails }) {
  const { core, plugins } = useServices();
  const { range } = usePeriod();
  const { data: status } = useStatus();
  const locator = plugins.share?.url.locators.get('DISCOVER_APP_LOCATOR');
  if (!locator || core.application.capabilities.discover?.show !== true) return null;
  if (!status?.reachable) return null;
  const href = locator.getRedirectUrl({
    dataViewSpec: { title: status.status.source_pattern, timeFieldName: '@timestamp' },
    timeRange: range,
    query: { language: 'kuery', query: searchText(details.text) },
  });
  return (
    <EuiButtonEmpty size="s" iconType="discoverApp" href={href} data-test-subj="anomaliesDiscover">
      {i18n.translate('anomalies.flyout.discover', { defaultMessage: 'View in Discover' })}
    </EuiButtonEmpty>
  );
}
