import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 30_000;
const STEP_MS = 50;

/** Repeats an expectation until it holds; fails with its last message when it does not in time. */
export async function eventually(
  expectation: () => Promise<void>,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(STEP_MS);
    }
  }
}
