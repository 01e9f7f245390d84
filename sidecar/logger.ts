import { pino, type Logger, type LoggerOptions } from 'pino';
import { statusOf, withoutContent } from './elasticsearch/errors';

export type { Logger };

const MAX_MESSAGE_CHARS = 2_000;

/**
 * The log of the process: JSON lines on standard output. Keys, passwords and the lines that are read are never handed to
 * it; what is done here is a second lock.
 */
export function createLogger(level: string, name = 'sidecar'): Logger {
  const options: LoggerOptions = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeFault },
    redact: {
      paths: ['req.headers.authorization', 'req.headers["x-api-key"]', '*.password', '*.apiKey'],
      censor: '[redacted]',
    },
  };
  // Written at once: the writer of pino that collects first never ends a process whose reader has gone.
  return pino(options, pino.destination({ dest: 1, sync: true }));
}

/**
 * What a fault is and where it happened. Errors of the client of Elasticsearch carry the request as well, and with it
 * whole batches of lines: of other properties only those are taken that are known to hold none.
 */
function describeFault(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = '', cause } = error;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    message: withoutContent(message).slice(0, MAX_MESSAGE_CHARS),
    status: statusOf(error),
    code: 'code' in error ? error.code : undefined,
    stack: frames.join('\n'),
    ...(cause === undefined ? {} : { cause: describeFault(cause) }),
  };
}
