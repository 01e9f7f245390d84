import { z } from 'zod';

/** Models: GET /v1/models, GET /v1/models/{id}, POST /v1/models/{id}/activate, DELETE /v1/models/{id}. */
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
  train_seconds: z.number(),
  size_bytes: z.number().int(),
  /** Honest cold start, in sentences: "3 days: weekly rhythms are not known yet". */
  notes: z.array(z.string()),
  /** What the detectors rest on, per feature, adding up to 1. */
  feature_importance: z.array(z.object({ feature: z.string(), importance: z.number() })),
});
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z.object({ models: z.array(modelSchema) });
