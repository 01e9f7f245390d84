import { VALUE, type Vocabulary } from '../vocabulary';
import { groupBy } from './group_by';
import { generalise, PatternSet, type Pattern } from './pattern';
import type { SlotContexts } from './slots';
import { valuesNeeded, type MergeLimits } from './thresholds';

/** Splits behind one another; bounds the time for long messages that all differ. */
const MAX_DEPTH = 24;

/**
 * Merges patterns of one length and first word (or a name there) that differ in several positions: where every such
 * position has enough words and at least half of the words are constant. Else the patterns are
 * split by the position with the fewest words, and each part is tried again.
 */
export function mergeSeveralPositions(
  patterns: Pattern[],
  slots: SlotContexts,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): Pattern[] {
  const { groups } = groupBy(patterns, ({ words }) => {
    const first = words.length > 0 && !vocabulary.isIdentifier(words[0]) ? words[0] : VALUE;
    return words.length * 0x4000000 + first;
  });
  const result = new PatternSet();
  const pending = groups.reverse().map((group) => ({ group, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { group, depth } = next;
    const divisible = group.length >= limits.minValues && depth < MAX_DEPTH;
    const parts = divisible ? divide(group, slots, vocabulary, limits) : undefined;
    if (parts === undefined) for (const pattern of group) result.add(pattern);
    else if ('words' in parts) result.add(parts);
    else for (const part of parts.reverse()) pending.push({ group: part, depth: depth + 1 });
  }
  return result.patterns;
}

/** The merged pattern, or the parts to try, or undefined where the patterns stay as they are. */
function divide(
  group: Pattern[],
  slots: SlotContexts,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): Pattern | Pattern[][] | undefined {
  const length = group[0].words.length;
  const variable: number[] = [];
  const values: Set<number>[] = [];
  let constants = 0;
  let places = 0;
  for (let position = 0; position < length; position++) {
    const words = new Set<number>();
    for (const pattern of group) words.add(pattern.words[position]);
    if (words.size > 1) {
      variable.push(position);
      values.push(words);
      places++;
    } else if (!words.has(VALUE)) {
      constants++;
      places++;
    }
  }
  const half = constants * 2 >= places;
  const enough = variable.every((position, i) => {
    const evidence = { position, constants, words: values[i], quoted: false, knownSlot: false };
    return values[i].size >= valuesNeeded(evidence, vocabulary, limits);
  });
  if (half && enough && variable.length > 0) {
    const words = group[0].words.slice();
    for (const position of variable) words[position] = VALUE;
    for (const position of variable) slots.add(words, position);
    return generalise(words, group);
  }
  const position = fewestValues(variable, values);
  const parts = groupBy(group, (pattern) => pattern.words[position]).groups;
  return parts.length > 1 ? parts : undefined;
}

function fewestValues(variable: number[], values: Set<number>[]): number {
  let best = 0;
  for (let i = 1; i < variable.length; i++) if (values[i].size < values[best].size) best = i;
  return variable[best];
}
