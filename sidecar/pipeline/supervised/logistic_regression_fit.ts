import type { FitProgress } from '../detectors/detector';
import type { LabelledRows } from './labelled_rows';
import { minimise } from './lbfgs';
import { logLoss, sigmoid } from './logistic';
import { pickSparseRows, type SparseMatrix } from './sparse_matrix';

export interface LogisticRegressionOptions {
  /** Inverse strength of the penalty on the weights, as in scikit-learn. Default 1. */
  c?: number;
}

export interface LinearModel {
  weights: Float64Array;
  intercept: number;
}

const MAX_STEPS = 300;
const TOLERANCE = 1e-5;

/**
 * Logistic regression: minimises Σ weight · log loss + ‖w‖² / 2c over the labelled rows; the intercept is free.
 */
export function* fitLogistic(
  matrix: SparseMatrix,
  { rows: labelled, truth, weights: rowWeights }: LabelledRows,
  { c = 1 }: LogisticRegressionOptions,
  signal?: AbortSignal,
): Generator<FitProgress, LinearModel> {
  const learned = labelled.length === matrix.rows ? matrix : pickSparseRows(matrix, labelled);
  const { rows, width, offsets, columns, values } = learned;
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  const penalty = 1 / (c * total);
  // Divided by the total weight, so that the tolerance means the same for few and for many rows.
  const objective = (at: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      let odds = at[width];
      for (let k = offsets[row]; k < offsets[row + 1]; k++) odds += at[columns[k]] * values[k];
      const weight = rowWeights[row] / total;
      loss += weight * logLoss(odds, truth[row]);
      const error = weight * (sigmoid(odds) - truth[row]);
      for (let k = offsets[row]; k < offsets[row + 1]; k++)
        gradient[columns[k]] += error * values[k];
      gradient[width] += error;
    }
    for (let column = 0; column < width; column++) {
      loss += (penalty / 2) * at[column] * at[column];
      gradient[column] += penalty * at[column];
    }
    return loss;
  };
  const at = new Float64Array(width + 1);
  const options = { maxSteps: MAX_STEPS, tolerance: TOLERANCE, signal };
  for (const step of minimise(objective, at, options))
    yield { phase: 'Fitting a logistic regression', fraction: step / MAX_STEPS };
  return { weights: at.slice(0, width), intercept: at[width] };
}

/** Log-odds of each row. */
export function linearOdds(
  { weights, intercept }: LinearModel,
  { rows, offsets, columns, values }: SparseMatrix,
): Float64Array {
  const odds = new Float64Array(rows).fill(intercept);
  for (let row = 0; row < rows; row++)
    for (let k = offsets[row]; k < offsets[row + 1]; k++)
      odds[row] += weights[columns[k]] * values[k];
  return odds;
}
