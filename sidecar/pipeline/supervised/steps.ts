import { setImmediate } from 'node:timers/promises';
import type { FitProgress } from '../detectors/detector';

/** How long others wait at most while something is learned. */
const MAX_BLOCKING_MS = 50;

/** Runs a generator to its end, its progress unheard. */
export function drain<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, letting others have their turn: so that an abort is heard. */
export async function drainPolitely<Step, Result>(
  steps: Generator<Step, Result>,
  onStep?: (step: Step) => void,
): Promise<Result> {
  let last = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onStep?.(step.value);
    if (performance.now() - last < MAX_BLOCKING_MS) continue;
    await setImmediate();
    last = performance.now();
  }
}

/** Progress of a part of the work as progress of all of it. */
export function* part<Result>(
  steps: Generator<FitProgress, Result>,
  from: number,
  share: number,
): Generator<FitProgress, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { phase: step.value.phase, fraction: from + share * step.value.fraction };
  }
}
