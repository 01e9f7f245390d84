import { i18n } from '@kbn/i18n';
import type { ComponentType } from 'react';
import { OpenIncidentsBadge } from '../components/incidents/open_badge';
import { AnomaliesPage } from './anomalies';
import { ClustersPage } from './clusters';
import { ForecastPage } from './forecast';
import { IncidentsPage } from './incidents';
import { ModelsPage } from './models';
import { OverviewPage } from './overview';
import { PatternsPage } from './patterns';
import { SettingsPage } from './settings';

export interface PageDefinition {
  path: string;
  title: string;
  /** Shows something before a model is trained. */
  worksUntrained: boolean;
  /** Beside the title on the tab. */
  Badge?: ComponentType;
  Component: ComponentType;
}

/** The app's pages in the order of its tabs; the first is the one that opens. */
export const PAGES: PageDefinition[] = [
  {
    path: '/overview',
    title: i18n.translate('anomalies.pages.overview', { defaultMessage: 'Overview' }),
    worksUntrained: false,
    Component: OverviewPage,
  },
  {
    path: '/incidents',
    title: i18n.translate('anomalies.pages.incidents', { defaultMessage: 'Incidents' }),
    worksUntrained: false,
    Badge: OpenIncidentsBadge,
    Component: IncidentsPage,
  },
  {
    path: '/anomalies',
    title: i18n.translate('anomalies.pages.anomalies', { defaultMessage: 'Anomalies' }),
    worksUntrained: false,
    Component: AnomaliesPage,
  },
  {
    path: '/patterns',
    title: i18n.translate('anomalies.pages.patterns', { defaultMessage: 'Patterns' }),
    worksUntrained: false,
    Component: PatternsPage,
  },
  {
    path: '/clusters',
    title: i18n.translate('anomalies.pages.clusters', { defaultMessage: 'Clusters' }),
    worksUntrained: false,
    Component: ClustersPage,
  },
  {
    path: '/forecast',
    title: i18n.translate('anomalies.pages.forecast', { defaultMessage: 'Forecast' }),
    worksUntrained: false,
    Component: ForecastPage,
  },
  {
    path: '/models',
    title: i18n.translate('anomalies.pages.models', { defaultMessage: 'Models' }),
    worksUntrained: true,
    Component: ModelsPage,
  },
  {
    path: '/settings',
    title: i18n.translate('anomalies.pages.settings', { defaultMessage: 'Settings' }),
    worksUntrained: true,
    Component: SettingsPage,
  },
];
