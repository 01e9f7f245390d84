import { z } from 'zod';
import { LIMITS } from '../limits';

/**
 * POST /v1/ingest: score log documents and write them, each once, to the index of its day. A bare array, as Logstash's
 * http output sends it with `format => "json_batch"`.
 */
export const ingestRequestSchema = z
  .array(z.record(z.string(), z.unknown()))
  .min(1)
  .max(LIMITS.maxLinesPerRequest);
export type IngestRequest = z.infer<typeof ingestRequestSchema>;

export const INGEST_STATUSES = [
  /** Written now. */
  'created',
  /** There already, from a delivery before; left as it is. */
  'existing',
  /** Elasticsearch refused a field of it; written as a bare line with the tag `_rejected`. */
  'created_bare',
  /** Elasticsearch refuses even the bare line. */
  'refused',
] as const;
export type IngestStatus = (typeof INGEST_STATUSES)[number];

export const ingestItemSchema = z.object({
  id: z.string(),
  index: z.string(),
  status: z.enum(INGEST_STATUSES),
  /** The score that was written; a line that could not be scored has the tag `_anomaly_score_failed`. */
  score: z.number().optional(),
  /** What Elasticsearch says, where it refused something. */
  error: z.string().optional(),
});
export type IngestItem = z.infer<typeof ingestItemSchema>;

export const ingestResponseSchema = z.object({
  /** Null where no model is active: the lines are written without a score. */
  model: z.string().nullable(),
  /** One entry a document, in the order of the request. */
  items: z.array(ingestItemSchema),
});
export type IngestResponse = z.infer<typeof ingestResponseSchema>;
