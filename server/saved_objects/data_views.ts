import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import type { IdOf, SavedObjectInput } from './saved_object';

export const DATA_VIEWS = { anomalies: 'flagged-lines', rollups: 'line-counts' } as const;

const dataView = (
  idOf: IdOf,
  name: string,
  indexPattern: string,
  title: string,
): SavedObjectInput => ({
  type: 'index-pattern',
  id: idOf(name),
  attributes: {
    title: indexPattern,
    name: title,
    timeFieldName: '@timestamp',
    fields: '[]',
    fieldAttrs: '{}',
    runtimeFieldMap: '{}',
    sourceFilters: '[]',
    fieldFormatMap: '{}',
    typeMeta: '{}',
    // The indices are there only once a line is scored.
    allowNoIndex: true,
  },
  references: [],
});

export const dataViews = (idOf: IdOf): SavedObjectInput[] => [
  dataView(idOf, DATA_VIEWS.anomalies, ANOMALIES_INDEX_PATTERN, 'Anomalies: flagged lines'),
  dataView(idOf, DATA_VIEWS.rollups, ROLLUP_INDEX_PATTERN, 'Anomalies: lines per minute'),
];
