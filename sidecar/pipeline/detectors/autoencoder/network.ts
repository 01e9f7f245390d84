import type { Random } from '../../random';
import { addWeightGradients, backThrough, denseLayer } from './dense_layer';

/**
 * A feed-forward network: tanh in all layers but the last, which is linear. Parameters lie in one array: for each
 * layer its weights (outputs × inputs, row after row), then its biases.
 */
export class Network {
  /** Position of each layer's weights in the parameters; one more entry at the end. */
  private readonly starts: number[] = [0];
  /** Activations by layer, the input first, and gradients by them. */
  private activations: Float64Array[] = [];
  private gradients: Float64Array[] = [];
  private capacity = 0;

  /** @param sizes numbers in each layer, the input first */
  constructor(
    readonly sizes: readonly number[],
    readonly parameters: Float64Array = new Float64Array(parameterCount(sizes)),
  ) {
    for (let layer = 1; layer < sizes.length; layer++)
      this.starts.push(this.starts[layer - 1] + (sizes[layer - 1] + 1) * sizes[layer]);
    if (parameters.length !== this.starts[sizes.length - 1])
      throw new RangeError(
        `${parameters.length} parameters do not fit layers of ${sizes.join('-')}`,
      );
  }

  /** Starting weights of Glorot and Bengio (2010): uniform within ±√(6 / (inputs + outputs)); biases 0. */
  initialise(random: Random): this {
    for (let layer = 1; layer < this.sizes.length; layer++) {
      const [inputs, outputs] = [this.sizes[layer - 1], this.sizes[layer]];
      const limit = Math.sqrt(6 / (inputs + outputs));
      const start = this.starts[layer - 1];
      for (let i = 0; i < inputs * outputs; i++)
        this.parameters[start + i] = (2 * random.uniform() - 1) * limit;
    }
    return this;
  }

  /** Multiply-adds that one row costs on its way through. */
  get cost(): number {
    return this.parameters.length;
  }

  /**
   * Output for rows of an input, valid until the next call.
   * @param values rows × sizes[0] numbers, from `start`
   */
  forward(values: Float32Array | Float64Array, start: number, rows: number): Float64Array {
    const { sizes } = this;
    this.reserve(rows);
    const input = this.activations[0];
    for (let i = 0; i < rows * sizes[0]; i++) input[i] = values[start + i];
    for (let layer = 1; layer < sizes.length; layer++) {
      const [inputs, outputs] = [sizes[layer - 1], sizes[layer]];
      const out = this.activations[layer];
      denseLayer(
        this.activations[layer - 1],
        inputs,
        out,
        outputs,
        rows,
        this.parameters,
        this.starts[layer - 1],
      );
      if (layer < sizes.length - 1)
        for (let i = 0; i < rows * outputs; i++) out[i] = Math.tanh(out[i]);
    }
    return this.activations[sizes.length - 1];
  }

  /**
   * Gradient of a loss by all parameters, after {@link forward} of the same rows.
   * @param byOutput gradient of the loss by each output, rows × the last size
   * @param into gets the gradient; its former content is lost
   */
  backward(byOutput: Float64Array, rows: number, into: Float64Array): void {
    const { sizes, gradients, activations, parameters, starts } = this;
    const last = sizes.length - 1;
    into.fill(0);
    gradients[last].set(byOutput.subarray(0, rows * sizes[last]));
    for (let layer = last; layer >= 1; layer--) {
      const [inputs, outputs] = [sizes[layer - 1], sizes[layer]];
      const below = activations[layer - 1];
      addWeightGradients(below, inputs, gradients[layer], outputs, rows, into, starts[layer - 1]);
      if (layer === 1) break;
      const byInput = gradients[layer - 1];
      backThrough(gradients[layer], outputs, byInput, inputs, rows, parameters, starts[layer - 1]);
      // tanh' = 1 − tanh².
      for (let i = 0; i < rows * inputs; i++) byInput[i] *= 1 - below[i] * below[i];
    }
  }

  private reserve(rows: number): void {
    if (rows <= this.capacity) return;
    this.capacity = rows;
    this.activations = this.sizes.map((size) => new Float64Array(rows * size));
    this.gradients = this.sizes.map((size) => new Float64Array(rows * size));
  }
}

export function parameterCount(sizes: readonly number[]): number {
  let count = 0;
  for (let layer = 1; layer < sizes.length; layer++) count += (sizes[layer - 1] + 1) * sizes[layer];
  return count;
}
