import type { Vocabulary } from '../vocabulary';
import { absorbCovered } from './absorb';
import { mergeKeyValueLists } from './key_value_lists';
import { normalise } from './normalise';
import { mergeOnePosition } from './one_position';
import { PatternSet, type Pattern } from './pattern';
import { mergeSeveralPositions } from './several_positions';
import type { SkeletonWords } from './skeleton_words';
import { SlotContexts } from './slots';
import type { MergeLimits } from './thresholds';
import { mergeWordSequences } from './word_sequences';

export interface MergeResult {
  patterns: Pattern[];
  slots: SlotContexts;
}

const MAX_ROUNDS = 3;

/**
 * Merges skeletons into templates. Works on skeletons only, never on lines; the time is linear in
 * their words, times a few rounds.
 */
export function mergeSkeletons(
  skeletons: Iterable<readonly [index: number, skeleton: SkeletonWords]>,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): MergeResult {
  const set = new PatternSet();
  for (const [index, skeleton] of skeletons) {
    const { words, flags } = normalise(skeleton, vocabulary);
    set.add({ words, flags, general: false, members: [index], variants: [] });
  }
  const slots = new SlotContexts();
  let patterns = set.patterns;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = patterns.length;
    patterns = mergeKeyValueLists(patterns, limits);
    patterns = mergeOnePosition(patterns, slots, vocabulary, limits);
    patterns = mergeSeveralPositions(patterns, slots, vocabulary, limits);
    patterns = absorbCovered(patterns);
    patterns = mergeWordSequences(patterns);
    if (patterns.length === before) break;
  }
  return { patterns, slots };
}
