import type { IdOf, Reference, SavedObjectInput } from './saved_object';
import { SEARCHES } from './searches';
import { VISUALIZATIONS } from './visualizations';

export const DASHBOARDS = { overview: 'dashboard-overview', levels: 'dashboard-levels' } as const;

const REFRESH_MS = 10_000;

interface Panel {
  type: 'lens' | 'search';
  name: string;
  /** In columns of 48 and rows of the dashboard's grid. */
  x: number;
  y: number;
  w: number;
  h: number;
}

function dashboard(
  idOf: IdOf,
  name: string,
  options: { title: string; description: string; panels: Panel[] },
): SavedObjectInput {
  const references: Reference[] = options.panels.map((panel) => ({
    type: panel.type,
    id: idOf(panel.name),
    name: `${panel.name}:panel_${panel.name}`,
  }));
  const panels = options.panels.map(({ type, name: panelIndex, x, y, w, h }) => ({
    type,
    panelIndex,
    panelRefName: `panel_${panelIndex}`,
    gridData: { x, y, w, h, i: panelIndex },
    embeddableConfig: { enhancements: {} },
  }));
  return {
    type: 'dashboard',
    id: idOf(name),
    attributes: {
      title: options.title,
      description: options.description,
      panelsJSON: JSON.stringify(panels),
      optionsJSON: JSON.stringify({
        useMargins: true,
        syncColors: true,
        syncCursor: true,
        syncTooltips: false,
        hidePanelTitles: false,
      }),
      version: 1,
      timeRestore: true,
      timeFrom: 'now-24h',
      timeTo: 'now',
      refreshInterval: { pause: false, value: REFRESH_MS },
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { language: 'kuery', query: '' }, filter: [] }),
      },
    },
    references,
  };
}

/** Two dashboards that refresh themselves. */
export const dashboards = (idOf: IdOf): SavedObjectInput[] => [
  dashboard(idOf, DASHBOARDS.overview, {
    title: 'Anomalies: overview',
    description: 'What was flagged, where and how often.',
    panels: [
      { type: 'lens', name: VISUALIZATIONS.frequency, x: 0, y: 0, w: 24, h: 12 },
      { type: 'lens', name: VISUALIZATIONS.lanes, x: 24, y: 0, w: 24, h: 12 },
      { type: 'lens', name: VISUALIZATIONS.hosts, x: 0, y: 12, w: 16, h: 14 },
      { type: 'lens', name: VISUALIZATIONS.patterns, x: 16, y: 12, w: 32, h: 14 },
      { type: 'search', name: SEARCHES.worst, x: 0, y: 26, w: 48, h: 16 },
    ],
  }),
  dashboard(idOf, DASHBOARDS.levels, {
    title: 'Anomalies: log levels and errors',
    description: 'All lines by level, and the kinds of error that were flagged.',
    panels: [
      { type: 'lens', name: VISUALIZATIONS.levels, x: 0, y: 0, w: 48, h: 12 },
      { type: 'lens', name: VISUALIZATIONS.volume, x: 0, y: 12, w: 48, h: 10 },
      { type: 'lens', name: VISUALIZATIONS.errors, x: 0, y: 22, w: 48, h: 14 },
    ],
  }),
];
