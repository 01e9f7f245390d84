import { setTimeout as delay } from 'node:timers/promises';
import { describeError, isTransient } from './errors';

export interface RetryOptions {
  /** Ends the waiting at once. */
  signal?: AbortSignal;
  /** How long failures may go on before the last one is thrown; Infinity for never. */
  giveUpAfterMs: number;
  baseDelayMs?: number;
  maxDelayMs?: number;
  /** Waited for before every try; where it throws, the call is not made any more. */
  beforeTry?: () => Promise<void>;
  /** Told before every wait, with the failure in a sentence. */
  onRetry?: (reason: string, delayMs: number) => void;
  /** Told when a call succeeds after failures. */
  onRecovered?: () => void;
  random?: () => number;
}

const BASE_DELAY_MS = 200;
const MAX_DELAY_MS = 10_000;

/**
 * Calls until it succeeds: failures that may pass (no connection, 429, 502, 503, 504) are tried again
 * after an exponentially growing wait with full jitter, all others are thrown at once.
 * @throws the error of the call; AbortError where the signal ended the wait
 */
export async function withRetry<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const random = options.random ?? Math.random;
  const baseMs = options.baseDelayMs ?? BASE_DELAY_MS;
  const maxMs = options.maxDelayMs ?? MAX_DELAY_MS;
  const startMs = performance.now();
  for (let attempt = 0; ; attempt++) {
    options.signal?.throwIfAborted();
    await options.beforeTry?.();
    try {
      const result = await call();
      if (attempt > 0) options.onRecovered?.();
      return result;
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (performance.now() - startMs >= options.giveUpAfterMs) throw error;
      const ceilingMs = Math.min(maxMs, baseMs * 2 ** attempt);
      const delayMs = ceilingMs / 2 + (ceilingMs / 2) * random();
      options.onRetry?.(describeError(error), delayMs);
      await delay(delayMs, undefined, { signal: options.signal });
    }
  }
}
