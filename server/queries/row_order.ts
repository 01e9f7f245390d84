import type { estypes } from '@elastic/elasticsearch';
import type { RowSort, SortField } from '../../common/app_api/search/filters';

interface SortKey {
  field: string;
  order: 'asc' | 'desc';
  /** In an index without the field. */
  unmapped: 'date' | 'float' | 'keyword';
}

const FIRST_KEYS: Record<SortField, Omit<SortKey, 'order'>> = {
  time: { field: '@timestamp', unmapped: 'date' },
  score: { field: 'anomaly.score', unmapped: 'float' },
  host: { field: 'host.name', unmapped: 'keyword' },
  service: { field: 'service.name', unmapped: 'keyword' },
  pattern: { field: 'anomaly.template.text', unmapped: 'keyword' },
  label: { field: 'anomaly.label', unmapped: 'keyword' },
  model: { field: 'anomaly.model', unmapped: 'keyword' },
};

/**
 * Where the rest is equal, these tell any two rows apart: a line by its id and index, a window or session that points
 * at the same line by its key. Without them a row could stand on two pages or on none.
 */
const TIE_BREAKERS: SortKey[] = [
  { field: '@timestamp', order: 'desc', unmapped: 'date' },
  { field: 'source.id', order: 'asc', unmapped: 'keyword' },
  { field: 'source.index', order: 'asc', unmapped: 'keyword' },
  { field: 'anomaly.unit.key', order: 'asc', unmapped: 'keyword' },
];

/** A total order of rows; reversed, it is the same order read from its end. */
export function rowOrder({ field, direction }: RowSort, reversed = false): estypes.Sort {
  const first = FIRST_KEYS[field];
  const keys = [
    { ...first, order: direction },
    ...TIE_BREAKERS.filter((key) => key.field !== first.field),
  ];
  return keys.map((key) => ({
    [key.field]: {
      order: reversed ? opposite(key.order) : key.order,
      unmapped_type: key.unmapped,
      // Rows without a value stand last whichever way one sorts, so first when read from the end.
      missing: reversed ? '_first' : '_last',
    },
  }));
}

const opposite = (order: 'asc' | 'desc') => (order === 'asc' ? 'desc' : 'asc');
