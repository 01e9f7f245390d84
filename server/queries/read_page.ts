import type { AnomalyDocument } from '../../common/anomaly';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import type { RowSort } from '../../common/app_api/search/filters';
import { MAX_REACHABLE_ROWS } from '../../common/app_api/search/limits';
import type { AnomalyRow, RowPlace } from '../../common/app_api/search/schema';
import { search, type Query, type Read } from './elasticsearch';
import type { PagePlan } from './page_plan';
import { rowOrder } from './row_order';

export interface PlacedRow {
  row: AnomalyRow;
  sort: RowPlace['sort'];
}

/**
 * Reads the rows of a plan. Beyond the window of from + size it steps over rows by their sort values alone, at most
 * a window a step.
 */
export async function readPage(
  read: Read,
  query: Query,
  sort: RowSort,
  { reversed, after, skip, size }: PagePlan,
): Promise<PlacedRow[]> {
  if (size === 0) return [];
  const order = { query, sort: rowOrder(sort, reversed), track_total_hits: false };
  let position = after;
  let left = skip;
  while (left > 0 && (position !== undefined || left + size > MAX_REACHABLE_ROWS)) {
    const step = Math.min(left, MAX_REACHABLE_ROWS);
    const { hits } = await search<never, never>(read, ANOMALIES_INDEX_PATTERN, {
      ...order,
      _source: false,
      stored_fields: '_none_',
      // From an end the last row of the step can be named alone.
      ...(position === undefined
        ? { from: step - 1, size: 1 }
        : { size: step, search_after: position }),
    });
    const last = hits[hits.length - 1]?.sort;
    // There are fewer rows by now.
    if (!last) return [];
    position = placeOf(last);
    left -= step;
  }
  const { hits } = await search<AnomalyDocument, never>(read, ANOMALIES_INDEX_PATTERN, {
    ...order,
    size,
    ...(position === undefined ? { from: left } : { search_after: position }),
  });
  const rows = hits.flatMap(({ _index, _id, _source, sort: values }): PlacedRow[] =>
    _source && _id && values
      ? [{ row: { index: _index, id: _id, document: _source }, sort: placeOf(values) }]
      : [],
  );
  return reversed ? rows.reverse() : rows;
}

/** Sort values as they can be sent back: our keys are numbers and keywords. */
const placeOf = (values: readonly unknown[]): RowPlace['sort'] =>
  values.map((value) => (typeof value === 'number' || value === null ? value : String(value)));
