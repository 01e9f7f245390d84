import type { DiscoverTarget } from '../lib/discover_targets';
import { useServices } from '../services/services';

/** Makes addresses in Kibana's Discover; undefined where there is no Discover or one may not use it. */
export function useDiscover(): ((target: DiscoverTarget) => string) | undefined {
  const { core, plugins } = useServices();
  const locator = plugins.share?.url.locators.get('DISCOVER_APP_LOCATOR');
  if (!locator || core.application.capabilities.discover?.show !== true) return undefined;
  return (target) => locator.getRedirectUrl({ ...target });
}
