import type { Client, estypes } from '@elastic/elasticsearch';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

const PAGE_SIZE = 1_000;

/**
 * Every document of a state index that fits, in the order of writing. A state index has one shard, so
 * that the sequence number orders all of it.
 */
export async function searchAll<T>(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  retry: RetryOptions,
): Promise<estypes.SearchHit<T>[]> {
  const hits: estypes.SearchHit<T>[] = [];
  let after: estypes.SortResults | undefined;
  for (;;) {
    const answer = await withRetry(
      () =>
        client.search<T>(
          {
            index,
            query,
            size: PAGE_SIZE,
            track_total_hits: false,
            sort: [{ _seq_no: 'asc' }],
            seq_no_primary_term: true,
            allow_partial_search_results: false,
            ...(after ? { search_after: after } : {}),
          },
          { signal: retry.signal },
        ),
      retry,
    );
    hits.push(...answer.hits.hits);
    if (answer.hits.hits.length < PAGE_SIZE) return hits;
    after = answer.hits.hits[answer.hits.hits.length - 1].sort;
  }
}
