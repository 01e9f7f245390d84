import { z } from 'zod';
import { DAILY_INDEX_FAMILIES, type DailyIndexFamily } from '../../indices';
import { retentionSchema } from './schema';

const families = Object.keys(DAILY_INDEX_FAMILIES) as [DailyIndexFamily, ...DailyIndexFamily[]];

/** POST /v1/retention/preview: what would be deleted now. */
export const retentionPreviewRequestSchema = retentionSchema;

export const retentionPreviewSchema = z.object({
  families: z.array(
    z.object({
      family: z.enum(families),
      /** Daily indices that there are, and those that are too old. */
      indices: z.number().int(),
      too_old: z.number().int(),
      bytes: z.number(),
      /** Days of the first and the last that are too old; null where none is. */
      first_day: z.string().nullable(),
      last_day: z.string().nullable(),
    }),
  ),
  /** Ids of the models that are too old. */
  models: z.array(z.string()),
});
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/** GET /v1/retention: what became of the last run; null before the first. */
export const retentionRunSchema = z.object({
  at: z.string(),
  indices: z.number().int(),
  bytes: z.number(),
  models: z.number().int(),
  error: z.string().nullable(),
});
export type RetentionRun = z.infer<typeof retentionRunSchema>;

export const retentionStatusSchema = z.object({ last_run: retentionRunSchema.nullable() });
