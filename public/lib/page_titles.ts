import { i18n } from '@kbn/i18n';

/** Needed before the pages themselves load: Kibana's search finds them by these. */
export const PAGE_TITLES = {
  overview: i18n.translate('anomalies.pages.overview', { defaultMessage: 'Overview' }),
  incidents: i18n.translate('anomalies.pages.incidents', { defaultMessage: 'Incidents' }),
  anomalies: i18n.translate('anomalies.pages.anomalies', { defaultMessage: 'Anomalies' }),
  patterns: i18n.translate('anomalies.pages.patterns', { defaultMessage: 'Patterns' }),
  clusters: i18n.translate('anomalies.pages.clusters', { defaultMessage: 'Clusters' }),
  forecast: i18n.translate('anomalies.pages.forecast', { defaultMessage: 'Forecast' }),
  models: i18n.translate('anomalies.pages.models', { defaultMessage: 'Models' }),
  settings: i18n.translate('anomalies.pages.settings', { defaultMessage: 'Settings' }),
};

export type PageName = keyof typeof PAGE_TITLES;
