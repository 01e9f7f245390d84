import { hashWords } from './position_hash';
import type { SkeletonWords } from './skeleton_words';

/** A word sequence of a template. */
export interface PatternForm extends SkeletonWords {
  /** Merged from several: any word fits its values. Else only values do. */
  general: boolean;
}

/** Skeletons that are (so far) one template. */
export interface Pattern extends PatternForm {
  /** Indices of the skeletons that belong to it. */
  members: number[];
  /** Other word sequences that belong to it as well. */
  variants: PatternForm[];
}

/** Patterns in order of arrival, equal word sequences joined. */
export class PatternSet {
  readonly patterns: Pattern[] = [];
  private readonly byWords = new Map<number, Pattern>();

  add(pattern: Pattern): void {
    const key = hashWords(pattern.words);
    const same = this.byWords.get(key);
    if (same) {
      append(same.members, pattern.members);
      append(same.variants, pattern.variants);
      return;
    }
    this.byWords.set(key, pattern);
    this.patterns.push(pattern);
  }
}

/** One pattern with the given words out of several that differ from it in some positions only. */
export function generalise(words: Int32Array, patterns: readonly Pattern[]): Pattern {
  return {
    words,
    flags: patterns[0].flags,
    general: true,
    members: patterns.flatMap((pattern) => pattern.members),
    variants: patterns.flatMap((pattern) => pattern.variants),
  };
}

/** Joins patterns of different words; the one with most members speaks for all. */
export function join(patterns: readonly Pattern[]): Pattern {
  let main = patterns[0];
  for (const pattern of patterns) if (pattern.members.length > main.members.length) main = pattern;
  const others = patterns.filter((pattern) => pattern !== main);
  return {
    words: main.words,
    flags: main.flags,
    general: main.general,
    members: patterns.flatMap((pattern) => pattern.members),
    variants: [
      ...patterns.flatMap((pattern) => pattern.variants),
      ...others.map(({ words, flags, general }) => ({ words, flags, general })),
    ],
  };
}

export function countConstants(words: Int32Array): number {
  let constants = 0;
  for (const word of words) if (word !== 0) constants++;
  return constants;
}

/** Without spreading: lists may be longer than a call may have arguments. */
function append<T>(to: T[], from: readonly T[]): void {
  for (const item of from) to.push(item);
}
