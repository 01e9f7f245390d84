import { UNSEEN_NATS, type FeatureMatrix } from '../features/matrix';
import { autoencoder } from './autoencoder';
import { dbscanDetector, hierarchicalDetector, kMeansDetector } from './clusters';
import type { Detector } from './detector';
import { isolationForest } from './isolation_forest';
import { STRANGENESS_COLUMNS, strangenessOf } from '../features/columns';
import { oneClassSvm } from './one_class_svm';
import { rarity } from './rarity';
import { LEARNER_NAMES, learnerOf } from '../supervised/registry';
import { labelledDetector } from '../supervised/labelled_detector';

/** Only the strange side of a feature may set a line apart; how bad a line says things are is the prior's. */
interface StrangeSide {
  columns: readonly string[];
  oneSided: true;
}

/** Every detector of lines, by name. */
const LINE_DETECTORS: Record<string, (side: StrangeSide) => Detector<FeatureMatrix>> = {
  rarity,
  isolation_forest: (side) => isolationForest({ ...side, unseenLevel: UNSEEN_NATS }),
  one_class_svm: oneClassSvm,
  autoencoder,
  k_means: kMeansDetector,
  dbscan: dbscanDetector,
  hierarchical: hierarchicalDetector,
  // These learn from labels: a training without them ends with an error that says so.
  ...Object.fromEntries(
    LEARNER_NAMES.map((name) => [name, () => labelledDetector(learnerOf(name))]),
  ),
};

export const LINE_DETECTOR_NAMES: readonly string[] = Object.keys(LINE_DETECTORS);
/** Who judges lines when nobody says otherwise. */
export const DEFAULT_LINE_DETECTORS: readonly string[] = ['rarity', 'isolation_forest'];

/**
 * Refuses what cannot judge lines without labels, before anything is read.
 * @throws RangeError that says why
 */
export function checkLineDetectors(names: readonly string[]): void {
  for (const name of names) {
    if (LEARNER_NAMES.includes(name))
      throw new RangeError(
        `"${name}" learns from labels, and this training has none: ask for a supervised one, or choose from ` +
          `${LINE_DETECTOR_NAMES.filter((other) => !LEARNER_NAMES.includes(other)).join(', ')}.`,
      );
    lineDetector(name);
  }
}

/** Of the names of a supervised training, those who judge without labels and those who learn from them. */
export function splitLearners(names: readonly string[] = []): {
  detectors?: string[];
  classifiers?: string[];
} {
  const classifiers = names.filter((name) => LEARNER_NAMES.includes(name));
  const detectors = names.filter((name) => !LEARNER_NAMES.includes(name));
  return {
    ...(detectors.length > 0 ? { detectors } : {}),
    ...(classifiers.length > 0 ? { classifiers } : {}),
  };
}

/**
 * @param columns columns of the lines that are to be learned from
 * @throws RangeError that names the detectors there are
 */
export function lineDetector(
  name: string,
  columns: readonly string[] = STRANGENESS_COLUMNS,
): Detector<FeatureMatrix> {
  if (!Object.hasOwn(LINE_DETECTORS, name))
    throw new RangeError(
      `There is no detector "${name}" for lines; there are ${LINE_DETECTOR_NAMES.join(', ')}.`,
    );
  return LINE_DETECTORS[name]({ columns: strangenessOf(columns), oneSided: true });
}
