import { z } from 'zod';
import { LIMITS } from '../limits';

/** POST /v1/sources/preview: what is there to train on, how it is read, and what it would cost. */
export const previewRequestSchema = z.object({
  index: z.string().min(1).max(LIMITS.maxNameChars).default('server-logs-*'),
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
  /** Whether that is enough, in sentences. */
  notes: z.array(z.string()),
  enough: z.boolean(),
  estimated_train_seconds: z.number(),
  estimated_memory_mb: z.number(),
});
export type Preview = z.infer<typeof previewSchema>;
