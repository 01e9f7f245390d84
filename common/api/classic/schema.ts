import { z } from 'zod';
import { lineResultSchema, scoreLineSchema } from '../score/schema';
import { LIMITS } from '../limits';

/**
 * The reference systems' own endpoints: POST /train, /analyze_logs and /predict.
 * A body is the bare JSON array of lines, or `{ "logs": […] }`.
 */
const linesOf = (max: number) =>
  z.union([
    z.array(scoreLineSchema).min(1).max(max),
    z.object({ logs: z.array(scoreLineSchema).min(1).max(max) }),
  ]);

export const classicTrainRequestSchema = linesOf(LIMITS.maxTrainingLinesPerRequest);
export const classicTrainResponseSchema = z.object({
  status: z.literal('trained'),
  model: z.string(),
  lines: z.number().int(),
  skipped: z.number().int(),
  patterns: z.number().int(),
  threshold: z.number(),
  seconds: z.number(),
});

export const analyzeRequestSchema = linesOf(LIMITS.maxLinesPerRequest);
export const analyzeResponseSchema = z.object({
  model: z.string(),
  lines: z.number().int(),
  skipped: z.number().int(),
  /** The patterns that most lines follow, most frequent first. */
  common_patterns: z.array(
    z.object({ id: z.string(), text: z.string(), count: z.number().int(), share: z.number() }),
  ),
  /** Flagged lines, worst first. `line` counts from 1. */
  significant_outliers: z.array(
    lineResultSchema.extend({
      line: z.number().int(),
      message: z.string(),
      timestamp: z.string().nullable(),
    }),
  ),
  /** Time × score, colour = pattern, as a PNG in base64; only with ?plot=true. */
  scatter_png_base64: z.string().optional(),
});
export type AnalyzeResponse = z.infer<typeof analyzeResponseSchema>;

/** POST /predict as the classification service has it: one line in `log`. */
export const predictRequestSchema = z.object({ log: scoreLineSchema });
export const predictResponseSchema = lineResultSchema.extend({
  /** "anomaly" or "normal". */
  prediction: z.enum(['anomaly', 'normal']),
  model: z.string(),
});
export type PredictResponse = z.infer<typeof predictResponseSchema>;
