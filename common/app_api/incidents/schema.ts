import { z } from 'zod';
import type { FlaggedUnit, Reason } from '../../anomaly';
import { LIMITS } from '../../api/limits';
import type { IncidentListItem } from '../../api/incidents/schema';
import { incidentVerdictRequestSchema } from '../../api/incidents/schema';
import type { StoredIncident } from '../../incident';
import { SEVERITIES, type Severity } from '../../severity';
import type { BucketGrid } from '../buckets';
import type { SeverityCounts } from '../overview/schema';
import { MAX_REACHABLE_ROWS } from '../search/limits';
import type { FacetValue } from '../search/schema';
import {
  bucketTarget,
  hasValidRange,
  INVALID_RANGE,
  timeRangeShape,
  utcOffsetMinutes,
} from '../time_range';

/**
 * Incidents: POST /api/anomalies/incidents/_search, GET /api/anomalies/incidents/_open,
 * GET /api/anomalies/incidents/{id}, POST …/{id}/_lines and POST …/{id}/verdict.
 */
export const INCIDENT_STATES = ['open', 'judged', 'all'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
export const INCIDENT_SORT_FIELDS = ['score', 'time', 'lines'] as const;
export type IncidentSortField = (typeof INCIDENT_SORT_FIELDS)[number];

/** A page shows each incident's own lines over time, so that a page may not be long. */
const MAX_PAGE_SIZE = 50;
const MAX_FILTER_VALUES = 50;
const names = z.array(z.string().min(1).max(1_000)).max(MAX_FILTER_VALUES).default([]);
const id = z.string().min(1).max(LIMITS.maxNameChars);

export const incidentSearchSchema = z
  .object({
    /** Incidents that were going on in this time. */
    ...timeRangeShape,
    state: z.enum(INCIDENT_STATES).default('open'),
    severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]),
    host: names,
    service: names,
    /** Words of the sentence or the title, the last one may be a beginning. */
    text: z.string().max(500).default(''),
    sort: z
      .object({ field: z.enum(INCIDENT_SORT_FIELDS), direction: z.enum(['asc', 'desc']) })
      .default({ field: 'score', direction: 'desc' }),
    /** Page from 0. */
    page: z.number().int().min(0).max(MAX_REACHABLE_ROWS).default(0),
    size: z.number().int().min(1).max(MAX_PAGE_SIZE).default(25),
    buckets: bucketTarget,
    utc_offset_minutes: utcOffsetMinutes,
  })
  .refine(hasValidRange, INVALID_RANGE)
  .refine(({ page, size }) => (page + 1) * size <= MAX_REACHABLE_ROWS, {
    message: `only the first ${MAX_REACHABLE_ROWS} rows can be paged through; narrow the filters or the period`,
    path: ['page'],
  });
export type IncidentSearch = z.infer<typeof incidentSearchSchema>;
export type IncidentSearchInput = z.input<typeof incidentSearchSchema>;

export interface IncidentRow {
  incident: IncidentListItem;
  /** Its lines per bucket of the grid, of the earliest 500. */
  counts: number[];
}

/** Incidents of the period, whatever the filters. */
export interface IncidentCounts {
  open: number;
  confirmed: number;
  falsePositive: number;
  /** Of all: those that began within the period, and did not only go on in it. */
  started: number;
  /** Of the open ones. */
  openBySeverity: SeverityCounts;
  /** Lines of the open ones. */
  openLines: number;
}

export interface IncidentSearchResponse {
  total: number;
  rows: IncidentRow[];
  grid: BucketGrid;
  counts: IncidentCounts;
  facets: Record<'severity' | 'host' | 'service', FacetValue[]>;
}

/** GET …/_open: what is to be judged, worst first, for the badge and for going from one to the next. */
export const openIncidentsQuerySchema = z
  .object(timeRangeShape)
  .refine(hasValidRange, INVALID_RANGE);
export const MAX_OPEN_IDS = 200;

export interface OpenIncidents {
  total: number;
  /** At most 200. */
  ids: string[];
}

/** GET …/_of: the incident that a flagged line belongs to. */
export const incidentOfQuerySchema = z.object({ anomaly: id });

export interface IncidentOfAnomaly {
  incident: Pick<IncidentListItem, 'id' | 'title' | 'severity' | 'score' | 'lines'> | null;
}

/** Lines of one host over time. */
export interface HostLines {
  host: string;
  lines: number;
  /** Per bucket of the grid and severity. */
  counts: SeverityCounts[];
}

/** A host and service that the incident touched. */
export interface AffectedPlace {
  host: string;
  service: string;
  first: string;
  last: string;
  lines: number;
}

/** Reasons of its lines that say the same of different things. */
export interface IncidentReason extends Pick<Reason, 'kind' | 'text' | 'typical' | 'token'> {
  /** Other things of which the same is said. */
  others: string[];
  /** How many there are; the first five are in `others`. */
  otherCount: number;
  lines: number;
  /** Of all points of all lines, 0–1. */
  share: number;
}

export interface IncidentPattern {
  id: string;
  text: string;
  isNew: boolean;
  lines: number;
}

export interface IncidentDetail {
  incident: Omit<StoredIncident, 'members'>;
  /** The newest line that was scored, of any host: until then it is known whether it is quiet. */
  newestLine: string | null;
  /** Ids of lines that are kept: the earliest 500. */
  listed: number;
  /** Of these found: others were scored anew since, and the next look will say of what they are part. */
  found: number;
  /** Of these below the threshold by now, by verdicts and mutes on lines. */
  suppressed: number;
  grid: BucketGrid;
  bySeverity: SeverityCounts;
  hosts: HostLines[];
  affected: AffectedPlace[];
  reasons: IncidentReason[];
  /** Most lines first. */
  patterns: IncidentPattern[];
  /** Indices of the logs that its lines are from. */
  sourceIndices: string[];
}

/** POST …/{id}/_lines: a page of its lines in the order of time. */
export const incidentLinesSchema = z.object({
  pattern: z.string().max(600).default(''),
  text: z.string().max(500).default(''),
  from: z.number().int().min(0).max(500).default(0),
  size: z.number().int().min(1).max(500).default(12),
});
export type IncidentLinesRequest = z.infer<typeof incidentLinesSchema>;
export type IncidentLinesInput = z.input<typeof incidentLinesSchema>;

export interface IncidentLine {
  index: string;
  id: string;
  /** Where the line itself lies. */
  source: { index: string; id: string };
  timestamp: string;
  host: string;
  service: string;
  message: string;
  score: number;
  severity: Severity;
  reasons: Reason[];
  suppressed: boolean;
  /** Present where a window or a session was flagged, not a line. */
  unit?: FlaggedUnit;
}

export interface IncidentLines {
  total: number;
  lines: IncidentLine[];
}

/** POST …/{id}/verdict: the user's name is the server's to add. */
export const judgeIncidentSchema = incidentVerdictRequestSchema.omit({ user: true });
export type JudgeIncident = z.infer<typeof judgeIncidentSchema>;

export type JudgedIncident = Pick<StoredIncident, 'id' | 'verdict'>;
