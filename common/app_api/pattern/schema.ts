import { z } from 'zod';
import type { BucketGrid } from '../buckets';
import { bucketTarget, utcOffsetMinutes } from '../time_range';

/** GET /api/anomalies/pattern: since when and how often lines of a pattern are in the logs, and how many were flagged. */
export const patternQuerySchema = z.object({
  id: z.string().min(1).max(600),
  /** As in the anomaly: constant words and placeholders such as `<ip>`. */
  text: z.string().max(20_000),
  /** A log index that holds a line of it; the indices of other days are looked through, too. */
  index: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[^*,<>\s]+$/, 'one index, without wildcards'),
  buckets: bucketTarget,
  utc_offset_minutes: utcOffsetMinutes,
});
export type PatternQuery = z.infer<typeof patternQuerySchema>;

export interface PatternExtent {
  lines: number;
  /** ISO 8601; null where there are none. */
  first: string | null;
  last: string | null;
}

export interface PatternHistory {
  id: string;
  /** Lines in the logs with all of the pattern's words; null where it has no words to look for. */
  inLogs: PatternExtent | null;
  /** Lines of the pattern that were flagged, suppressed ones among them. */
  flagged: PatternExtent;
  grid: BucketGrid;
  /** Lines in the logs per bucket; the sum is `inLogs.lines`. */
  lineCounts: number[];
  /** Flagged lines per bucket; the sum is `flagged.lines`. */
  flaggedCounts: number[];
}
