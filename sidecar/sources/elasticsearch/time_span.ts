import type { Client } from '@elastic/elasticsearch';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { timeFilter, type TimeRange } from './seq_reader';

const DAY_MS = 86_400_000;
const EARLIEST_MS = Date.UTC(1990, 0, 1);

export interface TimeSpan {
  firstMs: number;
  lastMs: number;
  days: number;
}

/** From the first to the last line of a period, wild times left aside; null where no line has a time. */
export async function timeSpan(
  client: Client,
  pattern: string,
  field: string,
  range: TimeRange | undefined,
  retry: RetryOptions,
): Promise<TimeSpan | null> {
  const bounded: TimeRange = {
    field,
    fromMs: Math.max(EARLIEST_MS, range?.fromMs ?? -Infinity),
    toMs: Math.min(Date.now() + DAY_MS, range?.toMs ?? Infinity),
  };
  const answer = await withRetry(
    () =>
      client.search<unknown, Record<'first' | 'last', { value: number | null }>>(
        {
          index: pattern,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: 0,
          track_total_hits: false,
          query: timeFilter(bounded),
          aggs: { first: { min: { field } }, last: { max: { field } } },
        },
        { signal: retry.signal },
      ),
    retry,
  );
  const firstMs = answer.aggregations?.first.value ?? null;
  const lastMs = answer.aggregations?.last.value ?? null;
  if (firstMs === null || lastMs === null) return null;
  return { firstMs, lastMs, days: (lastMs - firstMs) / DAY_MS };
}
