import { pino, type Logger, type LoggerOptions } from 'pino';

export type { Logger };

/**
 * The log of the process: JSON lines on standard output. Keys and passwords are never handed to it; the
 * redaction is a second lock. Scored log lines are logged on trace only.
 */
export function createLogger(level: string, name = 'sidecar'): Logger {
  const options: LoggerOptions = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.apiKey'],
      censor: '[redacted]',
    },
  };
  // Written at once: the writer of pino that collects first never ends a process whose reader has gone.
  return pino(options, pino.destination({ dest: 1, sync: true }));
}
