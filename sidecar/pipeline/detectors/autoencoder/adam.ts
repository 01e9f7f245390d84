const DECAY_MEAN = 0.9;
const DECAY_SQUARE = 0.999;
const TINY = 1e-8;

/** Adam (Kingma and Ba 2015) with its usual decay rates. */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private steps = 0;

  constructor(
    private readonly parameters: Float64Array,
    private readonly learningRate: number,
  ) {
    this.mean = new Float64Array(parameters.length);
    this.square = new Float64Array(parameters.length);
  }

  step(gradient: Float64Array): void {
    const { parameters, mean, square } = this;
    this.steps++;
    const correction = Math.sqrt(1 - DECAY_SQUARE ** this.steps) / (1 - DECAY_MEAN ** this.steps);
    const rate = this.learningRate * correction;
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      mean[i] = DECAY_MEAN * mean[i] + (1 - DECAY_MEAN) * g;
      square[i] = DECAY_SQUARE * square[i] + (1 - DECAY_SQUARE) * g * g;
      parameters[i] -= (rate * mean[i]) / (Math.sqrt(square[i]) + TINY);
    }
  }
}
