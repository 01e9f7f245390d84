const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Adam (Kingma and Ba 2015, algorithm 1) on gradients clipped to a norm. */
export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(
    private readonly parameters: Float64Array,
    private readonly maxNorm: number,
  ) {
    this.first = new Float64Array(parameters.length);
    this.second = new Float64Array(parameters.length);
  }

  step(gradient: Float64Array, learningRate: number): void {
    const { parameters, first, second } = this;
    this.steps++;
    let squares = 0;
    for (const slope of gradient) squares += slope * slope;
    const shrink = Math.min(1, this.maxNorm / Math.sqrt(squares || 1));
    const rate = learningRate / (1 - BETA1 ** this.steps);
    const unbias = 1 / (1 - BETA2 ** this.steps);
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i] * shrink;
      first[i] += (1 - BETA1) * (slope - first[i]);
      second[i] += (1 - BETA2) * (slope * slope - second[i]);
      parameters[i] -= (rate * first[i]) / (Math.sqrt(second[i] * unbias) + EPSILON);
    }
  }
}
