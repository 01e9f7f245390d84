import { countConstants, PatternSet, type Pattern } from './pattern';
import { PatternIndex } from './pattern_index';

const MIN_CONSTANTS = 2;

/**
 * Joins patterns to the merged pattern that covers them: "for user root from host-x" belongs to
 * "for user <> from <>" though two of its words are its own.
 */
export function absorbCovered(patterns: Pattern[]): Pattern[] {
  const general: Pattern[] = [];
  const index = new PatternIndex();
  for (const pattern of patterns) {
    const constants = countConstants(pattern.words);
    const enough = constants >= MIN_CONSTANTS && constants * 2 >= pattern.words.length;
    if (!enough || !pattern.general) continue;
    index.add(pattern.words, general.length);
    general.push(pattern);
  }
  const covered = new Map<Pattern, Pattern[]>();
  const isGeneral = new Set(general);
  const result = new PatternSet();
  for (const pattern of patterns) {
    if (isGeneral.has(pattern)) continue;
    const found = index.find(pattern.words);
    if (found < 0) {
      result.add(pattern);
      continue;
    }
    const list = covered.get(general[found]);
    if (list) list.push(pattern);
    else covered.set(general[found], [pattern]);
  }
  for (const pattern of general) {
    const own = covered.get(pattern);
    result.add(own ? takeIn(pattern, own) : pattern);
  }
  return result.patterns;
}

/** Covered words need no form of their own: the general pattern fits them. */
function takeIn(general: Pattern, covered: readonly Pattern[]): Pattern {
  return {
    ...general,
    members: [...general.members, ...covered.flatMap((pattern) => pattern.members)],
    variants: [...general.variants, ...covered.flatMap((pattern) => pattern.variants)],
  };
}
