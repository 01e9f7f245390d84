import { VALUE } from '../vocabulary';
import { groupBy } from './group_by';
import { join, PatternSet, type Pattern } from './pattern';
import { KEY } from './skeleton_words';
import type { MergeLimits } from './thresholds';

const LIST = -3;
const MIN_OTHER_WORDS = 2;
/** A value behind a key may have this many words, as in "vendor=Oracle Corporation". */
const MAX_VALUE_WORDS = 4;

export interface KeyValueForm {
  /** The words with each run of key=value pairs as one sign. */
  form: string;
  /** The keys in order. */
  keys: string;
}

/** Undefined where there is no key=value pair, or fewer than two words besides. */
export function keyValueForm(words: Int32Array, flags: Uint8Array): KeyValueForm | undefined {
  const form: number[] = [];
  const keys: number[] = [];
  let others = 0;
  let valueWords = MAX_VALUE_WORDS;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if ((flags[i] & KEY) !== 0 && word !== VALUE) {
      keys.push(word);
      valueWords = 0;
      if (form[form.length - 1] !== LIST) form.push(LIST);
    } else if (form[form.length - 1] === LIST && (word === VALUE || valueWords < MAX_VALUE_WORDS)) {
      if (word !== VALUE) valueWords++;
    } else {
      form.push(word);
      if (word !== VALUE) others++;
    }
  }
  if (keys.length === 0 || others < MIN_OTHER_WORDS) return undefined;
  return { form: form.join(' '), keys: keys.join(' ') };
}

/** Merges patterns that differ in their lists of key=value pairs only, where the keys vary enough. */
export function mergeKeyValueLists(patterns: Pattern[], limits: MergeLimits): Pattern[] {
  const forms = new Map<Pattern, KeyValueForm | undefined>();
  for (const pattern of patterns) forms.set(pattern, keyValueForm(pattern.words, pattern.flags));
  const { groups, rest } = groupBy(patterns, (pattern) => forms.get(pattern)?.form);
  const result = new PatternSet();
  for (const pattern of rest) result.add(pattern);
  for (const group of groups) {
    const keys = new Set(group.map((pattern) => forms.get(pattern)?.keys));
    if (keys.size >= limits.minValues) result.add(join(group));
    else for (const pattern of group) result.add(pattern);
  }
  return result.patterns;
}
