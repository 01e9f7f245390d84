import type { FitProgress } from '../detectors/detector';
import { outOfFold, type TimeFolds } from './folds';
import type { Labels } from './labelled_rows';
import type { LearnOptions } from './learner';
import { part } from './steps';
import { ownOdds } from './threshold';
import { DEFAULT_LEARNERS, UnitClassifier, type Odds } from './unit_classifier';
import type { UnitFeatures } from './unit_features';

export interface TrainClassifierOptions extends LearnOptions {
  /** Names from the registry. Default: {@link DEFAULT_LEARNERS}. */
  classifiers?: readonly string[];
}

export interface TrainedClassifier {
  classifier: UnitClassifier;
  /** Odds from which on a unit is flagged: chosen on the training units, each judged without its own label. */
  threshold: number;
  /** The same for each classifier by itself. */
  memberThresholds: number[];
  /** Odds of the training units, each judged without the labels of its stretch of time. */
  training: Odds;
  /** How they were parted; undefined where there were too few labels for it. */
  folds: TimeFolds | undefined;
}

/** Share of the work that cross-validation is. */
const VALIDATION_SHARE = 0.8;

/**
 * Learns from labels and chooses a threshold, on these units alone.
 * @param features of units in order of time, labelled or not
 * @throws LabelsError without labels of both kinds, RangeError for unknown classifiers
 */
export function* trainClassifier(
  features: UnitFeatures,
  labels: Labels,
  { classifiers: names = DEFAULT_LEARNERS, ...options }: TrainClassifierOptions,
): Generator<FitProgress, TrainedClassifier> {
  const learn = (known: Labels) => UnitClassifier.learn(features, known, names, options);
  const judge = function* (known: Labels) {
    const { members, combined } = (yield* learn(known)).odds(features);
    return [...members, combined];
  };
  const { odds, folds } = yield* part(outOfFold(labels, judge), 0, VALIDATION_SHARE);
  const classifier = yield* part(learn(labels), VALIDATION_SHARE, 1 - VALIDATION_SHARE);
  const thresholds = odds.map((own) => ownOdds(own, labels));
  return {
    classifier,
    threshold: thresholds[names.length],
    memberThresholds: thresholds.slice(0, names.length),
    training: { members: odds.slice(0, names.length), combined: odds[names.length] },
    folds,
  };
}
