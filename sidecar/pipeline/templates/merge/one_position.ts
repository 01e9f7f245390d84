import { VALUE, type Vocabulary } from '../vocabulary';
import { countConstants, generalise, PatternSet, type Pattern } from './pattern';
import { PositionHash } from './position_hash';
import { QUOTED } from './skeleton_words';
import type { SlotContexts } from './slots';
import { valuesNeeded, type MergeLimits } from './thresholds';

const MAX_ROUNDS = 8;

interface Bucket {
  position: number;
  members: Pattern[];
}

/**
 * Merges patterns that differ in one position where enough words were seen there. Patterns are
 * found by hashing each with one position left out, so the cost is linear in the words.
 */
export function mergeOnePosition(
  patterns: Pattern[],
  slots: SlotContexts,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): Pattern[] {
  let current = patterns;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const merged = mergeOnce(current, slots, vocabulary, limits);
    if (merged === undefined) break;
    current = merged;
  }
  return current;
}

/** One round; undefined when nothing was to merge. */
function mergeOnce(
  patterns: Pattern[],
  slots: SlotContexts,
  vocabulary: Vocabulary,
  limits: MergeLimits,
): Pattern[] | undefined {
  const buckets = collectBuckets(patterns);
  buckets.sort((x, y) => y.members.length - x.members.length);
  const replaced = new Set<Pattern>();
  const result = new PatternSet();
  const created: Pattern[] = [];
  for (const bucket of buckets) {
    const { position } = bucket;
    const members = bucket.members.filter((pattern) => !replaced.has(pattern));
    if (members.length < 2) continue;
    const model = members[0];
    const values = members.map((pattern) => pattern.words[position]);
    const own = values[0] === VALUE ? 0 : 1;
    const needed = valuesNeeded(
      {
        position,
        constants: countConstants(model.words) - own,
        words: values,
        quoted: members.every((pattern) => (pattern.flags[position] & QUOTED) !== 0),
        knownSlot: slots.has(model.words, position),
      },
      vocabulary,
      limits,
    );
    if (members.length < needed) continue;
    const words = model.words.slice();
    words[position] = VALUE;
    created.push(generalise(words, members));
    for (const pattern of members) replaced.add(pattern);
    if (members.length >= limits.minValues) slots.add(words, position);
  }
  if (replaced.size === 0) return undefined;
  for (const pattern of patterns) if (!replaced.has(pattern)) result.add(pattern);
  for (const pattern of created) result.add(pattern);
  return result.patterns;
}

/** Patterns that are equal but for one position, at least two of them. */
function collectBuckets(patterns: Pattern[]): Bucket[] {
  const hash = new PositionHash();
  const firsts = new Map<number, Pattern | Bucket>();
  const buckets: Bucket[] = [];
  for (const pattern of patterns) {
    hash.set(pattern.words);
    for (let position = 0; position < pattern.words.length; position++) {
      const key = hash.without(position, pattern.words[position]);
      const found = firsts.get(key);
      if (found === undefined) {
        firsts.set(key, pattern);
      } else if ('position' in found) {
        found.members.push(pattern);
      } else {
        const bucket: Bucket = { position, members: [found, pattern] };
        firsts.set(key, bucket);
        buckets.push(bucket);
      }
    }
  }
  return buckets;
}
