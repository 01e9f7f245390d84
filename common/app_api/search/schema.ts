import { z } from 'zod';
import type { AnomalyDocument } from '../../anomaly';
import type { BucketGrid } from '../buckets';
import type { SeverityCounts } from '../overview/schema';
import { bucketTarget, hasValidRange, INVALID_RANGE, utcOffsetMinutes } from '../time_range';
import { searchFilterShape, sortSchema } from './filters';
import { MAX_WALKABLE_ROWS } from './limits';

/** POST /api/anomalies/search: one page of flagged lines, with facets and a timeline that add up. */
const sortValue = z.union([z.string().max(10_000), z.number(), z.null()]);

/** A row whose place is known: what sorts it, and how many rows stand before it. */
export const rowPlaceSchema = z.object({
  row: z.number().int().min(0).max(MAX_WALKABLE_ROWS),
  sort: z.array(sortValue).min(1).max(10),
});
export type RowPlace = z.infer<typeof rowPlaceSchema>;

export const searchRequestSchema = z
  .object({
    ...searchFilterShape,
    sort: sortSchema,
    /** Page from 0. */
    page: z.number().int().min(0).max(MAX_WALKABLE_ROWS).default(0),
    size: z.number().int().min(1).max(100).default(25),
    /** A row of a neighbouring page under the same filters and order: the way from there is short. */
    near: rowPlaceSchema.optional(),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE)
  .refine(({ page, size }) => (page + 1) * size <= MAX_WALKABLE_ROWS, {
    message: `only the first ${MAX_WALKABLE_ROWS} rows can be paged through; narrow the filters or the period`,
    path: ['page'],
  });
export type SearchRequest = z.infer<typeof searchRequestSchema>;
export type SearchRequestInput = z.input<typeof searchRequestSchema>;

export interface AnomalyRow {
  index: string;
  id: string;
  document: AnomalyDocument;
}

export interface FacetValue {
  key: string;
  /** What to show, where it is not the key: a pattern's text. */
  label?: string;
  /** Rows with this value under all other filters. */
  count: number;
}

export const FACETS = [
  'severity',
  'host',
  'service',
  'pattern',
  'label',
  'detector',
  'unit',
] as const;
export type Facet = (typeof FACETS)[number];

export interface SearchResponse {
  total: number;
  /** Lines of the period that were scored. */
  lines: number;
  /** Rows that match but are hidden as suppressed. */
  hiddenSuppressed: number;
  rows: AnomalyRow[];
  /** Places of the first and the last row, for the way to the neighbouring pages; null on an empty page. */
  places: { first: RowPlace; last: RowPlace } | null;
  facets: Record<Facet, FacetValue[]>;
  grid: BucketGrid;
  /** Rows per bucket and severity; the sum is `total`. */
  timeline: SeverityCounts[];
}
