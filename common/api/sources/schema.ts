import { z } from 'zod';
import { fieldChoicesSchema, MAPPED_FIELDS, sourcePatternSchema } from '../settings/schema';

/** POST /v1/sources/preview: what is there to train on, how it is read, and what it would cost. */
export const previewRequestSchema = z.object({
  /** The pattern of the settings where it is left out. */
  index: sourcePatternSchema.optional(),
  /** Fields to read the lines by instead of those of the settings, to see what would come of it. */
  fields: fieldChoicesSchema.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** What training would use, for the estimates; the default detectors where they are left out. */
  detectors: z.array(z.string()).min(1).optional(),
});
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

export const previewSchema = z.object({
  index: z.string(),
  indices: z.number().int(),
  lines: z.number().int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  days: z.number(),
  hosts: z.number().int(),
  services: z.number().int(),
  /** Five lines with the fields that were understood. */
  samples: z.array(
    z.object({
      raw: z.string(),
      timestamp: z.string().nullable(),
      level: z.string(),
      host: z.string(),
      service: z.string(),
      pattern: z.string(),
    }),
  ),
  /** What each field was read from in the sample. */
  fields: z.array(
    z.object({
      field: z.enum(MAPPED_FIELDS),
      /** The field that most of the lines have it in; null where none was found. */
      read_from: z.string().nullable(),
      /** Whether it was named, by the request or the settings, or found by itself. */
      named: z.boolean(),
      /** Share of the sample in which it was not found, 0–1. */
      missing: z.number(),
    }),
  ),
  /** Fields of the indices that could be named; at most 1,000. */
  available_fields: z.array(z.string()),
  /** Whether that is enough, in sentences. */
  notes: z.array(z.string()),
  enough: z.boolean(),
  estimated_train_seconds: z.number(),
  estimated_memory_mb: z.number(),
});
export type Preview = z.infer<typeof previewSchema>;
