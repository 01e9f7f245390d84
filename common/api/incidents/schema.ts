import { z } from 'zod';
import { anomalyDocumentSchema } from '../../anomaly';
import { incidentDocumentSchema, incidentVerdictSchema } from '../../incident';
import { SEVERITIES } from '../../severity';
import { LIMITS } from '../limits';

/**
 * Incidents: GET /v1/incidents, GET /v1/incidents/{id}, POST /v1/incidents/{id}/verdict, and GET /v1/summary.
 */
const isoTime = z.iso.datetime({ offset: true });
const name = z.string().min(1).max(LIMITS.maxNameChars);

export const incidentListRequestSchema = z.object({
  /** Incidents that were going on in this time. */
  from: isoTime.optional(),
  to: isoTime.optional(),
  severity: z.enum(SEVERITIES).optional(),
  host: name.optional(),
  service: name.optional(),
  /** Id of an anomaly document that belongs to it. */
  anomaly: name.optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.maxPageSize).default(50),
});
export type IncidentListRequest = z.infer<typeof incidentListRequestSchema>;

const storedIncident = incidentDocumentSchema.shape.incident;

/** As it is listed: without what only its own page shows. */
export const incidentListItemSchema = storedIncident.omit({
  events: true,
  links: true,
  members: true,
  former_ids: true,
});
export type IncidentListItem = z.infer<typeof incidentListItemSchema>;

export const incidentListSchema = z.object({
  /** Newest first. */
  incidents: z.array(incidentListItemSchema),
  /** How many fit in all. */
  total: z.number().int(),
});
export type IncidentList = z.infer<typeof incidentListSchema>;

export const incidentDetailSchema = storedIncident.extend({
  /** The earliest flagged lines, with their reasons; at most 50. */
  first_lines: z.array(
    anomalyDocumentSchema.extend({
      /** Where the anomaly document stands, to label it. */
      anomaly_index: z.string(),
      anomaly_id: z.string(),
    }),
  ),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

export const incidentVerdictRequestSchema = z.object({
  verdict: incidentVerdictSchema.shape.verdict,
  comment: z.string().max(LIMITS.maxCommentChars).optional(),
  user: z.string().max(LIMITS.maxNameChars).optional(),
});
export type IncidentVerdictRequest = z.infer<typeof incidentVerdictRequestSchema>;

export const summaryRequestSchema = z.object({ from: isoTime, to: isoTime });
export type SummaryRequest = z.infer<typeof summaryRequestSchema>;

export const periodSummarySchema = z.object({
  /** The period in plain words, a few sentences. */
  sentences: z.array(z.string()),
  /** Lines that were scored. */
  lines: z.number().int(),
  /** Of these flagged, without those that verdicts took below the threshold. */
  flagged: z.number().int(),
  /** Incidents by severity; severities without any are left out. */
  incidents: z.partialRecord(z.enum(SEVERITIES), z.number().int()),
  worst: z.object({ id: z.string(), title: z.string(), sentence: z.string() }).nullable(),
  /** Patterns that training had not seen, the most frequent first. */
  new_patterns: z.array(z.object({ id: z.string(), text: z.string(), lines: z.number().int() })),
  /** Hosts and services with the most flagged lines. */
  affected: z.array(z.object({ host: z.string(), service: z.string(), flagged: z.number().int() })),
});
export type PeriodSummary = z.infer<typeof periodSummarySchema>;
