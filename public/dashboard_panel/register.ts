import { i18n } from '@kbn/i18n';
import type { CoreSetup } from '@kbn/core/public';
import type { EmbeddableSetup } from '@kbn/embeddable-plugin/public';
import type { StartPlugins } from '../services/services';
import type { PanelInput } from './panel_input';
import { PANEL_TYPE } from './panel_type';

/** The panel in the menu of dashboards, where this Kibana takes panels as classes; its code loads when one is there. */
export function registerDashboardPanel(
  { registerEmbeddableFactory }: EmbeddableSetup,
  core: CoreSetup<StartPlugins>,
): void {
  if (typeof registerEmbeddableFactory !== 'function') return;
  const load = () =>
    Promise.all([
      import(/* webpackChunkName: "dashboard_panel" */ './chunk.js'),
      core.getStartServices(),
    ]);
  registerEmbeddableFactory<PanelInput>(PANEL_TYPE, {
    type: PANEL_TYPE,
    getDisplayName: () =>
      i18n.translate('anomalies.panel.name', { defaultMessage: 'Anomalies: swim lanes' }),
    getDescription: () =>
      i18n.translate('anomalies.panel.description', {
        defaultMessage: 'Highest anomaly scores over time, by host, service or pattern.',
      }),
    getIconType: () => 'machineLearningApp',
    async isEditable() {
      const [{ application }] = await core.getStartServices();
      return application.capabilities.anomalies?.show !== false;
    },
    async getExplicitInput(before) {
      const [{ askForSettings }, [coreStart]] = await load();
      return askForSettings(coreStart, before);
    },
    async create(input, parent) {
      const [{ SwimLaneEmbeddable }, [coreStart, plugins]] = await load();
      return new SwimLaneEmbeddable(input, coreStart, plugins, parent);
    },
  });
}
