import type { Client } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { runBulk, type BulkOperation } from './bulk';

const PAGE_SIZE = 1_000;

/** Deletes the flagged windows and sessions of a period that other models found. */
export async function deleteUnitsOfOthers(
  client: Client,
  period: { fromMs: number; toMs: number },
  model: string,
  retry: RetryOptions,
): Promise<void> {
  for (;;) {
    const answer = await withRetry(
      () =>
        client.search({
          index: ANOMALIES_INDEX_PATTERN,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: PAGE_SIZE,
          track_total_hits: false,
          _source: false,
          query: {
            bool: {
              filter: [
                { exists: { field: 'anomaly.unit.kind' } },
                {
                  range: {
                    '@timestamp': { gte: period.fromMs, lt: period.toMs, format: 'epoch_millis' },
                  },
                },
              ],
              must_not: [{ term: { 'anomaly.model': model } }],
            },
          },
        }),
      retry,
    );
    const operations = answer.hits.hits.map((hit): BulkOperation => ({
      kind: 'delete',
      index: hit._index,
      id: hit._id ?? '',
    }));
    if (operations.length === 0) return;
    const { failures } = await runBulk(client, operations, { retry, refresh: true });
    if (failures.length > 0)
      throw new Error(`Earlier windows and sessions cannot be deleted: ${failures[0].reason}`);
  }
}

/** The raw text of documents by `index/id`; those that are gone are left out. */
export async function readMessages(
  client: Client,
  refs: readonly { index: string; id: string }[],
  fields: readonly string[],
  retry: RetryOptions,
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  for (let start = 0; start < refs.length; start += PAGE_SIZE) {
    const docs = refs.slice(start, start + PAGE_SIZE).map(({ index, id }) => ({
      _index: index,
      _id: id,
      _source: [...fields],
    }));
    const answer = await withRetry(() => client.mget<Record<string, unknown>>({ docs }), retry);
    for (const doc of answer.docs)
      if ('found' in doc && doc.found && doc._source)
        found.set(`${doc._index}/${doc._id}`, doc._source);
  }
  return found;
}
