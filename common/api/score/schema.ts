import { z } from 'zod';
import { reasonSchema, templateRefSchema } from '../../anomaly';
import { SEVERITIES } from '../../severity';
import { LIMITS } from '../limits';

/** POST /v1/score: score lines now with a model, without writing anything. */
export const scoreLineSchema = z.union([
  z.string(),
  /** A log document as Elasticsearch or Logstash has it; read by the same field detection. */
  z.record(z.string(), z.unknown()),
]);

export const scoreRequestSchema = z.object({
  lines: z.array(scoreLineSchema).min(1).max(LIMITS.maxLinesPerRequest),
  /** Model id; the active model when left out. */
  model: z.string().max(LIMITS.maxNameChars).optional(),
});
export type ScoreRequest = z.infer<typeof scoreRequestSchema>;

export const lineResultSchema = z.object({
  /** 0–100: 50 is one line in 1,000, 100 one in a million; where the model learned from labels, moved by them. */
  score: z.number(),
  severity: z.enum(SEVERITIES),
  flagged: z.boolean(),
  /** "about 1 in 20,000 lines" as a number; labels do not move it. */
  one_in: z.number(),
  template: templateRefSchema,
  /** Score of each detector by itself; `classifier`, where labels were learned: 100 times the probability of an anomaly. */
  detectors: z.record(z.string(), z.number()),
  /** In falling contribution; given for flagged lines and on request for all. */
  reasons: z.array(reasonSchema),
});
export type LineResult = z.infer<typeof lineResultSchema>;

/** A line that could not be scored keeps its place in the answer. */
export const lineSkipSchema = z.object({ skipped: z.string() });

export const scoreResponseSchema = z.object({
  model: z.string(),
  threshold: z.number(),
  /** One entry a line, in the order of the request. */
  results: z.array(z.union([lineResultSchema, lineSkipSchema])),
});
export type ScoreResponse = z.infer<typeof scoreResponseSchema>;
