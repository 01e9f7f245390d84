import { VALUE, type Vocabulary } from '../vocabulary';
import { countConstants } from './pattern';
import { PositionHash } from './position_hash';
import { QUOTED, type SkeletonWords } from './skeleton_words';
import type { SlotContexts } from './slots';
import { valuesNeeded, type MergeLimits } from './thresholds';

/** A word that no pattern holds. */
export const UNKNOWN_WORD = -1;

interface Near {
  target: number;
  weight: number;
  /** Distinct words seen at the position. */
  words: number[];
  quoted: boolean;
}

/** A form of a template and how many training lines that has. */
export interface WeightedForm extends SkeletonWords {
  template: number;
  lines: number;
}

export interface NearMatch {
  target: number;
  position: number;
}

/**
 * Finds known patterns that a skeleton differs from in one position, by the rule by which training
 * merges such patterns: enough distinct words there, or a position known to be variable.
 */
export class NearPatterns {
  private readonly near = new Map<number, Near>();
  private readonly hash = new PositionHash();
  private readonly vocabulary: Vocabulary;
  private readonly slots: SlotContexts;
  private readonly limits: MergeLimits;

  constructor(vocabulary: Vocabulary, slots: SlotContexts, limits: MergeLimits) {
    this.vocabulary = vocabulary;
    this.slots = slots;
    this.limits = limits;
  }

  /** Adds a pattern; of those that differ in one position only, the heaviest is the target. */
  add({ words, flags, template: target, lines: weight }: WeightedForm): void {
    this.hash.set(words);
    for (let position = 0; position < words.length; position++) {
      const key = this.hash.without(position, words[position]);
      const quoted = (flags[position] & QUOTED) !== 0;
      const found = this.near.get(key);
      if (found === undefined) {
        this.near.set(key, { target, weight, words: [words[position]], quoted });
        continue;
      }
      found.quoted &&= quoted;
      if (
        found.words.length < this.limits.minValuesGuarded &&
        !found.words.includes(words[position])
      ) {
        found.words.push(words[position]);
      }
      if (weight > found.weight) {
        found.target = target;
        found.weight = weight;
      }
    }
  }

  /** The pattern to merge with, or undefined. Words that nobody knows are UNKNOWN_WORD. */
  find({ words, flags }: SkeletonWords): NearMatch | undefined {
    const unknown = words.indexOf(UNKNOWN_WORD);
    if (unknown >= 0 && words.indexOf(UNKNOWN_WORD, unknown + 1) >= 0) return undefined;
    this.hash.set(words);
    const first = unknown >= 0 ? unknown : 0;
    const last = unknown >= 0 ? unknown : words.length - 1;
    for (let position = first; position <= last; position++) {
      const word = words[position];
      const found = this.near.get(this.hash.without(position, word));
      if (found === undefined) continue;
      const known = found.words.includes(word) ? found.words : [...found.words, word];
      const needed = valuesNeeded(
        {
          position,
          constants: countConstants(words) - (word === VALUE ? 0 : 1),
          words: known.filter((w) => w !== UNKNOWN_WORD),
          quoted: found.quoted && (flags[position] & QUOTED) !== 0,
          knownSlot: this.slots.has(words, position),
        },
        this.vocabulary,
        this.limits,
      );
      if (known.length >= needed) return { target: found.target, position };
    }
    return undefined;
  }
}
