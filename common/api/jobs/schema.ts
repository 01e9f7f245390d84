import { z } from 'zod';
import { backtestJobSchema, backtestResultSchema } from '../backtest/schema';
import { LIMITS } from '../limits';

/** Jobs: train, backfill, follow, backtest. POST /v1/jobs, GET /v1/jobs, GET /v1/jobs/{id}, POST /v1/jobs/{id}/cancel. */

/** Indices with the logs; the pattern of the settings where it is left out. */
const indexPattern = z.string().min(1).max(LIMITS.maxNameChars).optional();
const isoTime = z.iso.datetime({ offset: true });

export const trainJobSchema = z.object({
  type: z.literal('train'),
  /** The line "server-logs" of models that this makes a new version of. */
  name: z.string().min(1).max(LIMITS.maxNameChars).default('server-logs'),
  index: indexPattern,
  /** Training period; all that is there when left out. */
  from: isoTime.optional(),
  to: isoTime.optional(),
  /** At most so many lines, spread evenly over the period. */
  max_lines: z.number().int().min(100).max(5_000_000).default(1_000_000),
  /** Alerts a day that the threshold is set for. */
  alert_budget_per_day: z.number().min(0.1).max(1_000_000).optional(),
  /**
   * Which lines are normal, in Lucene's query syntax: only these are learned from, such as
   * "service.name:payments AND NOT log.level:error".
   */
  filter: z.string().min(1).max(1_000).optional(),
  detectors: z.array(z.string()).min(1).optional(),
  /**
   * Learn from the verdicts of analysts as well, as soon as there are enough. Names of classifiers may stand among the
   * detectors then.
   */
  supervised: z.boolean().optional(),
  /** Sets of features that are on: patterns, words, parameters, sources, time, level, tfidf, embeddings, auth, web. */
  features: z.array(z.string()).min(1).optional(),
  /** Whether levels and alarm words add to the score. */
  severity_prior: z.boolean().default(true),
  /** Where flagging starts: by the alert budget, or at the mean plus one standard deviation of the training scores. */
  threshold_rule: z.enum(['budget', 'mean_plus_std']).default('budget'),
  /** What is judged beside lines. Left out: both. */
  units: z.array(z.enum(['window', 'session'])).optional(),
  /** Length of a window. */
  window_seconds: z.number().int().min(10).max(86_400).default(300),
  /** Who judges windows and sessions, by name; the defaults where they are left out. */
  window_detectors: z.array(z.string()).min(1).optional(),
  session_detectors: z.array(z.string()).min(1).optional(),
  /** What sessions are told apart by, as GET /v1/models shows it: "blk_<number>"; found out where it is left out. */
  session_key: z.string().min(3).max(LIMITS.maxNameChars).optional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  /**
   * Make it the active model when done; `if_better` only where it does no worse than the active one on lines that neither
   * was trained on: the last tenth of the period is held back for that.
   */
  activate: z.union([z.boolean(), z.literal('if_better')]).default(true),
  /** Score the period with the new model when done, unless another one is kept. */
  backfill: z.boolean().default(true),
  /** Who asked, for the audit trail. */
  user: z.string().max(LIMITS.maxNameChars).optional(),
});

export const backfillJobSchema = z.object({
  type: z.literal('backfill'),
  index: indexPattern,
  model: z.string().max(LIMITS.maxNameChars).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  user: z.string().max(LIMITS.maxNameChars).optional(),
});

export const followJobSchema = z.object({
  type: z.literal('follow'),
  index: indexPattern,
  user: z.string().max(LIMITS.maxNameChars).optional(),
});

export const jobRequestSchema = z.discriminatedUnion('type', [
  trainJobSchema,
  backfillJobSchema,
  followJobSchema,
  backtestJobSchema,
]);
export type JobRequestInput = z.input<typeof jobRequestSchema>;
/** A job that was asked for, with the indices it is for. */
type Settled<Request> = Request & { index: string };
export type TrainJobRequest = Settled<z.infer<typeof trainJobSchema>>;
export type BackfillJobRequest = Settled<z.infer<typeof backfillJobSchema>>;
export type FollowJobRequest = Settled<z.infer<typeof followJobSchema>>;
export type BacktestJobRequest = Settled<z.infer<typeof backtestJobSchema>>;
export type JobRequest =
  TrainJobRequest | BackfillJobRequest | FollowJobRequest | BacktestJobRequest;

export const jobStateSchema = z.enum([
  'queued',
  'running',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
]);
export type JobState = z.infer<typeof jobStateSchema>;

export const jobSchema = z.object({
  id: z.string(),
  type: z.enum(['train', 'backfill', 'follow', 'backtest']),
  state: jobStateSchema,
  /** What it is doing now, in words: "Reading lines", "Growing isolation trees", "Scoring". */
  phase: z.string(),
  /** 0–1 over the whole job; null where it has no end (follow). */
  progress: z.number().nullable(),
  lines_done: z.number().int(),
  lines_total: z.number().int().nullable(),
  lines_flagged: z.number().int(),
  /** Lines that could not be scored, by reason. */
  skipped: z.record(z.string(), z.number().int()),
  /** Seconds still to go, as estimated; null where unknown. */
  remaining_seconds: z.number().nullable(),
  /** Seconds between the newest line in the logs and the last one scored (follow only). */
  behind_seconds: z.number().nullable(),
  /** The model that a train job made or a backfill or follow job uses. */
  model: z.string().nullable(),
  /** What went wrong, and what to do. */
  error: z.string().nullable(),
  user: z.string().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  updated_at: z.string(),
  request: z.record(z.string(), z.unknown()),
  /** What a back-test found, when it is done. Only where one job is asked for, not in the list. */
  result: backtestResultSchema.optional(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobListSchema = z.object({ jobs: z.array(jobSchema) });
