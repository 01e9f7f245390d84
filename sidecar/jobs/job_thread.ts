import path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Running from TypeScript sources: a thread needs a loader for them, as the process has one. */
const FROM_SOURCES = path.extname(__filename) === '.ts';

/**
 * Starts a thread of this program. It shares no memory: when it dies of too much work, the process stays up.
 * @param file module beside this one, without its extension
 */
export function startThread(file: string, data: unknown, memoryMb: number): Worker {
  const module = path.join(__dirname, file);
  const options: WorkerOptions = {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  };
  if (!FROM_SOURCES) return new Worker(`${module}.js`, options);
  const loader = `require(${JSON.stringify(require.resolve('tsx/cjs'))})`;
  const entry = `${loader}; require(${JSON.stringify(`${module}.ts`)});`;
  return new Worker(entry, { ...options, eval: true, execArgv: [] });
}
