import { i18n } from '@kbn/i18n';

/** Stands in saved dashboards: must never change. */
export const PANEL_TYPE = 'anomalies_swim_lanes';

export const panelTypeName = (): string =>
  i18n.translate('anomalies.panel.name', { defaultMessage: 'Anomalies: swim lanes' });
