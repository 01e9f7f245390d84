import type { CountSeries } from './forecast';

/** Counts at the starts of their intervals. */
export interface TimedSeries extends CountSeries {
  /** Start of the first interval. */
  startMs: number;
}

/**
 * Counts by start of interval as a series without gaps. The first and the last interval are left out where the data
 * begin or end within them: they would count too little.
 * @param counts start of interval in ms → count
 * @param firstMs when the data begin
 * @param endMs when they end
 */
export function toSeries(
  counts: ReadonlyMap<number, number>,
  { firstMs, endMs, intervalMs }: { firstMs: number; endMs: number; intervalMs: number },
): TimedSeries {
  const startMs = Math.ceil(firstMs / intervalMs) * intervalMs;
  const length = Math.max(0, Math.floor((endMs - startMs) / intervalMs));
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = counts.get(startMs + i * intervalMs) ?? 0;
  return { startMs, intervalMs, values };
}
