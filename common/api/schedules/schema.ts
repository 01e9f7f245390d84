import { z } from 'zod';
import { trainJobSchema } from '../jobs/schema';
import { LIMITS } from '../limits';

/**
 * Schedules, which train anew by the clock or on drift: GET and POST /v1/schedules, GET, PUT and DELETE /v1/schedules/{id},
 * POST /v1/schedules/{id}/enable, /disable and /run.
 */
const isoTime = z.string();

export const scheduledTrainSchema = trainJobSchema
  .omit({ type: true, from: true, to: true, activate: true, backfill: true, user: true })
  .extend({
    /** The training period ends when the run begins, and is so long. */
    last_days: z
      .number()
      .min(1 / 24)
      .max(3_650)
      .default(7),
    /** As of a train job; a schedule compares before it switches unless told otherwise. */
    activate: z.union([z.boolean(), z.literal('if_better')]).default('if_better'),
    /** Score the period anew with the new model. */
    backfill: z.boolean().default(false),
  });
export type ScheduledTrain = z.infer<typeof scheduledTrainSchema>;

export const driftTriggerSchema = z.object({
  /** Train when the drift is at least this. */
  verdict: z.enum(['drifting', 'strong']).default('drifting'),
  /** Lines of so many hours are judged. */
  last_hours: z
    .number()
    .min(1)
    .max(24 * 90)
    .default(24),
  /** Hours between the beginnings of two runs, at least. */
  min_hours_between: z
    .number()
    .min(1)
    .max(24 * 365)
    .default(24),
});
export type DriftTrigger = z.infer<typeof driftTriggerSchema>;

export const scheduleRequestSchema = z
  .object({
    enabled: z.boolean().default(true),
    /** Minute, hour, day of the month, month, day of the week; seconds may stand in front. Null: only on drift. */
    cron: z.string().min(1).max(LIMITS.maxNameChars).nullable().default(null),
    /** IANA time zone that the expression is read in. */
    timezone: z.string().min(1).max(LIMITS.maxNameChars).default('UTC'),
    /** Null: only by the clock. Looks at the active model, where that has the name that is trained. */
    on_drift: driftTriggerSchema.nullable().default(null),
    train: scheduledTrainSchema.default(() => scheduledTrainSchema.parse({})),
    /**
     * Versions of the name that are kept after a successful run, the newest ones; the active one and the one before it
     * are kept anyway. Null: all.
     */
    keep_versions: z.number().int().min(1).max(1_000).nullable().default(5),
    /** Who asked, for the audit trail. */
    user: z.string().max(LIMITS.maxNameChars).optional(),
  })
  .refine(({ cron, on_drift: onDrift }) => cron !== null || onDrift !== null, {
    path: ['cron'],
    error: 'Give a cron expression, or on_drift, or both.',
  });
export type ScheduleRequest = z.infer<typeof scheduleRequestSchema>;
export type ScheduleRequestInput = z.input<typeof scheduleRequestSchema>;

export const scheduleRunSchema = z.object({
  /** What began it. `catch_up`: its time had passed, since no sidecar ran or another training of the name did. */
  trigger: z.enum(['cron', 'catch_up', 'drift', 'manual']),
  /** Null until the job is there. */
  job_id: z.string().nullable(),
  started_at: isoTime,
  finished_at: isoTime.nullable(),
  outcome: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
  /** The model that it made. */
  model: z.string().nullable(),
  /** Runs whose time had passed, this one included, that this one is for; 0 where it was in time. */
  missed_runs: z.number().int(),
  /** What is to be said of it: what drifted, what was kept and why, what went wrong. */
  notes: z.array(z.string()),
});
export type ScheduleRun = z.infer<typeof scheduleRunSchema>;

export const scheduleSchema = z.object({
  id: z.string(),
  enabled: z.boolean(),
  cron: z.string().nullable(),
  timezone: z.string(),
  on_drift: driftTriggerSchema.nullable(),
  train: scheduledTrainSchema,
  keep_versions: z.number().int().nullable(),
  user: z.string().nullable(),
  created_at: isoTime,
  updated_at: isoTime,
  /** The next time by the clock; null where it is disabled or goes by drift only. */
  next_run_at: isoTime.nullable(),
  last_run: scheduleRunSchema.nullable(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

export const scheduleListSchema = z.object({ schedules: z.array(scheduleSchema) });
