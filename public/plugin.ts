import { i18n } from '@kbn/i18n';
import type { AppMountParameters, CoreSetup, Plugin } from '@kbn/core/public';
import type { TriggersAndActionsUISetup } from '@kbn/triggers-actions-ui-plugin/public';
import type { EmbeddableSetup } from '@kbn/embeddable-plugin/public';
import { registerDashboardPanel } from './dashboard_panel/register';
import { DEEP_LINKS } from './deep_links';
import { addHelp } from './help_menu';
import { registerHomeEntry, type HomePublicSetup } from './home_entry';
import { registerRuleForms } from './rule_types';
import type { StartPlugins } from './services/services';

interface SetupPlugins {
  embeddable?: EmbeddableSetup;
  home?: HomePublicSetup;
  triggersActionsUi?: TriggersAndActionsUISetup;
}

/** Registers the app; everything else loads when it is opened. */
export class AnomaliesPublicPlugin implements Plugin<SetupPlugins, StartPlugins> {
  setup(
    core: CoreSetup<StartPlugins>,
    { embeddable, home, triggersActionsUi }: SetupPlugins,
  ): void {
    if (embeddable) registerDashboardPanel(embeddable, core);
    if (home) registerHomeEntry(home);
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
      deepLinks: DEEP_LINKS,
      async mount(params: AppMountParameters) {
        const [{ renderApp }, [coreStart, plugins]] = await Promise.all([
          import(/* webpackChunkName: "app" */ './application.js'),
          core.getStartServices(),
        ]);
        const removeHelp = addHelp(coreStart, home !== undefined);
        const unmount = renderApp(coreStart, plugins, params);
        return () => {
          removeHelp();
          unmount();
        };
      },
    });
  }

  start(): void {}

  stop(): void {}
}
