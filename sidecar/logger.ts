import { pino, type Logger } from 'pino';

export type { Logger };

/**
 * The log of the process: JSON lines on standard output. Keys and passwords are never handed to it; the
 * redaction is a second lock. Scored log lines are logged on trace only.
 */
export function createLogger(level: string, name = 'sidecar'): Logger {
  return pino({
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.apiKey'],
      censor: '[redacted]',
    },
  });
}
