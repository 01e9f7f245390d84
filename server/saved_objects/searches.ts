import { DATA_VIEWS } from './data_views';
import type { IdOf, SavedObjectInput } from './saved_object';

export const SEARCHES = { worst: 'worst-lines', newPatterns: 'new-patterns' } as const;

const COLUMNS = [
  'anomaly.score',
  'anomaly.severity',
  'host.name',
  'service.name',
  'message',
  'anomaly.reasons.text',
  'anomaly.label',
];

const INDEX_REFERENCE = 'kibanaSavedObjectMeta.searchSourceJSON.index';

function savedSearch(
  idOf: IdOf,
  name: string,
  options: { title: string; description: string; query: string },
): SavedObjectInput {
  return {
    type: 'search',
    id: idOf(name),
    attributes: {
      title: options.title,
      description: options.description,
      columns: COLUMNS,
      sort: [['anomaly.score', 'desc']],
      grid: {},
      hideChart: false,
      isTextBasedQuery: false,
      timeRestore: false,
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({
          query: { language: 'kuery', query: options.query },
          filter: [],
          indexRefName: INDEX_REFERENCE,
        }),
      },
    },
    references: [{ type: 'index-pattern', id: idOf(DATA_VIEWS.anomalies), name: INDEX_REFERENCE }],
  };
}

/** Logs beside their score, in Discover. */
export const searches = (idOf: IdOf): SavedObjectInput[] => [
  savedSearch(idOf, SEARCHES.worst, {
    title: 'Anomalies: flagged lines, worst first',
    description: 'Each flagged line beside its score and its reasons.',
    query: 'anomaly.suppressed : false',
  }),
  savedSearch(idOf, SEARCHES.newPatterns, {
    title: 'Anomalies: lines of new patterns',
    description: 'Flagged lines of patterns that training never saw.',
    query: 'anomaly.suppressed : false and anomaly.template.is_new : true',
  }),
];
