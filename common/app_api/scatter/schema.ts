import { z } from 'zod';
import type { BucketGrid } from '../buckets';
import { searchFilterShape } from '../search/filters';
import { hasValidRange, INVALID_RANGE, utcOffsetMinutes } from '../time_range';

/** POST /api/anomalies/scatter: where in time and score the matching lines lie, by pattern. Counts, not lines. */
export const scatterRequestSchema = z
  .object({
    ...searchFilterShape,
    /** Patterns with a series of their own; the rest are one series. */
    patterns: z.number().int().min(1).max(9).default(9),
    buckets: z.number().int().min(5).max(60).default(60),
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE);
export type ScatterRequest = z.infer<typeof scatterRequestSchema>;
export type ScatterRequestInput = z.input<typeof scatterRequestSchema>;

export interface ScatterSeries {
  /** Null for all patterns that have no series of their own. */
  pattern: { id: string; text: string } | null;
  /** Lines; the sum over all series is the total of the search. */
  count: number;
  /** Time bucket, score bin, lines. */
  points: [number, number, number][];
}

export interface Scatter {
  grid: BucketGrid;
  /** Width of a score bin. */
  scoreStep: number;
  series: ScatterSeries[];
}
