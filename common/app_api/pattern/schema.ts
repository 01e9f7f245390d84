import { z } from 'zod';
import type { BucketGrid } from '../buckets';
import { bucketTarget, utcOffsetMinutes } from '../time_range';

/** GET /api/anomalies/pattern: what is known of one pattern. */
export const patternQuerySchema = z.object({
  id: z.string().min(1).max(600),
  buckets: bucketTarget,
  utc_offset_minutes: utcOffsetMinutes,
});
export type PatternQuery = z.infer<typeof patternQuerySchema>;

export interface PatternHistory {
  id: string;
  /** In the logs that the model learned from; null for a pattern that was not there. */
  training: { lines: number; first: string | null; last: string | null } | null;
  /** Lines of the pattern that were flagged, suppressed ones among them. */
  flagged: { lines: number; first: string | null; last: string | null };
  grid: BucketGrid;
  /** Flagged lines per bucket; the sum is `flagged.lines`. */
  counts: number[];
}
