import { z } from 'zod';

/** GET and PUT /v1/log-level: what the log of one sidecar holds. */
export const SETTABLE_LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'trace'] as const;
export const MAX_LOG_LEVEL_MINUTES = 1_440;
export const DEFAULT_LOG_LEVEL_MINUTES = 60;

export const logLevelRequestSchema = z.object({
  level: z.enum(SETTABLE_LOG_LEVELS),
  /** After so long the configured level holds again. */
  for_minutes: z
    .number()
    .int()
    .min(1)
    .max(MAX_LOG_LEVEL_MINUTES)
    .default(DEFAULT_LOG_LEVEL_MINUTES),
});
export type LogLevelRequest = z.input<typeof logLevelRequestSchema>;

export const logLevelSchema = z.object({
  /** What holds now. */
  level: z.string(),
  /** What holds where nothing else was set. */
  configured: z.string(),
  /** When the configured level holds again; null where it does. */
  until: z.string().nullable(),
});
export type LogLevelState = z.infer<typeof logLevelSchema>;
