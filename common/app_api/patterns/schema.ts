import { z } from 'zod';
import type { Label } from '../../api/labels/schema';
import type { PatternParameter, Watch } from '../../api/patterns/schema';
import type { BucketGrid } from '../buckets';
import type { FacetValue } from '../search/schema';
import {
  bucketTarget,
  hasValidRange,
  INVALID_RANGE,
  timeRangeShape,
  utcOffsetMinutes,
} from '../time_range';

/** What a pattern is in a period; see server/queries/patterns/judge. */
export const PATTERN_KINDS = ['new', 'rare', 'vanished'] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];
export const PATTERN_TABS = ['all', ...PATTERN_KINDS, 'watched', 'muted'] as const;
export type PatternTab = (typeof PATTERN_TABS)[number];
export const PATTERN_SORTS = ['lines', 'flagged', 'first', 'last', 'typical', 'change'] as const;
export type PatternSort = (typeof PATTERN_SORTS)[number];

const names = z.array(z.string().min(1).max(1_000)).max(50).default([]);
const patternId = z.string().min(1).max(200);
const range = z.object(timeRangeShape).refine(hasValidRange, INVALID_RANGE);

/** POST /api/anomalies/patterns: one page of the patterns of a period, with counts of all tabs. */
export const patternListRequestSchema = z
  .object({
    ...timeRangeShape,
    tab: z.enum(PATTERN_TABS).default('all'),
    /** A part of the pattern's text. */
    text: z.string().max(500).default(''),
    host: names,
    service: names,
    /** A second period that counts are compared with. */
    compare: range.optional(),
    sort: z
      .object({ field: z.enum(PATTERN_SORTS), direction: z.enum(['asc', 'desc']) })
      .default({ field: 'lines', direction: 'desc' }),
    /** Page from 0. */
    page: z.number().int().min(0).max(10_000).default(0),
    size: z.number().int().min(1).max(100).default(25),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE);
export type PatternListRequest = z.infer<typeof patternListRequestSchema>;
export type PatternListRequestInput = z.input<typeof patternListRequestSchema>;

/** Lines against those of the other period. */
export interface PatternChange {
  then: number;
  /** Signed log-likelihood ratio: how surprising the change is; positive where there are more lines now. */
  surprise: number;
}

export interface PatternListRow {
  id: string;
  text: string;
  kinds: PatternKind[];
  /** In the period. */
  lines: number;
  /** Of all lines of the period under the same filters. */
  share: number;
  flagged: number;
  /** Whenever it was seen, ISO 8601; null where it was not. */
  first: string | null;
  last: string | null;
  /** Lines a day before the period; null where too little is known of that. */
  typicalPerDay: number | null;
  /** Lines per bucket of the grid; they add up to `lines`. */
  counts: number[];
  /** The first few of those that have most. */
  hosts: string[];
  services: string[];
  isWatched: boolean;
  /** Hosts on which it is muted. */
  mutedOn: string[];
  change?: PatternChange;
}

/** What is known of the time before a period. */
export interface PatternPast {
  /** Lines are counted by pattern from then on; null before the first. */
  countedSince: string | null;
  /** Patterns that were first seen from then on are new: the start of the period, or a later time where little is known of before. */
  newSince: string;
  /** Earlier periods of the same length and time of day that have lines; it takes three to tell what vanished. */
  comparablePeriods: number;
}

export interface PatternList {
  rows: PatternListRow[];
  /** Rows of all pages. */
  total: number;
  /** Patterns of each tab under the same filters. */
  counts: Record<PatternTab, number>;
  /** Lines of the period under the filters for host and service. */
  lines: number;
  /** Patterns with lines in the period that the text is found in, and their lines. */
  matching: { patterns: number; lines: number };
  /** Those of `lines` that were scored before patterns were counted. */
  uncounted: number;
  past: PatternPast;
  /** Lines of the other period. */
  comparedLines: number | null;
  /** There are more patterns than can be looked at at once; the least frequent are missing. */
  isTruncated: boolean;
  facets: Record<'host' | 'service', FacetValue[]>;
  grid: BucketGrid;
  /** Watches and mutes could be read from the sidecar. */
  knowsLists: boolean;
}

/** GET /api/anomalies/patterns/news: new, rare, vanished and watched patterns for the overview. */
export const patternNewsQuerySchema = z
  .object({ ...timeRangeShape, size: z.coerce.number().int().min(1).max(20).default(4) })
  .refine(hasValidRange, INVALID_RANGE);
export type PatternNewsQuery = z.infer<typeof patternNewsQuerySchema>;

export type PatternNewsRow = Omit<PatternListRow, 'counts' | 'change'>;
export interface PatternNewsList {
  count: number;
  rows: PatternNewsRow[];
}
export interface PatternNews extends Record<PatternKind | 'watched', PatternNewsList> {
  past: PatternPast;
  lines: number;
  uncounted: number;
}

/** GET /api/anomalies/patterns/details: one pattern, in the period and as long as it is known. */
export const patternDetailsQuerySchema = z
  .object({
    ...timeRangeShape,
    id: patternId,
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE);
export type PatternDetailsQuery = z.infer<typeof patternDetailsQuerySchema>;

export interface NameCount {
  name: string;
  lines: number;
}

export interface PatternDetails {
  id: string;
  text: string;
  /** In the period. */
  lines: number;
  flagged: number;
  linesEver: number;
  first: string | null;
  last: string | null;
  /** What the model that described it last learned of it; null where training never saw it. */
  trained: { model: string; lines: number } | null;
  grid: BucketGrid;
  counts: number[];
  /** As long as it is known. */
  hosts: NameCount[];
  services: NameCount[];
  watch: Watch | null;
  mutes: Label[];
  knowsLists: boolean;
}

/** POST /api/anomalies/patterns/values: what the newest lines of a pattern say where it leaves them open. */
export const patternValuesRequestSchema = z
  .object({ ...timeRangeShape, id: patternId, text: z.string().max(20_000) })
  .refine(hasValidRange, INVALID_RANGE);
export type PatternValuesRequest = z.infer<typeof patternValuesRequestSchema>;

export interface SampleLine {
  index: string;
  id: string;
  timestamp: string | null;
  message: string;
}

export interface PatternValues {
  /** Lines that were looked at, the newest of the pattern up to the end of the period. */
  lines: number;
  parameters: PatternParameter[];
  samples: SampleLine[];
  /** Where the lines were read from. */
  index: string;
}
