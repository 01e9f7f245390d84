import { z } from 'zod';
import { LIMITS } from '../limits';

/** Drift: GET /v1/drift. How far the lines of a period are from what a model was trained on. */
export const driftQuerySchema = z.object({
  /** Default: a day before `to`. Never before the end of the model's training. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Default: now. */
  to: z.iso.datetime({ offset: true }).optional(),
  /** Default: the active one. */
  model: z.string().min(1).max(LIMITS.maxNameChars).optional(),
});
export type DriftQuery = z.infer<typeof driftQuerySchema>;

/** `unknown`: too few lines to tell, or a model that does not know what it was trained on. */
export const driftVerdictSchema = z.enum(['unknown', 'stable', 'drifting', 'strong']);
export type DriftVerdict = z.infer<typeof driftVerdictSchema>;

export const driftMeasureSchema = z.object({
  name: z.enum(['new_pattern_share', 'score_psi', 'score_ks']),
  /** Over the whole period. */
  value: z.number(),
  /** The same in training: the share of held-back lines; 0 for distances. */
  in_training: z.number(),
  /** What the value is at least, chance and any one part of the period aside; the verdict is by this. */
  at_least: z.number(),
  /** From where on `at_least` counts as drifting, and as strong. */
  thresholds: z.object({ drifting: z.number(), strong: z.number() }),
  verdict: driftVerdictSchema.exclude(['unknown']),
});
export type DriftMeasure = z.infer<typeof driftMeasureSchema>;

export const driftSchema = z.object({
  model: z.string(),
  from: z.string(),
  to: z.string(),
  /** Lines of the period that this model has scored. */
  lines: z.number().int(),
  verdict: driftVerdictSchema,
  /** Empty where the verdict is unknown. */
  measures: z.array(driftMeasureSchema),
  /** What is the matter, and what to do. */
  sentences: z.array(z.string()),
  /**
   * How the scores are spread, in training and now: shares of the lines at some scores, each line counted at the two
   * beside its own. Null where the verdict is unknown.
   */
  scores: z
    .object({
      at: z.array(z.number()),
      in_training: z.array(z.number()),
      recent: z.array(z.number()),
    })
    .nullable(),
});
export type Drift = z.infer<typeof driftSchema>;
