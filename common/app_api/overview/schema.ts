import { z } from 'zod';
import type { Severity } from '../../severity';
import type { BucketGrid } from '../buckets';
import { DEFAULT_LANES, MAX_LANES, VIEW_BY } from '../lanes/bounds';
import type { AnomalyRow } from '../search/schema';
import {
  bucketTarget,
  hasValidRange,
  INVALID_RANGE,
  timeRangeShape,
  utcOffsetMinutes,
} from '../time_range';

/** GET /api/anomalies/overview: everything that the overview draws, from one period. */
export const overviewQuerySchema = z
  .object({
    ...timeRangeShape,
    view_by: z.enum(VIEW_BY).default('host'),
    lanes: z.coerce.number().int().min(1).max(MAX_LANES).default(DEFAULT_LANES),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE);
export type OverviewQuery = z.infer<typeof overviewQuerySchema>;

export type SeverityCounts = Record<Severity, number>;

export interface PeriodTotals {
  lines: number;
  /** Flagged and not suppressed; the sum of `bySeverity`. */
  flagged: number;
  /** Over the threshold, but taken below it by a verdict or mute. */
  suppressed: number;
  bySeverity: SeverityCounts;
  hosts: number;
  services: number;
}

export interface Lane {
  key: string;
  label: string;
  flagged: number;
  maxScore: number;
  /** Highest score per bucket of the grid; 0 where nothing was flagged. */
  cells: number[];
}

export interface Overview {
  grid: BucketGrid;
  totals: PeriodTotals;
  /** The period of the same length just before. */
  previous: PeriodTotals;
  /** Lines per bucket; the sum is `totals.lines`. */
  lines: number[];
  /** Flagged lines per bucket and severity; the sum is `totals.flagged`. */
  flagged: SeverityCounts[];
  overall: number[];
  lanes: Lane[];
  /** Lanes that there are besides those shown. */
  lanesLeftOut: number;
  worst: AnomalyRow | null;
  /** When the newest line that was scored is from, whatever the period; null before the first. */
  newestLine: string | null;
}
