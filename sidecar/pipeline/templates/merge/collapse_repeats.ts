import { VALUE, type Vocabulary } from '../vocabulary';

const MAX_PERIOD = 12;

/**
 * Collapses repeats that hold a value, so that lists of any length are alike:
 * "iar <> dear <> iar <> dear <>" becomes "iar <> dear <>". Returns the positions that stay.
 */
export function positionsWithoutRepeats(words: Int32Array, vocabulary: Vocabulary): number[] {
  const kept: number[] = [];
  let i = 0;
  while (i < words.length) {
    const period = repeatedPeriod(words, i, vocabulary);
    if (period === 0) {
      kept.push(i++);
      continue;
    }
    for (let j = 0; j < period; j++) kept.push(i + j);
    let next = i + period;
    while (matches(words, i, next, period)) next += period;
    i = next;
  }
  return kept;
}

function repeatedPeriod(words: Int32Array, start: number, vocabulary: Vocabulary): number {
  const longest = Math.min(MAX_PERIOD, (words.length - start) >> 1);
  let variable = false;
  for (let period = 1; period <= longest; period++) {
    const last = words[start + period - 1];
    variable ||= last === VALUE || vocabulary.isPrefixed(last);
    if (variable && matches(words, start, start + period, period)) return period;
  }
  return 0;
}

function matches(words: Int32Array, a: number, b: number, length: number): boolean {
  if (b + length > words.length) return false;
  for (let i = 0; i < length; i++) if (words[a + i] !== words[b + i]) return false;
  return true;
}
