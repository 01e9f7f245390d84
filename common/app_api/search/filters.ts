import { z } from 'zod';
import { SEVERITIES } from '../../severity';
import { MAX_QUERY_LENGTH } from '../lanes/bounds';
import { timeRangeShape } from '../time_range';

/** Which flagged lines are meant: what the search, the scatter, the export and verdicts in bulk have in common. */
export const LABEL_FILTERS = ['none', 'true', 'false_positive', 'mute'] as const;
export type LabelFilter = (typeof LABEL_FILTERS)[number];
/** A line of its own, or a window or session that was flagged as a whole. */
export const UNIT_FILTERS = ['line', 'window', 'session'] as const;
export type UnitFilter = (typeof UNIT_FILTERS)[number];

const MAX_FILTER_VALUES = 50;
const names = z.array(z.string().min(1).max(1_000)).max(MAX_FILTER_VALUES).default([]);

export const searchFilterShape = {
  ...timeRangeShape,
  /** KQL: `host : web-1 and not label : *`. */
  query: z.string().max(MAX_QUERY_LENGTH).default(''),
  severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
  host: names,
  service: names,
  /** Template ids. */
  pattern: names,
  label: z.array(z.enum(LABEL_FILTERS)).max(LABEL_FILTERS.length).default([]),
  /** Names of detectors, any of which gave a reason. */
  detector: names,
  unit: z.array(z.enum(UNIT_FILTERS)).max(UNIT_FILTERS.length).default([]),
  hide_suppressed: z.boolean().default(true),
};

type SearchFiltersSchema = z.ZodObject<typeof searchFilterShape>;
export type SearchFilters = z.infer<SearchFiltersSchema>;
export type SearchFiltersInput = z.input<SearchFiltersSchema>;

export const SORT_FIELDS = [
  'time',
  'score',
  'host',
  'service',
  'pattern',
  'label',
  'model',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export const sortSchema = z
  .object({ field: z.enum(SORT_FIELDS), direction: z.enum(['asc', 'desc']) })
  .default({ field: 'score', direction: 'desc' });
export type RowSort = z.infer<typeof sortSchema>;
