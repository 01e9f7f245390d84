import type { LensColumn } from './lens_columns';
import type { IdOf, SavedObjectInput } from './saved_object';

const LAYER = 'layer1';

interface LensOptions {
  name: string;
  title: string;
  description: string;
  dataView: string;
  /** In the order of the layer: buckets before metrics. */
  columns: Record<string, LensColumn>;
  visualizationType: 'lnsXY' | 'lnsHeatmap' | 'lnsDatatable' | 'lnsMetric';
  /** What the type of visualization needs, but for the id of the layer. */
  visualization: Record<string, unknown>;
  /** KQL. */
  query?: string;
}

/** One Lens visualization over one data view. */
export function lens(idOf: IdOf, options: LensOptions): SavedObjectInput {
  const { name, title, description, dataView, columns, visualizationType, query = '' } = options;
  return {
    type: 'lens',
    id: idOf(name),
    attributes: {
      title,
      description,
      visualizationType,
      state: {
        datasourceStates: {
          formBased: {
            layers: {
              [LAYER]: { columns, columnOrder: Object.keys(columns), incompleteColumns: {} },
            },
          },
        },
        visualization: options.visualization,
        query: { language: 'kuery', query },
        filters: [],
        internalReferences: [],
        adHocDataViews: {},
      },
    },
    references: [
      {
        type: 'index-pattern',
        id: idOf(dataView),
        name: `indexpattern-datasource-layer-${LAYER}`,
      },
    ],
  };
}

interface XyOptions {
  seriesType: 'bar_stacked' | 'bar_horizontal_stacked' | 'area_stacked' | 'line';
  x: string;
  y: string[];
  splitBy?: string;
  colors?: Record<string, string>;
}

/** Bars, areas or lines. `colors` are by column. */
export const xy = ({ seriesType, x, y, splitBy, colors = {} }: XyOptions) => ({
  preferredSeriesType: seriesType,
  legend: { isVisible: true, position: 'right' },
  valueLabels: 'hide',
  fittingFunction: 'None',
  axisTitlesVisibilitySettings: { x: false, yLeft: false, yRight: false },
  layers: [
    {
      layerId: LAYER,
      layerType: 'data',
      seriesType,
      xAccessor: x,
      accessors: y,
      ...(splitBy ? { splitAccessor: splitBy } : {}),
      yConfig: Object.entries(colors).map(([forAccessor, color]) => ({ forAccessor, color })),
    },
  ],
});

export const table = (columnIds: string[]) => ({
  layerId: LAYER,
  layerType: 'data',
  columns: columnIds.map((columnId) => ({ columnId })),
  rowHeight: 'single',
  headerRowHeight: 'single',
});

/** Cells in the bands of severity. */
export const swimLanes = (x: string, y: string, value: string, bands: HeatmapBand[]) => ({
  shape: 'heatmap',
  layerId: LAYER,
  layerType: 'data',
  xAccessor: x,
  yAccessor: y,
  valueAccessor: value,
  legend: { isVisible: true, position: 'right', type: 'heatmap_legend' },
  gridConfig: {
    type: 'heatmap_grid',
    isCellLabelVisible: false,
    isYAxisLabelVisible: true,
    isXAxisLabelVisible: true,
    isYAxisTitleVisible: false,
    isXAxisTitleVisible: false,
  },
  palette: {
    type: 'palette',
    name: 'custom',
    accessor: value,
    params: {
      name: 'custom',
      reverse: false,
      rangeType: 'number',
      rangeMin: bands[0].from,
      rangeMax: MAX_SCORE,
      progression: 'fixed',
      stops: bands.map(({ color }, i) => ({ color, stop: bands[i + 1]?.from ?? MAX_SCORE })),
      steps: bands.length,
      colorStops: bands.map(({ color, from }) => ({ color, stop: from })),
      continuity: 'above',
      maxSteps: bands.length,
    },
  },
});

const MAX_SCORE = 100;

export interface HeatmapBand {
  from: number;
  color: string;
}
