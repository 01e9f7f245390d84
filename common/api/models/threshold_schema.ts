import { z } from 'zod';
import { LIMITS } from '../limits';
import { modelSchema } from './schema';

/** POST /v1/models/{id}/threshold: flag more or fewer lines, without training anew. */
export const thresholdRequestSchema = z
  .object({
    /** Lines at or above this score are flagged; null for what training chose. */
    threshold: z.number().min(0).max(100).nullable().optional(),
    /** Alerts a day that are wanted. Alone, the threshold is found for it; beside a threshold it is only noted. */
    alert_budget_per_day: z.number().min(0.1).max(1_000_000).optional(),
    /** Who asked, for the audit trail. */
    user: z.string().max(LIMITS.maxNameChars).optional(),
  })
  .refine(
    ({ threshold, alert_budget_per_day: budget }) =>
      threshold !== undefined || budget !== undefined,
    { path: ['threshold'], error: 'Give a threshold, or alert_budget_per_day, or both.' },
  );
export type ThresholdRequest = z.infer<typeof thresholdRequestSchema>;

export const thresholdResponseSchema = z.object({
  model: modelSchema,
  /** What to send back to undo it. */
  previous: z.object({ threshold: z.number(), alert_budget_per_day: z.number() }),
  /** Lines that were found before and are no longer flagged. */
  hidden: z.number().int(),
  /** Lines that were found before and are flagged again. */
  shown: z.number().int(),
  /** About how many lines a day are flagged at this threshold, of those that this model scored; null before any. */
  flagged_per_day: z.number().nullable(),
  /** Whether older lines between the thresholds were never kept, so that only scoring anew finds them. */
  needs_backfill: z.boolean(),
  /** What that means, in sentences. */
  sentences: z.array(z.string()),
});
export type ThresholdResponse = z.infer<typeof thresholdResponseSchema>;
