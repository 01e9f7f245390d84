import { i18n } from '@kbn/i18n';
import type { AppMountParameters, CoreSetup, Plugin } from '@kbn/core/public';
import type { StartPlugins } from './services/services';

/** Registers the app; everything else loads when it is opened. */
export class AnomaliesPublicPlugin implements Plugin<object, StartPlugins> {
  setup(core: CoreSetup<StartPlugins>): void {
    core.application.register({
      id: 'anomalies',
      title: i18n.translate('anomalies.app.title', { defaultMessage: 'Anomalies' }),
      euiIconType: 'machineLearningApp',
      order: 8050,
      category: {
        id: 'observability',
        label: i18n.translate('anomalies.app.category', { defaultMessage: 'Observability' }),
        euiIconType: 'logoObservability',
        order: 3000,
      },
      async mount(params: AppMountParameters) {
        const [{ renderApp }, [coreStart, plugins]] = await Promise.all([
          import(/* webpackChunkName: "app" */ './application.js'),
          core.getStartServices(),
        ]);
        return renderApp(coreStart, plugins, params);
      },
    });
  }

  start(): void {}

  stop(): void {}
}
