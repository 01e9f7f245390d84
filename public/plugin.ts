import { i18n } from '@kbn/i18n';
import type { AppMountParameters, CoreSetup, Plugin } from '@kbn/core/public';
import type { TriggersAndActionsUISetup } from '@kbn/triggers-actions-ui-plugin/public';
import { registerRuleForms } from './rule_types';
import type { StartPlugins } from './services/services';

interface SetupPlugins {
  triggersActionsUi?: TriggersAndActionsUISetup;
}

/** Registers the app; everything else loads when it is opened. */
export class AnomaliesPublicPlugin implements Plugin<SetupPlugins, StartPlugins> {
  setup(core: CoreSetup<StartPlugins>, { triggersActionsUi }: SetupPlugins): void {
    if (triggersActionsUi) registerRuleForms(triggersActionsUi, core);
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
