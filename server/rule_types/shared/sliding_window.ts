/** A window is looked at so many times while it moves by its own length. */
export const STEPS_PER_WINDOW = 10;

/** Lines counted in a step of time, with the highest score among them. */
export interface StepCount {
  startMs: number;
  lines: number;
  maxScore: number;
}

/** A time in which a window held more lines than a count. */
export interface Episode {
  /** When the count was passed: the end of the step that did it. */
  startMs: number;
  /** The last time that the window still held more. */
  endMs: number;
  /** The most lines that any window of the episode held. */
  peakLines: number;
  maxScore: number;
}

interface Window {
  stepMs: number;
  /** A multiple of the step. */
  windowMs: number;
  count: number;
}

/**
 * Moves a window over steps of equal width, in order of time, and tells when it held more than `count` lines. It is
 * looked at at the end of each step, and holds what began at most `windowMs` before. Steps without a line may be left out.
 */
export function episodesOver(steps: readonly StepCount[], window: Window): Episode[] {
  const { stepMs, windowMs, count } = window;
  const episodes: Episode[] = [];
  let first = 0;
  let lines = 0;
  for (let last = 0; last < steps.length; last++) {
    const atMs = steps[last].startMs + stepMs;
    lines += steps[last].lines;
    while (steps[first].startMs < atMs - windowMs) lines -= steps[first++].lines;
    if (lines <= count) continue;
    const maxScore = Math.max(...steps.slice(first, last + 1).map((step) => step.maxScore));
    const endMs = steps[lastNeeded(steps, first, lines, count)].startMs + windowMs;
    const current = episodes.at(-1);
    if (current && current.endMs + stepMs >= atMs) {
      current.endMs = Math.max(current.endMs, endMs);
      current.peakLines = Math.max(current.peakLines, lines);
      current.maxScore = Math.max(current.maxScore, maxScore);
    } else {
      episodes.push({ startMs: atMs, endMs, peakLines: lines, maxScore });
    }
  }
  return episodes;
}

/** The step with which the window loses what took it above the count, the oldest leaving first. */
function lastNeeded(
  steps: readonly StepCount[],
  first: number,
  lines: number,
  count: number,
): number {
  let index = first;
  let left = lines - steps[index].lines;
  while (left > count) left -= steps[++index].lines;
  return index;
}
