import type { Client, estypes } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { timeFilter, type TimeRange } from '../../sources/elasticsearch/seq_reader';
import { runBulk, type BulkOperation } from './bulk';

export const RESULT_PATTERNS = [ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN];

const PAGE_SIZE = 5_000;
const CONFLICT = 409;

/** Only results of this run, or only those of all others. */
export type RunFilter = { is: string } | { isNot: string };

/** Results by where they came from. */
export interface OriginRange {
  indexUuid: string;
  shard: number;
  /** Inclusive. */
  fromSeqNo: number;
  /** Exclusive; Infinity for no end. */
  toSeqNo: number;
  run: RunFilter;
  /** Only results of lines in this time; on the field @timestamp, as results have it. */
  timeRange?: Omit<TimeRange, 'field'>;
  /** Only results in these indices; all where left out. */
  indices?: readonly string[];
}

/** Makes everything that was written visible to the searches below. */
export async function refreshResults(client: Client, retry: RetryOptions): Promise<void> {
  await withRetry(
    () =>
      client.indices.refresh({
        index: RESULT_PATTERNS,
        ignore_unavailable: true,
        allow_no_indices: true,
      }),
    retry,
  );
}

/** Whether there are results of the run at all. Sees what was refreshed. */
export async function hasAnyResults(
  client: Client,
  run: RunFilter,
  retry: RetryOptions,
): Promise<boolean> {
  return (await searchResults(client, [], run, 1, retry)).length > 0;
}

/** Whether there are results in the range. Sees what was refreshed. */
export async function hasResults(
  client: Client,
  range: OriginRange,
  retry: RetryOptions,
): Promise<boolean> {
  return (await findResults(client, range, 1, retry)).length > 0;
}

/** Deletes the results in the range, by search and bulk delete. Sees what was refreshed. */
export function deleteResults(
  client: Client,
  range: OriginRange,
  retry: RetryOptions,
): Promise<void> {
  return deleteFound(client, () => findResults(client, range, PAGE_SIZE, retry), retry);
}

/** Deletes the flagged windows and sessions of a period that other models found. Sees what was refreshed. */
export function deleteUnitsOfOthers(
  client: Client,
  period: Omit<TimeRange, 'field'>,
  model: string,
  retry: RetryOptions,
): Promise<void> {
  const query: estypes.QueryDslQueryContainer = {
    bool: {
      filter: [
        { exists: { field: 'anomaly.unit.kind' } },
        timeFilter({ ...period, field: '@timestamp' }),
      ],
      must_not: [{ term: { 'anomaly.model': model } }],
    },
  };
  return deleteFound(client, () => search(client, query, PAGE_SIZE, retry), retry);
}

/**
 * Deletes what a search finds, page by page, until it finds nothing. A result that was written over since the search last saw
 * it stays, unless the next search finds it, too: one line's results have the same id in every run of a model.
 */
async function deleteFound(
  client: Client,
  find: () => Promise<estypes.SearchHit[]>,
  retry: RetryOptions,
): Promise<void> {
  for (;;) {
    const hits = await find();
    if (hits.length === 0) return;
    const operations = hits.map((hit): BulkOperation => ({
      kind: 'delete',
      index: hit._index,
      id: hit._id ?? '',
      ifSeqNo: hit._seq_no,
      ifTerm: hit._primary_term,
    }));
    const { failures } = await runBulk(client, operations, { retry, refresh: true });
    const refused = failures.find(({ status }) => status !== CONFLICT);
    if (refused) throw new Error(`Earlier results cannot be deleted: ${refused.reason}`);
    // What is written over is to be seen as it is now.
    if (failures.length > 0) await refreshResults(client, retry);
  }
}

async function findResults(
  client: Client,
  range: OriginRange,
  size: number,
  retry: RetryOptions,
): Promise<estypes.SearchHit[]> {
  const seqNos = {
    gte: range.fromSeqNo,
    ...(range.toSeqNo === Infinity ? {} : { lt: range.toSeqNo }),
  };
  const filter: estypes.QueryDslQueryContainer[] = [
    { term: { 'origin.index_uuid': range.indexUuid } },
    { term: { 'origin.shard': range.shard } },
    { range: { 'origin.seq_no': seqNos } },
  ];
  if (range.timeRange) filter.push(timeFilter({ ...range.timeRange, field: '@timestamp' }));
  return searchResults(client, filter, range.run, size, retry, range.indices);
}

function searchResults(
  client: Client,
  filter: estypes.QueryDslQueryContainer[],
  runFilter: RunFilter,
  size: number,
  retry: RetryOptions,
  indices?: readonly string[],
): Promise<estypes.SearchHit[]> {
  const run: estypes.QueryDslQueryContainer = {
    term: { 'origin.run': 'is' in runFilter ? runFilter.is : runFilter.isNot },
  };
  const bool = 'is' in runFilter ? { filter: [...filter, run] } : { filter, must_not: [run] };
  return search(client, { bool }, size, retry, indices);
}

async function search(
  client: Client,
  query: estypes.QueryDslQueryContainer,
  size: number,
  retry: RetryOptions,
  indices: readonly string[] = RESULT_PATTERNS,
): Promise<estypes.SearchHit[]> {
  const answer = await withRetry(
    () =>
      client.search({
        index: [...indices],
        ignore_unavailable: true,
        allow_no_indices: true,
        allow_partial_search_results: false,
        size,
        track_total_hits: false,
        _source: false,
        seq_no_primary_term: true,
        query,
      }),
    retry,
  );
  return answer.hits.hits;
}
