import { z } from 'zod';
import { templateRefSchema } from './anomaly';
import { LOG_LEVELS } from './log_level';
import { SEVERITIES } from './severity';

/** Judgement of a whole incident; `none` takes it back. */
export const incidentVerdictSchema = z.object({
  verdict: z.enum(['confirmed', 'false_positive', 'none']),
  comment: z.string().nullable(),
  user: z.string().nullable(),
  at: z.string(),
});
export type IncidentVerdict = z.infer<typeof incidentVerdictSchema>;

/** One pattern on one host and service within an incident, at its first occurrence. */
export const incidentEventSchema = z.object({
  at: z.string(),
  last: z.string(),
  host: z.string(),
  service: z.string(),
  template: templateRefSchema,
  level: z.enum(LOG_LEVELS),
  /** Flagged lines of the pattern. */
  lines: z.number().int(),
  /** The highest score among them, 0–100. */
  score: z.number(),
  /** The first of the lines. */
  message: z.string(),
  /** The reason that counts most for the first line; empty where there is none. */
  reason: z.string(),
});
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

/** What lines can have in common; see sidecar/incidents/correlate/contexts.ts. */
export const LINK_KINDS = [
  'identifier',
  'pattern',
  'together',
  'named',
  'host',
  'service',
  'time',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const incidentLinkSchema = z.object({
  kind: z.enum(LINK_KINDS),
  /** "orders on app-1 and payments on app-1: on the same host, 12 s apart". */
  text: z.string(),
});
export type IncidentLink = z.infer<typeof incidentLinkSchema>;

export const incidentSuspectSchema = z.object({
  host: z.string(),
  service: z.string(),
  template: templateRefSchema,
  at: z.string(),
  /** Why it is suspected first, in a sentence. */
  why: z.string(),
});

/** Related flagged lines, told as one thing. */
export const incidentSchema = z.object({
  /** Stable: made from the earliest line. */
  id: z.string(),
  title: z.string(),
  /** What happened, in plain words. */
  sentence: z.string(),
  start: z.string(),
  end: z.string(),
  severity: z.enum(SEVERITIES),
  /** 0–100; see sidecar/incidents/tell/incident_score.ts. */
  score: z.number(),
  /** Flagged lines. */
  lines: z.number().int(),
  /** In the order of their first trouble. */
  hosts: z.array(z.string()),
  services: z.array(z.string()),
  suspect: incidentSuspectSchema,
  /** In the order of first occurrence; the rest is counted. */
  events: z.array(incidentEventSchema),
  events_total: z.number().int(),
  /** Why the lines belong together, the strongest first. */
  links: z.array(incidentLinkSchema),
});
export type Incident = z.infer<typeof incidentSchema>;

/** An incident as it stands in its index. */
export const incidentDocumentSchema = z.object({
  /** When it started. */
  '@timestamp': z.string(),
  incident: incidentSchema.extend({
    /** Ids of anomaly documents, the earliest first; at most 500, the rest is in `lines`. */
    members: z.array(z.string()),
    /** Ids that it had before earlier lines joined, or earlier ones vanished; links to them still lead here. */
    former_ids: z.array(z.string()),
    /** Null where nobody judged it yet. */
    verdict: incidentVerdictSchema.nullable(),
    /** Its lines are gone (a newer model, or verdicts on them); kept for what people said of it. */
    dissolved: z.boolean(),
  }),
});
export type IncidentDocument = z.infer<typeof incidentDocumentSchema>;
export type StoredIncident = IncidentDocument['incident'];
