import { z } from 'zod';
import { consumerStatusSchema } from '../consumer/schema';
import { jobSchema } from '../jobs/schema';
import { modelSchema } from '../models/schema';

/** Privileges on indices, or on the cluster where `on` is null. */
export const privilegeGapSchema = z.object({
  on: z.string().nullable(),
  privileges: z.array(z.string()),
});
export type PrivilegeGap = z.infer<typeof privilegeGapSchema>;

/** What the sidecar's account in Elasticsearch may do, against what it has to. */
export const privilegeStatusSchema = z.object({
  security: z.enum(['on', 'off']),
  /** Needed and not there. */
  missing: z.array(privilegeGapSchema),
  /** Of these, without which nothing works. */
  indispensable: z.array(privilegeGapSchema),
  /** There and never needed. */
  excessive: z.array(privilegeGapSchema),
});
export type PrivilegeStatus = z.infer<typeof privilegeStatusSchema>;

/** GET /v1/status: everything that the app's status line says. */
export const statusSchema = z.object({
  version: z.string(),
  started_at: z.string(),
  elasticsearch: z.object({
    reachable: z.boolean(),
    version: z.string().nullable(),
    error: z.string().nullable(),
    /** Null or left out where they are not known. */
    privileges: privilegeStatusSchema.nullish(),
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
