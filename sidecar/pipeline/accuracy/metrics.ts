/** Accuracy of a ranking against the truth, as scikit-learn defines each figure. */
export interface RankingFigures {
  roc_auc: number;
  average_precision: number;
  recall_at_fpr1: number;
  /** With the best threshold in hindsight: nobody can know it beforehand. */
  best_f1: number;
}

export interface DecisionFigures {
  precision: number;
  recall: number;
  f1: number;
}

const MAX_FPR = 0.01;

/** One step down the ranking: all units with the same score are taken together. */
interface Step {
  truePositives: number;
  falsePositives: number;
}

/**
 * Counts of true and false positives at each distinct score, highest first.
 * @param truth 1 for anomalous
 */
function steps(scores: Float64Array, truth: Uint8Array): Step[] {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const out: Step[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  order.forEach((unit, rank) => {
    if (truth[unit] === 1) truePositives++;
    else falsePositives++;
    const last = rank === order.length - 1;
    if (last || scores[order[rank + 1]] !== scores[unit])
      out.push({ truePositives, falsePositives });
  });
  return out;
}

/**
 * ROC-AUC (area by trapezoids, so ties count half), average precision (Σ (Rₙ − Rₙ₋₁)·Pₙ), recall at no more
 * than 1 % false positives, best F1. NaN where there are no anomalous or no normal units.
 */
export function rankingFigures(scores: Float64Array, truth: Uint8Array): RankingFigures {
  const positives = truth.reduce((sum, y) => sum + y, 0);
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0)
    return { roc_auc: NaN, average_precision: NaN, recall_at_fpr1: NaN, best_f1: NaN };
  let area = 0;
  let averagePrecision = 0;
  let recallAtFpr1 = 0;
  let bestF1 = 0;
  let before: Step = { truePositives: 0, falsePositives: 0 };
  for (const step of steps(scores, truth)) {
    const recall = step.truePositives / positives;
    const precision = step.truePositives / (step.truePositives + step.falsePositives);
    area +=
      ((step.falsePositives - before.falsePositives) / negatives) *
      ((step.truePositives + before.truePositives) / 2 / positives);
    averagePrecision += (recall - before.truePositives / positives) * precision;
    if (step.falsePositives / negatives <= MAX_FPR) recallAtFpr1 = recall;
    bestF1 = Math.max(bestF1, f1Of(precision, recall));
    before = step;
  }
  return {
    roc_auc: area,
    average_precision: averagePrecision,
    recall_at_fpr1: recallAtFpr1,
    best_f1: bestF1,
  };
}

const f1Of = (precision: number, recall: number) =>
  precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;

/** Precision, recall and F1 of flags; 0 where nothing is flagged or nothing is anomalous. */
export function decisionFigures(flagged: Uint8Array, truth: Uint8Array): DecisionFigures {
  let hits = 0;
  let flags = 0;
  let positives = 0;
  for (let i = 0; i < truth.length; i++) {
    hits += flagged[i] & truth[i];
    flags += flagged[i];
    positives += truth[i];
  }
  const precision = flags > 0 ? hits / flags : 0;
  const recall = positives > 0 ? hits / positives : 0;
  return { precision, recall, f1: f1Of(precision, recall) };
}

/** F1 when the top `share` of the units is flagged; of equal scores the earlier unit comes first. */
export function f1AtTop(scores: Float64Array, truth: Uint8Array, share: number): number {
  const k = Math.max(1, Math.round(share * scores.length));
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  const flagged = new Uint8Array(scores.length);
  for (const unit of order.slice(0, k)) flagged[unit] = 1;
  return decisionFigures(flagged, truth).f1;
}
