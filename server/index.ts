import type { PluginInitializerContext } from '@kbn/core/server';
import type { AnomaliesConfig } from './config';
import { AnomaliesPlugin } from './plugin';

export { config } from './config';

export const plugin = (context: PluginInitializerContext<AnomaliesConfig>): AnomaliesPlugin =>
  new AnomaliesPlugin(context);
