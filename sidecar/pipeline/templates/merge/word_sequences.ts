import { VALUE } from '../vocabulary';
import { groupBy } from './group_by';
import { countConstants, join, PatternSet, type Pattern } from './pattern';
import { hashWords } from './position_hash';

/** Words that must be equal, in order, for patterns to be the same whatever values lie between. */
const MIN_EQUAL_WORDS = 3;

/** The constant words as a key, or undefined where they are too few to say anything. */
export function wordSequenceKey(words: Int32Array): number | undefined {
  return countConstants(words) >= MIN_EQUAL_WORDS ? hashWords(words, VALUE) : undefined;
}

/** Merges patterns whose constant words are the same, as in "from <> at <>" and "from <> <> at". */
export function mergeWordSequences(patterns: Pattern[]): Pattern[] {
  const { groups, rest } = groupBy(patterns, (pattern) => wordSequenceKey(pattern.words));
  const result = new PatternSet();
  for (const pattern of rest) result.add(pattern);
  for (const group of groups) result.add(group.length === 1 ? group[0] : join(group));
  return result.patterns;
}
