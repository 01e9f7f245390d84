import type { estypes } from '@elastic/elasticsearch';
import type { ElasticsearchClient } from '@kbn/core/server';

export type Query = estypes.QueryDslQueryContainer;
export type Aggregations = Record<string, estypes.AggregationsAggregationContainer>;

export interface Read {
  elasticsearch: ElasticsearchClient;
  signal: AbortSignal;
}

/** A bound on every search, in Elasticsearch itself; what the reader left is aborted sooner. */
const SEARCH_TIMEOUT = '30s';

/** Searches; indices that are not there yet count as empty. `Aggs` is what the aggregations answer. */
export async function search<Document, Aggs>(
  { elasticsearch, signal }: Read,
  index: string,
  body: Omit<estypes.SearchRequest, 'index'>,
): Promise<{ hits: estypes.SearchHit<Document>[]; total: number; aggregations?: Aggs }> {
  const answer = await elasticsearch.search<Document, Aggs>(
    {
      index,
      ignore_unavailable: true,
      allow_no_indices: true,
      expand_wildcards: ['open', 'hidden'],
      timeout: SEARCH_TIMEOUT,
      ...body,
    },
    { signal, maxRetries: 0 },
  );
  const { total } = answer.hits;
  return {
    hits: answer.hits.hits,
    total: typeof total === 'number' ? total : (total?.value ?? 0),
    // Elasticsearch leaves aggregations out where no index matched.
    aggregations: answer.aggregations,
  };
}

export const inRange = (fromMs: number, toMs: number): Query => ({
  range: { '@timestamp': { gte: fromMs, lt: toMs, format: 'epoch_millis' } },
});

export const allOf = (...filter: Query[]): Query => ({ bool: { filter } });

export const anyOf = (should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } });

/** Buckets of fixed width whose first starts at the grid's start. */
export function histogramOn(
  grid: { startMs: number; intervalMs: number },
  aggs?: Aggregations,
): estypes.AggregationsAggregationContainer {
  return {
    date_histogram: {
      field: '@timestamp',
      fixed_interval: `${grid.intervalMs}ms`,
      offset: `${grid.startMs % grid.intervalMs}ms`,
      min_doc_count: 1,
    },
    ...(aggs ? { aggs } : {}),
  };
}

export interface Buckets<B> {
  buckets: B[];
  sum_other_doc_count?: number;
}

export interface TermBucket {
  key: string;
  doc_count: number;
}

export interface TimeBucket {
  /** Start of the bucket in epoch milliseconds. */
  key: number;
  doc_count: number;
}

export interface SingleValue {
  value: number | null;
}
