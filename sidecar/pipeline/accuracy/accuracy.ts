import { decisionFigures, f1AtTop, rankingFigures } from './metrics';

/** Accuracy of one way to judge; null where the test file has no labels. */
export interface AccuracyFigures {
  /** At the threshold that training alone chose. */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** In hindsight. */
  best_f1: number | null;
  /** When the top share of the units is flagged. */
  f1_at_budget: number | null;
  recall_at_fpr1: number | null;
  roc_auc: number | null;
  average_precision: number | null;
}

const NO_LABELS: AccuracyFigures = {
  precision: null,
  recall: null,
  f1: null,
  best_f1: null,
  f1_at_budget: null,
  recall_at_fpr1: null,
  roc_auc: null,
  average_precision: null,
};

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

export function accuracyOf(
  scores: Float64Array,
  flagged: Uint8Array,
  truth: Uint8Array | undefined,
  top: number,
): AccuracyFigures {
  if (!truth) return NO_LABELS;
  const ranking = rankingFigures(scores, truth);
  return {
    ...decisionFigures(flagged, truth),
    best_f1: orNull(ranking.best_f1),
    f1_at_budget: f1AtTop(scores, truth, top),
    recall_at_fpr1: orNull(ranking.recall_at_fpr1),
    roc_auc: orNull(ranking.roc_auc),
    average_precision: orNull(ranking.average_precision),
  };
}

export function flagAllF1(truth: Uint8Array | undefined): number | null {
  return truth ? decisionFigures(new Uint8Array(truth.length).fill(1), truth).f1 : null;
}
