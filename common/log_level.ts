/** Log levels after normalisation, in rising severity; `unknown` where a line carries none. */
export const LOG_LEVELS = [
  'unknown',
  'trace',
  'debug',
  'info',
  'notice',
  'warn',
  'error',
  'critical',
  'alert',
  'fatal',
] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
