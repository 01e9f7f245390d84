import { z } from 'zod';
import { verdictSchema } from '../../anomaly';
import { LIMITS } from '../limits';

/**
 * Labels: POST /v1/labels, GET /v1/labels, PUT /v1/labels/{id} (how long a mute holds), DELETE /v1/labels/{id} (undo),
 * POST /v1/labels/{id}/restore (undo that).
 */
const muteSeconds = z
  .number()
  .int()
  .min(60)
  .max(10 * 365 * 86_400)
  .optional();

const labelDetails = {
  /** mute only: how long it holds, in seconds; for ever when left out. */
  mute_seconds: muteSeconds,
  comment: z.string().max(LIMITS.maxCommentChars).optional(),
  user: z.string().max(LIMITS.maxNameChars).optional(),
};

export const anomalyLabelRequestSchema = z.object({
  /** Index and id of the anomaly that was judged. */
  anomaly_index: z.string().min(1).max(LIMITS.maxNameChars),
  anomaly_id: z.string().min(1).max(LIMITS.maxNameChars),
  verdict: verdictSchema,
  ...labelDetails,
});

/** A pattern can be muted on a host where no line of it was flagged. A verdict needs a line that it is about. */
export const patternLabelRequestSchema = z.object({
  template_id: z.string().min(1).max(LIMITS.maxNameChars),
  template_text: z.string().max(LIMITS.maxCommentChars),
  host: z.string().max(1_000),
  verdict: z.literal('mute'),
  ...labelDetails,
});

export const labelRequestSchema = z.union([anomalyLabelRequestSchema, patternLabelRequestSchema]);
export type AnomalyLabelRequest = z.infer<typeof anomalyLabelRequestSchema>;
export type PatternLabelRequest = z.infer<typeof patternLabelRequestSchema>;
export type LabelRequest = z.infer<typeof labelRequestSchema>;

/** How long a mute holds from now on, in seconds; for ever when left out. */
export const labelPeriodSchema = z.object({ mute_seconds: muteSeconds });
export type LabelPeriod = z.infer<typeof labelPeriodSchema>;

export const labelSchema = z.object({
  id: z.string(),
  verdict: verdictSchema,
  /** What it holds for: this pattern on this host. */
  template_id: z.string(),
  template_text: z.string(),
  host: z.string(),
  /** The score of the judged line when it was judged; 0 where a pattern was muted without one. */
  score: z.number(),
  /** The judged line; empty where a pattern was muted without one. */
  message: z.string(),
  comment: z.string().nullable(),
  user: z.string().nullable(),
  created_at: z.string(),
  /** When a mute ends; null where it does not. */
  until: z.string().nullable(),
  /** The judged anomaly; null where a pattern was muted without one. */
  anomaly_index: z.string().nullable(),
  anomaly_id: z.string().nullable(),
});
export type Label = z.infer<typeof labelSchema>;

export const labelResponseSchema = z.object({
  label: labelSchema,
  /** Flagged lines that this verdict took below the threshold (or, undone, put back). */
  affected: z.number().int(),
});
export type LabelResponse = z.infer<typeof labelResponseSchema>;

export const labelListSchema = z.object({ labels: z.array(labelSchema) });
