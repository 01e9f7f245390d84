import type { Client, estypes } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { IS_SHOWN } from './read_flagged';

export const DAY_MS = 86_400_000;
const QUARTER_MS = DAY_MS / 4;
/** A day is read with a quarter of a day before and after it, so that no incident is cut at midnight. */
export const MARGIN_MS = QUARTER_MS;

/** What the flagged lines of a quarter of a day amount to: other lines, another mark. By its first ms. */
export type Marks = ReadonlyMap<number, string>;

interface Bucket extends estypes.AggregationsDateHistogramBucketKeys {
  score: estypes.AggregationsSumAggregate;
  newest: estypes.AggregationsMaxAggregate;
}

/** One cheap aggregation tells where lines came, went, or were judged. */
export async function readMarks(client: Client, retry: RetryOptions): Promise<Marks> {
  const answer = await withRetry(
    () =>
      client.search({
        index: ANOMALIES_INDEX_PATTERN,
        ignore_unavailable: true,
        allow_no_indices: true,
        allow_partial_search_results: false,
        size: 0,
        query: { bool: IS_SHOWN },
        aggs: {
          quarters: {
            date_histogram: { field: '@timestamp', fixed_interval: '6h', min_doc_count: 1 },
            aggs: {
              score: { sum: { field: 'anomaly.score' } },
              newest: { max: { field: 'event.ingested' } },
            },
          },
        },
      }),
    retry,
  );
  const quarters = answer.aggregations?.quarters as { buckets: Bucket[] } | undefined;
  return new Map(
    (quarters?.buckets ?? []).map(({ key, doc_count, score, newest }) => [
      Number(key),
      // Rounded, since another copy of a shard may add up in another order.
      `${doc_count} ${(score.value ?? 0).toFixed(3)} ${newest.value}`,
    ]),
  );
}

/** Days (UTC, by their first ms) of which something that is read for them has changed, the newest first. */
export function changedDays(before: Marks, now: Marks): number[] {
  const days = new Set<number>();
  for (const quarter of new Set([...before.keys(), ...now.keys()])) {
    if (before.get(quarter) === now.get(quarter)) continue;
    // The quarter belongs to its day, and to the one whose margin it is.
    for (const shiftMs of [-MARGIN_MS, 0, MARGIN_MS]) days.add(dayOf(quarter + shiftMs));
  }
  return [...days].sort((a, b) => b - a);
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
