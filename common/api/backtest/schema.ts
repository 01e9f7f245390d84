import { z } from 'zod';
import { reasonSchema, templateRefSchema } from '../../anomaly';
import { LIMITS } from '../limits';
import { SEVERITIES } from '../../severity';

/** Back-tests: what a model would have flagged in a period. A job of type "backtest"; its result stands in the job. */
export const backtestJobSchema = z.object({
  type: z.literal('backtest'),
  index: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  /** Default: the active one. */
  model: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Strangest lines that are kept in the result. */
  top: z.number().int().min(1).max(50).default(10),
  user: z.string().max(LIMITS.maxNameChars).optional(),
});

export const backtestLineSchema = z.object({
  timestamp: z.string(),
  message: z.string(),
  host: z.string(),
  service: z.string(),
  score: z.number(),
  severity: z.enum(SEVERITIES),
  template: templateRefSchema,
  reasons: z.array(reasonSchema),
  source: z.object({ index: z.string(), id: z.string() }),
});
export type BacktestLine = z.infer<typeof backtestLineSchema>;

export const backtestResultSchema = z.object({
  model: z.string(),
  /** Lines at or above this score were flagged. */
  threshold: z.number(),
  alert_budget_per_day: z.number(),
  /** Of the first and after the last line. */
  from: z.string(),
  to: z.string(),
  days: z.number(),
  lines: z.number().int(),
  flagged: z.number().int(),
  flagged_per_day: z.number(),
  by_severity: z.record(z.enum(SEVERITIES), z.number().int()),
  /** Whether some of the lines were learned from: those look less strange than new ones. */
  overlaps_training: z.boolean(),
  /** Equal steps of time that cover the period; those without any line are left out. */
  timeline: z.object({
    step_seconds: z.number().int(),
    points: z.array(
      z.object({ at: z.string(), lines: z.number().int(), flagged: z.number().int() }),
    ),
  }),
  /** The strangest lines, at most one of each pattern on each host, the strangest first. */
  top: z.array(backtestLineSchema),
  /** Patterns with the most flagged lines. */
  patterns: z.array(templateRefSchema.extend({ flagged: z.number().int(), max_score: z.number() })),
  /** Beside what the active model has flagged of the same lines; null where it has not scored them, or there are too many. */
  compared: z
    .object({
      active_model: z.string(),
      both: z.number().int(),
      only_this: z.number().int(),
      only_active: z.number().int(),
    })
    .nullable(),
});
export type BacktestResult = z.infer<typeof backtestResultSchema>;
