import { MAX_FLAGGED_SHARE } from '../pipeline/scoring';
import {
  classifierReport,
  confusionMatrix,
  drainPolitely,
  LabelsError,
  precisionRecallCurve,
  sigmoid,
  topFeatures,
  trainClassifier,
  type ClassifierReport,
  type ConfusionMatrix,
  type CurvePoint,
  type FeatureShare,
  type TrainedClassifier,
} from '../pipeline/supervised';
import { accuracyOf, flagAllF1, type EvaluationReport } from './report';
import { EvaluateError, type Rows } from './rows';
import { lineUnits, sessionUnits, type SupervisedUnits } from './supervised_units';

export interface SupervisedOptions {
  /** Names of classifiers; a default where left out. */
  detectors?: string[];
  /** Alerts a day. */
  budget?: number;
  top: number;
  seed: number;
  signal?: AbortSignal;
}

/** What `anomalies evaluate --supervised --json` prints more. */
export interface SupervisedReport extends EvaluationReport {
  /** On the test file; null where it has no labels. */
  confusion_matrix: ConfusionMatrix | null;
  feature_importance: FeatureShare[];
  /** On the test file; null where it has no labels. Thresholds are scores of 0–100. */
  precision_recall_curve: CurvePoint[] | null;
  /** How good it is on the training labels, each unit judged without the labels of its time. */
  cross_validation: ClassifierReport;
}

export interface SupervisedEvaluation {
  report: SupervisedReport;
  scores: { unit: string; score: number; flagged: boolean }[];
}

const DAY_MS = 86_400_000;

/**
 * Learns from the labels of the training file and judges the test file, whose labels are looked at for the figures
 * alone. A score is 100 times the probability that a unit is anomalous, were both kinds as frequent.
 * @throws EvaluateError without training labels of both kinds, RangeError for unknown classifiers
 */
export async function evaluateSupervised(
  train: Rows,
  test: Rows,
  options: SupervisedOptions,
): Promise<SupervisedEvaluation> {
  const started = performance.now();
  if (train.known.every((label) => label < 0))
    throw new EvaluateError(
      'The training file has no labels to learn from: give some lines "label": 0 or 1.',
    );
  const units = await (test.sessions ? sessionUnits : lineUnits)(train, test, options);
  const trained = await learn(units, options);
  const learned = performance.now();
  const { features, names } = units.test();
  const { members, combined } = trained.classifier.odds(features);
  const flagged = flagsOf(combined, thresholdOf(trained, train, options.budget));
  const done = performance.now();
  const { truth } = units;
  const scores = combined.map((odds) => 100 * sigmoid(odds));
  const byDetector = trained.classifier.names.map((name, k) => {
    const flags = flagsOf(members[k], trained.memberThresholds[k]);
    return [name, accuracyOf(members[k], flags, truth, options.top)] as const;
  });
  const report: SupervisedReport = {
    units: names.length,
    anomalous: truth ? truth.reduce((sum, y) => sum + y, 0) : null,
    ...accuracyOf(combined, flagged, truth, options.top),
    flag_all_f1: flagAllF1(truth),
    lines_per_second: (1000 * test.events.length) / (done - learned),
    train_seconds: (learned - started) / 1000,
    score_seconds: (done - learned) / 1000,
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
    by_detector: Object.fromEntries(byDetector),
    confusion_matrix: truth ? confusionMatrix(flagged, truth) : null,
    feature_importance: topFeatures(trained),
    precision_recall_curve: truth ? precisionRecallCurve(scores, truth) : null,
    cross_validation: classifierReport(trained, units.labels.known, options.top),
  };
  return {
    report,
    scores: names.map((unit, i) => ({
      unit,
      score: scores[i],
      flagged: flagged[i] === 1,
    })),
  };
}

async function learn(
  { training, labels }: SupervisedUnits,
  { detectors, seed, signal }: SupervisedOptions,
): Promise<TrainedClassifier> {
  try {
    const steps = trainClassifier(training, labels, { classifiers: detectors, seed, signal });
    return await drainPolitely(steps);
  } catch (error) {
    if (error instanceof LabelsError) throw new EvaluateError(error.message);
    throw error;
  }
}

/** Odds from which on units are flagged: so many as the budget allows, or those that training chose. */
function thresholdOf(trained: TrainedClassifier, train: Rows, budget: number | undefined): number {
  if (budget === undefined) return trained.threshold;
  const odds = Float64Array.from(trained.training.combined).sort();
  const times = train.events.map(({ timestampMs }) => timestampMs).filter((ms) => !isNaN(ms));
  const days = times.length > 1 ? (greatest(times) - least(times)) / DAY_MS : 1;
  const most = Math.floor(MAX_FLAGGED_SHARE * odds.length);
  return odds[odds.length - Math.max(1, Math.min(most, Math.round(budget * days)))];
}

const flagsOf = (odds: Float64Array, threshold: number) =>
  Uint8Array.from(odds, (value) => (value >= threshold ? 1 : 0));

const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
