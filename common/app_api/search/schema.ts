import { z } from 'zod';
import type { AnomalyDocument } from '../../anomaly';
import { SEVERITIES } from '../../severity';
import type { BucketGrid } from '../buckets';
import type { SeverityCounts } from '../overview/schema';
import {
  bucketTarget,
  hasValidRange,
  INVALID_RANGE,
  timeRangeShape,
  utcOffsetMinutes,
} from '../time_range';
import { MAX_REACHABLE_ROWS } from './limits';

/** POST /api/anomalies/search: one page of flagged lines, with facets and a timeline that add up. */
export const LABEL_FILTERS = ['none', 'true', 'false_positive', 'mute'] as const;
export type LabelFilter = (typeof LABEL_FILTERS)[number];
export const SORT_FIELDS = ['time', 'score', 'host', 'service'] as const;
export type SortField = (typeof SORT_FIELDS)[number];

const MAX_FILTER_VALUES = 50;
const names = z.array(z.string().min(1).max(1_000)).max(MAX_FILTER_VALUES).default([]);

export const searchRequestSchema = z
  .object({
    ...timeRangeShape,
    /** KQL: `host : web-1 and not label : *`. */
    query: z.string().max(2_000).default(''),
    severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
    host: names,
    service: names,
    /** Template ids. */
    pattern: names,
    label: z.array(z.enum(LABEL_FILTERS)).max(LABEL_FILTERS.length).default([]),
    hide_suppressed: z.boolean().default(true),
    sort: z
      .object({ field: z.enum(SORT_FIELDS), direction: z.enum(['asc', 'desc']) })
      .default({ field: 'score', direction: 'desc' }),
    /** Page from 0. */
    page: z.number().int().min(0).max(MAX_REACHABLE_ROWS).default(0),
    size: z.number().int().min(1).max(100).default(25),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE)
  .refine(({ page, size }) => (page + 1) * size <= MAX_REACHABLE_ROWS, {
    message: `only the first ${MAX_REACHABLE_ROWS} rows can be paged through; narrow the filters or the period`,
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

export interface SearchResponse {
  total: number;
  /** Lines of the period that were scored. */
  lines: number;
  /** Rows that match but are hidden as suppressed. */
  hiddenSuppressed: number;
  rows: AnomalyRow[];
  facets: Record<'severity' | 'host' | 'service' | 'pattern' | 'label', FacetValue[]>;
  grid: BucketGrid;
  /** Rows per bucket and severity; the sum is `total`. */
  timeline: SeverityCounts[];
}
