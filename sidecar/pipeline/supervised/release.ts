import type { TrainedClassifier } from './train_classifier';
import type { UnitFeatures } from './unit_features';

/** Share of the anomalous labels that may be lost when lines are released, each judged without its own label. */
const MAX_LOST_SHARE = 0.05;
/** Neither a length nor a part of the header, which may be the name of a host, makes a line a new one. */
const SAYS_NOTHING = /^(?:length|header):/;

/**
 * The odds below which a line may be released, that is kept from being flagged: it is more likely normal than not, and so
 * low came no more than one in twenty of the anomalous labels, each judged without the labels of its time.
 * @returns null where there were too few labels to judge any without itself
 */
export function releaseOdds(
  { training, threshold, folds }: TrainedClassifier,
  known: Int8Array,
): number | null {
  if (!folds) return null;
  const anomalous = training.combined.filter((_, unit) => known[unit] === 1).sort();
  return Math.min(0, threshold, anomalous[Math.floor(MAX_LOST_SHARE * anomalous.length)]);
}

/** What was true of any unit that was labelled normal: its words, levels and services. */
export function normalTokens({ tokens }: UnitFeatures, known: Int8Array): Set<string> {
  const found = new Set<string>();
  tokens.forEach((own, unit) => {
    if (known[unit] === 0) for (const token of own) found.add(token);
  });
  return found;
}

/** Whether everything that is true of a unit was true of some that were labelled normal: otherwise it is something new. */
export function isFamiliar(tokens: readonly string[], normal: ReadonlySet<string>): boolean {
  return tokens.every((token) => SAYS_NOTHING.test(token) || normal.has(token));
}
