import type { PatternKind } from '../../../common/app_api/patterns/schema';

const DAY_MS = 86_400_000;
/** A pattern with at most so many lines a day is rare. */
export const RARE_LINES_PER_DAY = 1;
/** Of less than a day nobody knows what is rare. */
const MIN_PAST_MS = DAY_MS;
/** Earlier periods that are looked at. */
export const COMPARABLE_PERIODS = 7;
/** So many of them must have lines before silence means something. */
export const MIN_COMPARABLE_PERIODS = 3;
/** Where so many lines are usual, chance is silent in one period of twenty. */
const MIN_USUAL_LINES = 3;

export interface Seen {
  lines: number;
  firstMs: number;
  lastMs: number;
}

/** What is known of one pattern. */
export interface PatternFacts {
  /** In the period. */
  now?: Seen;
  /** Before `newSinceMs`. */
  before?: Seen;
  /** When training saw it first: NaN where its lines had no time, undefined where it did not see it. */
  trainedFirstMs?: number;
  /** Lines in each comparable period that has lines. */
  comparable: readonly number[];
}

export interface Past {
  /** Lines are counted by pattern from then on; Infinity where none was. */
  countedSinceMs: number;
  /** Patterns seen from then on and not before are new. */
  newSinceMs: number;
}

/**
 * From when on a pattern is new: from the start of the period. Where less is known of before than the period is long,
 * the first half of all serves as the past: everything would be new otherwise.
 */
export function newSince(countedSinceMs: number, fromMs: number, toMs: number): number {
  if (!Number.isFinite(countedSinceMs)) return fromMs;
  // Elasticsearch knows no parts of milliseconds.
  return Math.max(fromMs, Math.floor((countedSinceMs + toMs) / 2));
}

/** Lines a day before; null where less than a day is known. */
export function typicalPerDay(facts: PatternFacts, past: Past): number | null {
  const pastMs = past.newSinceMs - past.countedSinceMs;
  return !(pastMs >= MIN_PAST_MS) ? null : ((facts.before?.lines ?? 0) * DAY_MS) / pastMs;
}

/**
 * - new: seen in the period, and neither before nor in training's lines of before;
 * - rare: seen in the period, known, and with at most one line a day before;
 * - vanished: not seen in the period; of at least three comparable earlier periods it was in all but one at most, with at
 *   least three lines on average.
 */
export function kindsOf(facts: PatternFacts, past: Past): PatternKind[] {
  const { now, before, trainedFirstMs, comparable } = facts;
  if (!now) return hasVanished(comparable) ? ['vanished'] : [];
  if (now.lastMs < past.newSinceMs) return [];
  const wasTrained =
    trainedFirstMs !== undefined &&
    (Number.isNaN(trainedFirstMs) || trainedFirstMs < past.newSinceMs);
  if (!before && !wasTrained) return ['new'];
  const typical = typicalPerDay(facts, past);
  return typical !== null && typical <= RARE_LINES_PER_DAY ? ['rare'] : [];
}

function hasVanished(comparable: readonly number[]): boolean {
  if (comparable.length < MIN_COMPARABLE_PERIODS) return false;
  const seenIn = comparable.filter((lines) => lines > 0).length;
  const usual = comparable.reduce((sum, lines) => sum + lines, 0) / comparable.length;
  return seenIn >= comparable.length - 1 && usual >= MIN_USUAL_LINES;
}

/** Periods of the same length and time of day, whole days before; the nearest first. */
export function comparablePeriods(
  fromMs: number,
  toMs: number,
): { fromMs: number; toMs: number }[] {
  const strideMs = Math.ceil((toMs - fromMs) / DAY_MS) * DAY_MS;
  return Array.from({ length: COMPARABLE_PERIODS }, (_, i) => ({
    fromMs: fromMs - (i + 1) * strideMs,
    toMs: toMs - (i + 1) * strideMs,
  }));
}
