import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Running from TypeScript sources: a thread needs the same loader as the process. */
const FROM_SOURCES = path.extname(__filename) === '.ts';

/** Starts a thread of this program. It shares no memory: when it dies of too much work, the process stays up. */
export function startThread(file: string, data: unknown, memoryMb: number): Worker {
  return new Worker(path.join(__dirname, file + path.extname(__filename)), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    ...(FROM_SOURCES ? { execArgv: ['--import', 'tsx'] } : {}),
  });
}
