import type { Client } from '@elastic/elasticsearch';
import { ROLLUP_INDEX_PATTERN } from '../../common/indices';
import { SCORE_BINS } from '../../common/score_bins';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { DriftPart } from './judge';

/** Parts that a period is cut into. */
const PARTS = 24;
const MINUTE_MS = 60_000;

interface Sum {
  value: number | null;
}
type Sums = { lines: Sum; new_patterns: Sum } & Record<(typeof SCORE_BINS)[number], Sum>;

/**
 * What a model made of the lines of a period, in up to 25 parts of it, from the rollups. Those of earlier versions, which
 * did not count new patterns, are left out.
 */
export async function rollupParts(
  client: Client,
  model: string,
  fromMs: number,
  toMs: number,
  retry: RetryOptions,
): Promise<DriftPart[]> {
  const minutes = Math.max(1, Math.ceil((toMs - fromMs) / MINUTE_MS / PARTS));
  const sum = (field: string) => ({ sum: { field: `rollup.${field}` } });
  const bins = Object.fromEntries(SCORE_BINS.map((bin) => [bin, sum(`scores.${bin}`)]));
  const answer = await withRetry(
    () =>
      client.search<unknown, { parts: { buckets: Sums[] } }>({
        index: ROLLUP_INDEX_PATTERN,
        ignore_unavailable: true,
        allow_no_indices: true,
        allow_partial_search_results: false,
        size: 0,
        track_total_hits: false,
        query: {
          bool: {
            filter: [
              { term: { 'rollup.model': model } },
              { exists: { field: 'rollup.new_patterns' } },
              { range: { '@timestamp': { gte: fromMs, lt: toMs, format: 'epoch_millis' } } },
            ],
          },
        },
        aggs: {
          parts: {
            date_histogram: {
              field: '@timestamp',
              fixed_interval: `${minutes}m`,
              min_doc_count: 1,
            },
            aggs: { lines: sum('lines'), new_patterns: sum('new_patterns'), ...bins },
          },
        },
      }),
    retry,
  );
  return (answer.aggregations?.parts.buckets ?? []).map((bucket) => ({
    lines: bucket.lines.value ?? 0,
    newPatterns: bucket.new_patterns.value ?? 0,
    scoreBins: SCORE_BINS.map((bin) => bucket[bin].value ?? 0),
  }));
}
