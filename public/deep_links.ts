import type { AppDeepLink } from '@kbn/core/public';
import { i18n } from '@kbn/i18n';
import { PAGE_TITLES, type PageName } from './lib/page_titles';

/** What else people may type into Kibana's search to find a page. */
const KEYWORDS: Record<PageName, string> = {
  overview: i18n.translate('anomalies.search.overview', {
    defaultMessage: 'log anomaly, swim lanes, severity',
  }),
  incidents: i18n.translate('anomalies.search.incidents', {
    defaultMessage: 'root cause, outage, alert',
  }),
  anomalies: i18n.translate('anomalies.search.anomalies', {
    defaultMessage: 'flagged lines, outliers, review, score',
  }),
  patterns: i18n.translate('anomalies.search.patterns', {
    defaultMessage: 'log categories, templates, new patterns, rare patterns',
  }),
  clusters: i18n.translate('anomalies.search.clusters', {
    defaultMessage: 'groups of patterns, K-Means, DBSCAN',
  }),
  forecast: i18n.translate('anomalies.search.forecast', {
    defaultMessage: 'prediction, log volume, error rate',
  }),
  models: i18n.translate('anomalies.search.models', {
    defaultMessage: 'training, machine learning, schedules, threshold',
  }),
  settings: i18n.translate('anomalies.search.settings', {
    defaultMessage: 'log sources, alert budget, notifications, mutes, retention',
  }),
};

/** The pages, for Kibana's search. */
export const DEEP_LINKS: AppDeepLink[] = Object.entries(PAGE_TITLES).map(([name, title]) => ({
  id: name,
  title,
  path: `/${name}`,
  keywords: KEYWORDS[name as PageName].split(', '),
}));
