import type { FeatureMatrix } from '../../features/matrix';
import type { Network } from './network';

const ROWS_AT_ONCE = 256;

/** Mean squared difference of each row and what the network makes of it. */
export function reconstructionErrors(
  network: Network,
  { rows, values }: FeatureMatrix,
): Float64Array {
  const width = network.sizes[0];
  const errors = new Float64Array(rows);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const output = network.forward(values, from * width, count);
    for (let row = 0; row < count; row++) {
      let squares = 0;
      for (let i = 0; i < width; i++)
        squares += (output[row * width + i] - values[(from + row) * width + i]) ** 2;
      errors[from + row] = squares / width;
    }
  }
  return errors;
}

/**
 * Mean, over weighted rows, of the mean squared error, and its gradient by all parameters.
 * @param values rows × width numbers
 * @param weights one a row
 * @param into gets the gradient
 */
export function lossGradient(
  network: Network,
  values: Float64Array,
  weights: Float64Array,
  rows: number,
  into: Float64Array,
): number {
  const width = network.sizes[0];
  const output = network.forward(values, 0, rows);
  let mass = 0;
  for (let row = 0; row < rows; row++) mass += weights[row];
  const byOutput = new Float64Array(rows * width);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const factor = weights[row] / (mass * width);
    for (let i = row * width; i < (row + 1) * width; i++) {
      const difference = output[i] - values[i];
      loss += factor * difference * difference;
      byOutput[i] = 2 * factor * difference;
    }
  }
  network.backward(byOutput, rows, into);
  return loss;
}
