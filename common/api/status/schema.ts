import { z } from 'zod';
import { consumerStatusSchema } from '../consumer/schema';
import { jobSchema } from '../jobs/schema';
import { modelSchema } from '../models/schema';

/** GET /v1/status: everything that the app's status line says. */
export const statusSchema = z.object({
  version: z.string(),
  started_at: z.string(),
  elasticsearch: z.object({
    reachable: z.boolean(),
    version: z.string().nullable(),
    error: z.string().nullable(),
  }),
  source_pattern: z.string(),
  active_model: modelSchema.nullable(),
  /** The running follow job, with how far behind it is. */
  follower: jobSchema.nullable(),
  /** How the consumption of Kafka goes in this sidecar; null or left out where none is configured. */
  consumer: consumerStatusSchema.nullish(),
  /** Jobs that are queued or running now. */
  running_jobs: z.array(jobSchema),
});
export type Status = z.infer<typeof statusSchema>;
