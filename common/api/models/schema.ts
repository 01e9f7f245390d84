import { z } from 'zod';
import { LIMITS } from '../limits';
import { modelClassifierSchema } from './classifier_schema';

/**
 * Models: GET /v1/models, GET /v1/models/{id}, POST /v1/models/{id}/activate, POST /v1/models/rollback,
 * POST /v1/models/{id}/threshold (see threshold_schema), DELETE /v1/models/{id}.
 */
export const comparisonCriterionSchema = z.object({
  name: z.enum([
    'true_anomalies_found',
    'false_positives_flagged',
    'flagged_per_day',
    'new_pattern_share',
    'mean_surprise',
  ]),
  /** Value of the new model and of the one that was active, in the unit of the criterion. */
  candidate: z.number(),
  active: z.number(),
  /** Whether the new model is better by it, as good, or worse. */
  outcome: z.enum(['better', 'equal', 'worse']),
  /** In words: "flags 88 lines a day of a budget of 100, server-logs-v3 flags 240 of 100". */
  text: z.string(),
});
export type ComparisonCriterion = z.infer<typeof comparisonCriterionSchema>;

/** How a new model did on lines that neither it nor the active one was trained on. */
export const comparisonSchema = z.object({
  /** Id of the model that was active then. */
  active_model: z.string(),
  decision: z.enum(['activated', 'kept']),
  /** Why, in a sentence. */
  reason: z.string(),
  /** The lines that both models judged; null where there were none to judge. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  lines: z.number().int(),
  criteria: z.array(comparisonCriterionSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** Windows and sessions that a model judges beside lines. */
export const modelUnitsSchema = z.object({
  windows: z
    .object({
      window_seconds: z.number(),
      streams: z.number().int(),
      /** Windows that were learned from. */
      learned: z.number().int(),
      threshold: z.number(),
      detectors: z.array(z.string()),
    })
    .nullable(),
  sessions: z
    .object({
      /** What they are told apart by: "blk_<number>". */
      key: z.string(),
      learned: z.number().int(),
      /** Without a line for so long a session has ended. */
      idle_seconds: z.number(),
      threshold: z.number(),
      detectors: z.array(z.string()),
    })
    .nullable(),
  /** Identifiers that sessions could be told apart by; the first was taken where none was named. */
  session_keys: z.array(
    z.object({
      key: z.string(),
      /** Share of the lines that hold one. */
      coverage: z.number(),
      sessions: z.number().int(),
      lines_per_session: z.number(),
      example: z.string(),
    }),
  ),
});

export const modelSchema = z.object({
  /** `<name>-v<version>`, such as server-logs-v3. */
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  active: z.boolean(),
  created_at: z.string(),
  created_by: z.string().nullable(),
  trained_on: z.object({
    index: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    lines: z.number().int(),
    skipped: z.number().int(),
    days: z.number(),
    lines_per_day: z.number(),
  }),
  templates: z.number().int(),
  detectors: z.array(z.string()),
  seed: z.number().int(),
  alert_budget_per_day: z.number(),
  /** Lines at or above this score are flagged. */
  threshold: z.number(),
  /** What training chose, where another threshold was set since. */
  trained_threshold: z.number().optional(),
  train_seconds: z.number(),
  size_bytes: z.number().int(),
  /** Honest cold start, in sentences: "3 days: weekly rhythms are not known yet". */
  notes: z.array(z.string()),
  /** What the detectors rest on, per feature, adding up to 1. */
  feature_importance: z.array(z.object({ feature: z.string(), importance: z.number() })),
  /** Absent in models of earlier versions. */
  units: modelUnitsSchema.optional(),
  /** Present where it learned from labels. */
  classifier: modelClassifierSchema.optional(),
  /** Where it had to prove itself before it was made active (`activate: if_better`). */
  comparison: comparisonSchema.optional(),
});
export type ModelUnits = z.infer<typeof modelUnitsSchema>;
export type Model = z.infer<typeof modelSchema>;

/** Roll back to the model that was active before. */
export const rollbackRequestSchema = z.object({
  /** Only to a version of this name. */
  name: z.string().min(1).max(LIMITS.maxNameChars).optional(),
});

export const modelListSchema = z.object({
  models: z.array(modelSchema),
  /** Id of the model that a roll-back would make active; null where none was active before. */
  roll_back_to: z.string().nullable(),
});
export type ModelList = z.infer<typeof modelListSchema>;
