import { accuracyOf, type AccuracyFigures } from '../accuracy';
import { sigmoid } from './logistic';
import type { TrainedClassifier } from './train_classifier';

export interface ConfusionMatrix {
  true_positives: number;
  false_positives: number;
  false_negatives: number;
  true_negatives: number;
}

export interface CurvePoint {
  /** Lowest score that is flagged, 0–100. */
  threshold: number;
  precision: number;
  recall: number;
}

export interface FeatureShare {
  feature: string;
  importance: number;
}

/** How labels were parted to judge each unit without its own. */
export interface LabelSplit {
  /** "time": stretches of time, never single units; "none": too few labels for it, so figures are too good. */
  method: 'time' | 'none';
  folds: number;
  /** Stretches of time. */
  blocks: number;
}

/** How good a classifier is on its own training labels, each unit judged without the labels of its time. */
export interface ClassifierReport extends AccuracyFigures {
  classifiers: string[];
  labelled: number;
  anomalous: number;
  split: LabelSplit;
  confusion_matrix: ConfusionMatrix;
  feature_importance: FeatureShare[];
  precision_recall_curve: CurvePoint[];
}

const MAX_FEATURES = 25;
const MAX_CURVE_POINTS = 100;

export function confusionMatrix(flagged: Uint8Array, truth: Uint8Array): ConfusionMatrix {
  const count = (flag: number, y: number) =>
    truth.reduce((sum, is, i) => sum + (is === y && flagged[i] === flag ? 1 : 0), 0);
  return {
    true_positives: count(1, 1),
    false_positives: count(1, 0),
    false_negatives: count(0, 1),
    true_negatives: count(0, 0),
  };
}

/** Precision and recall at each distinct score, highest first; of many, 100 spread over the ranking. */
export function precisionRecallCurve(scores: Float64Array, truth: Uint8Array): CurvePoint[] {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const positives = truth.reduce((sum, y) => sum + y, 0);
  const points: CurvePoint[] = [];
  if (positives === 0) return points;
  let hits = 0;
  order.forEach((unit, rank) => {
    hits += truth[unit];
    const isLastOfItsScore = scores[order[rank + 1]] !== scores[unit];
    if (isLastOfItsScore)
      points.push({
        threshold: scores[unit],
        precision: hits / (rank + 1),
        recall: hits / positives,
      });
  });
  if (points.length <= MAX_CURVE_POINTS) return points;
  // Most of what a curve tells lies before the last hit: behind it precision only falls.
  const end = points.findIndex(({ recall }) => recall === 1);
  const kept = Array.from({ length: MAX_CURVE_POINTS - 1 }, (_, k) =>
    Math.round((k * end) / (MAX_CURVE_POINTS - 2)),
  );
  return [...new Set(kept)].map((i) => points[i]).concat(points.slice(-1));
}

export const topFeatures = ({ classifier }: TrainedClassifier): FeatureShare[] =>
  classifier.importance().slice(0, MAX_FEATURES);

/** @param known 1 anomalous, 0 normal, −1 nothing */
export function classifierReport(
  trained: TrainedClassifier,
  known: Int8Array,
  top: number,
): ClassifierReport {
  const units = Array.from(known.keys()).filter((unit) => known[unit] >= 0);
  const truth = Uint8Array.from(units, (unit) => known[unit]);
  const scores = Float64Array.from(units, (unit) => trained.training.combined[unit]);
  const flagged = Uint8Array.from(scores, (odds) => (odds >= trained.threshold ? 1 : 0));
  const { folds } = trained;
  return {
    classifiers: trained.classifier.names,
    labelled: units.length,
    anomalous: truth.reduce((sum, y) => sum + y, 0),
    split: {
      method: folds ? 'time' : 'none',
      folds: folds?.folds ?? 1,
      blocks: folds?.blocks ?? 1,
    },
    ...accuracyOf(scores, flagged, truth, top),
    confusion_matrix: confusionMatrix(flagged, truth),
    feature_importance: topFeatures(trained),
    precision_recall_curve: precisionRecallCurve(
      scores.map((odds) => 100 * sigmoid(odds)),
      truth,
    ),
  };
}
