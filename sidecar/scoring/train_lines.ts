import type { Worker } from 'node:worker_threads';
import type { Config } from '../config';
import { startThread } from '../jobs/job_thread';
import { ProblemError } from '../store/stores';
import type { InputLine } from './line_scorer';

export interface TrainLinesData {
  config: Config;
  lines: readonly InputLine[];
}

export type TrainLinesAnswer =
  | { ok: true; bytes: Uint8Array; skipped: number }
  /** `isInput`: the lines are at fault, not the sidecar. */
  | { ok: false; isInput: boolean; message: string };

/**
 * Trains on lines that were sent, in a thread of its own.
 * @throws ProblemError where there is nothing to learn from them; AbortError where the caller hung up
 */
export async function trainLines(
  config: Config,
  lines: readonly InputLine[],
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; skipped: number }> {
  signal.throwIfAborted();
  const data: TrainLinesData = { config, lines };
  const thread = startThread('../scoring/train_lines_worker', data, config.jobMemoryMb);
  const onAbort = () => void thread.terminate();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const answer = await answerOf(thread, signal);
    if (answer.ok) return answer;
    if (answer.isInput) throw new ProblemError(422, 'cannot_train', answer.message);
    throw new Error(answer.message);
  } finally {
    signal.removeEventListener('abort', onAbort);
    void thread.terminate();
  }
}

function answerOf(thread: Worker, signal: AbortSignal): Promise<TrainLinesAnswer> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => {
      reject(signal.aborted ? signal.reason : new Error('The training thread ended unexpectedly.'));
    });
  });
}
