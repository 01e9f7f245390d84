import type { ComponentType } from 'react';
import { OpenIncidentsBadge } from '../components/incidents/open_badge';
import { PAGE_TITLES } from '../lib/page_titles';
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
    title: PAGE_TITLES.overview,
    worksUntrained: false,
    Component: OverviewPage,
  },
  {
    path: '/incidents',
    title: PAGE_TITLES.incidents,
    worksUntrained: false,
    Badge: OpenIncidentsBadge,
    Component: IncidentsPage,
  },
  {
    path: '/anomalies',
    title: PAGE_TITLES.anomalies,
    worksUntrained: false,
    Component: AnomaliesPage,
  },
  {
    path: '/patterns',
    title: PAGE_TITLES.patterns,
    worksUntrained: false,
    Component: PatternsPage,
  },
  {
    path: '/clusters',
    title: PAGE_TITLES.clusters,
    worksUntrained: false,
    Component: ClustersPage,
  },
  {
    path: '/forecast',
    title: PAGE_TITLES.forecast,
    worksUntrained: false,
    Component: ForecastPage,
  },
  {
    path: '/models',
    title: PAGE_TITLES.models,
    worksUntrained: true,
    Component: ModelsPage,
  },
  {
    path: '/settings',
    title: PAGE_TITLES.settings,
    worksUntrained: true,
    Component: SettingsPage,
  },
];
