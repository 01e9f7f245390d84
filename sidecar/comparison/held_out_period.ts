import type { Client, estypes } from '@elastic/elasticsearch';
import type { Model } from '../../common/api/models/schema';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import { timeFilter, type TimeRange } from '../sources/elasticsearch/seq_reader';

/** Most recent share of the period, and of its lines, that is kept out of training. */
const HELD_OUT_SHARE = 0.1;
/** A listing names the time of the first and last line without the outermost half percent on each side. */
const UNLISTED_SHARE = 0.01;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Lines that neither model learns from. Both ends are whole minutes. */
export interface HeldOutPeriod {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

/**
 * The end of a training period that is kept out of training so that the new model and the active one can be judged by it:
 * the last tenth of the period, but no more than about a tenth of its lines, and only what came after the active model's
 * own training.
 *
 * The new model never learns these lines, not even after the comparison: what was judged is what is used, at the price of
 * one training and not two. What is new in them it meets as new lines, which is what a model is for.
 * @returns null where no such period is left
 */
export async function heldOutPeriod(
  client: Client,
  pattern: string,
  range: TimeRange,
  active: Model,
  retry: RetryOptions,
): Promise<HeldOutPeriod | null> {
  const { field } = range;
  type Aggregations = Record<'first' | 'last', estypes.AggregationsMinAggregate> & {
    middle: estypes.AggregationsTDigestPercentilesAggregate;
  };
  const percents = [100 * (1 - HELD_OUT_SHARE)];
  const answer = await withRetry(
    () =>
      client.search<unknown, Aggregations>(
        {
          index: pattern,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: 0,
          track_total_hits: false,
          query: timeFilter(range),
          aggs: {
            first: { min: { field } },
            last: { max: { field } },
            middle: { percentiles: { field, percents, keyed: false } },
          },
        },
        { signal: retry.signal },
      ),
    retry,
  );
  const firstMs = answer.aggregations?.first.value ?? null;
  const lastMs = answer.aggregations?.last.value ?? null;
  const [percentile] = Object.values(answer.aggregations?.middle.values ?? []);
  if (firstMs === null || lastMs === null) return null;
  const percentileMs = valueOf(percentile) ?? firstMs;
  const cutMs = Math.max(
    lastMs - HELD_OUT_SHARE * (lastMs - firstMs),
    percentileMs,
    learnedUntilMs(active),
  );
  const fromMs = Math.ceil(cutMs / MINUTE_MS) * MINUTE_MS;
  const toMs = Math.floor(lastMs / MINUTE_MS + 1) * MINUTE_MS;
  return fromMs < toMs && fromMs > firstMs ? { fromMs, toMs } : null;
}

/** The time of the last line that the model may have learned from. */
function learnedUntilMs({ trained_on: { to, days } }: Model): number {
  return to === null ? -Infinity : Date.parse(to) + UNLISTED_SHARE * days * DAY_MS;
}

/** Percentiles that are not keyed come as `{ key, value }`, which the client's types leave out. */
function valueOf(percentile: unknown): number | null {
  if (typeof percentile !== 'object' || percentile === null || !('value' in percentile))
    return null;
  return typeof percentile.value === 'number' ? percentile.value : null;
}
