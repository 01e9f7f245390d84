const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Widths that read well on a clock or a calendar; none is below a minute, which rollups resolve. */
const NICE_INTERVALS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 30, 90, 365].map((days) => days * DAY_MS),
];

/** The same, from a second on: for lines themselves, which may come within moments. */
export const FINE_INTERVALS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...NICE_INTERVALS_MS,
];

/** Equal steps of time that cover a period, aligned to the reader's clock. */
export interface BucketGrid {
  startMs: number;
  intervalMs: number;
  count: number;
}

/** The finest grid of at most `target` buckets (one more where the period starts within one). */
export function bucketGrid(
  fromMs: number,
  toMs: number,
  target: number,
  utcOffsetMs: number,
  intervalsMs = NICE_INTERVALS_MS,
): BucketGrid {
  const widest = intervalsMs[intervalsMs.length - 1];
  const intervalMs = intervalsMs.find((interval) => (toMs - fromMs) / interval <= target) ?? widest;
  const startMs = Math.floor((fromMs + utcOffsetMs) / intervalMs) * intervalMs - utcOffsetMs;
  return { startMs, intervalMs, count: Math.max(1, Math.ceil((toMs - startMs) / intervalMs)) };
}

/** Which bucket a time falls into; may lie outside the grid. */
export function bucketIndex(grid: BucketGrid, timeMs: number): number {
  return Math.floor((timeMs - grid.startMs) / grid.intervalMs);
}
