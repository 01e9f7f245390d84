import { z } from 'zod';
import type { BucketGrid } from '../buckets';
import type { Lane } from '../overview/schema';
import { searchFilterShape } from '../search/filters';
import { bucketTarget, hasValidRange, INVALID_RANGE, utcOffsetMinutes } from '../time_range';
import { DEFAULT_LANES, MAX_FOLLOWED, MAX_LANES, MAX_QUERY_LENGTH, VIEW_BY } from './bounds';

/** POST /api/anomalies/lanes: swim lanes of the lines that match, alone. */
export const lanesRequestSchema = z
  .object({
    ...searchFilterShape,
    /** KQL from elsewhere, such as a dashboard's own search: what is not understood is left out, and named in the answer. */
    follow: z.array(z.string().max(MAX_QUERY_LENGTH)).max(MAX_FOLLOWED).default([]),
    view_by: z.enum(VIEW_BY).default('host'),
    lanes: z.number().int().min(1).max(MAX_LANES).default(DEFAULT_LANES),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE);
export type LanesRequest = z.infer<typeof lanesRequestSchema>;
export type LanesRequestInput = z.input<typeof lanesRequestSchema>;

export interface Lanes {
  grid: BucketGrid;
  /** Lines that match. */
  flagged: number;
  /** Highest score per bucket, of all that match. */
  overall: number[];
  lanes: Lane[];
  /** Lanes that there are besides those shown. */
  lanesLeftOut: number;
  /** Of `follow`, what was not understood, and why. */
  notFollowed: { query: string; reason: string }[];
  /** When the newest line that was scored is from, whatever is asked for; null before the first. */
  newestLine: string | null;
}
