import type { FitProgress } from '../detectors/detector';
import { Random } from '../random';
import { binMatrix } from './binned_matrix';
import { BoostGrower, type BoostRules } from './gradient_boosting_grow';
import type { LabelledRows } from './labelled_rows';
import { logLoss, sigmoid } from './logistic';
import { pickRows, type NumberMatrix } from './number_matrix';
import { shares } from './random_forest_fit';
import { leafOf, TreesBuilder, type Trees } from './trees';

export interface GradientBoostingOptions extends Partial<BoostRules> {
  /** Most trees, 1–2,000. Default 150. */
  trees?: number;
  /** Share of the rows that each tree is grown on. Default 0.7. */
  subsample?: number;
  /** Share of the columns that each tree may split on. Default 0.5. */
  columnShare?: number;
  /** Growing stops when the rows left out have not gained for so many trees. Default 20; 0 never stops. */
  patience?: number;
}

export interface FittedBoosting {
  trees: Trees;
  /** Log-odds before any tree: 0 where both kinds weigh the same. */
  base: number;
  /** Share of each column in all loss taken away; adds up to 1, or all 0 where nothing split. */
  importance: Float64Array;
}

/**
 * Stochastic gradient boosting with logistic loss (Friedman 2001, 2002), second-order leaves and gains (Chen and
 * Guestrin 2016). It stops by the loss of the rows that a tree did not see (Ridgeway's out-of-bag estimate): that needs
 * no labels put aside, which few labels could not spare.
 */
export function* fitBoosting(
  matrix: NumberMatrix,
  { rows: labelled, truth, weights }: LabelledRows,
  options: GradientBoostingOptions,
  seed: number,
  signal?: AbortSignal,
): Generator<FitProgress, FittedBoosting> {
  const { trees: most = 150, subsample = 0.7, columnShare = 0.5, patience = 20 } = options;
  const rules: BoostRules = {
    maxDepth: options.maxDepth ?? 4,
    minLeafHessian: options.minLeafHessian ?? 1,
    lambda: options.lambda ?? 1,
    learningRate: options.learningRate ?? 0.1,
  };
  const { width } = matrix;
  const learned = labelled.length === matrix.rows ? matrix : pickRows(matrix, labelled);
  const grower = new BoostGrower(binMatrix(learned), rules, new Float64Array(width));
  const builder = new TreesBuilder(width);
  const random = new Random(seed);
  const n = truth.length;
  let positive = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    positive += weights[i] * truth[i];
    total += weights[i];
  }
  const base = Math.log(positive / (total - positive));
  const odds = new Float64Array(n).fill(base);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const perTree = Math.max(1, Math.round(subsample * n));
  const columnsPerTree = Math.max(1, Math.round(columnShare * width));
  let improved = 0;
  let bestImproved = 0;
  let kept = 0;
  let keptGain = grower.gain;
  for (let tree = 0; tree < most; tree++) {
    signal?.throwIfAborted();
    yield { phase: 'Boosting trees', fraction: tree / most };
    for (let i = 0; i < n; i++) {
      const p = sigmoid(odds[i]);
      gradient[i] = weights[i] * (p - truth[i]);
      hessian[i] = Math.max(1e-16, weights[i] * p * (1 - p));
    }
    const rows = random.sample(n, perTree).sort();
    const columns = random.sample(width, columnsPerTree).sort();
    const isIn = new Uint8Array(n);
    for (const row of rows) isIn[row] = 1;
    grower.grow(builder, rows, columns, gradient, hessian);
    const grown = builder.peek();
    for (let i = 0; i < n; i++) {
      const before = odds[i];
      odds[i] += grown.value[leafOf(grown, tree, learned.values, i * width)];
      if (isIn[i] === 0)
        improved += weights[i] * (logLoss(before, truth[i]) - logLoss(odds[i], truth[i]));
    }
    if (improved > bestImproved || perTree === n || patience === 0) {
      bestImproved = improved;
      kept = tree + 1;
      keptGain = grower.gain.slice();
    } else if (tree + 1 - kept >= patience) break;
  }
  return { trees: builder.finish(Math.max(1, kept)), base, importance: shares(keptGain) };
}
