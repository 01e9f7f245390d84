import { addProduct, addProductTransposed, addTransposedProduct } from './kernels';
import { matricesOf, type NetworkMatrices, type NetworkShape } from './network';

/** Steps that gradients flow back through. */
const WINDOW = 64;

/**
 * Runs a network over a few sequences at once, a window of steps at a time; the state is carried from window to
 * window, gradients are not (truncated backpropagation through time, Williams and Peng 1990).
 * Rows are packed: step after step, and in each step the sequences that are that long, the longest first.
 */
export class SequenceRunner {
  private readonly matrices: NetworkMatrices;
  /** Gates of each token before the hidden state is added. */
  private readonly tokenGates: Float64Array;
  private sequences: readonly Int32Array[] = [];
  private weights: ArrayLike<number> = [];
  /** First step of the window, and steps in it. */
  private from = 0;
  private steps = 0;
  /** First row of each step of the window, and behind the last. */
  private readonly rowAt = new Int32Array(WINDOW + 1);
  private gates = new Float64Array(0);
  private cells = new Float64Array(0);
  private squashed = new Float64Array(0);
  private hidden = new Float64Array(0);
  /** Probability of each token as the next one, row by row. */
  private out = new Float64Array(0);
  private startHidden = new Float64Array(0);
  private startCells = new Float64Array(0);

  constructor(
    private readonly shape: NetworkShape,
    parameters: Float64Array,
  ) {
    this.matrices = matricesOf(shape, parameters);
    this.tokenGates = new Float64Array(shape.tokens * 4 * shape.hidden);
  }

  /**
   * @param sequences tokens, the longest sequence first; of each, all but the first are foretold
   * @param weights how much each sequence counts in gradients
   */
  begin(sequences: readonly Int32Array[], weights: ArrayLike<number>): void {
    this.sequences = sequences;
    this.weights = weights;
    this.from = 0;
    this.steps = 0;
    this.startHidden = new Float64Array(sequences.length * this.shape.hidden);
    this.startCells = new Float64Array(sequences.length * this.shape.hidden);
  }

  /**
   * Foretells the next window of steps.
   * @returns false when all sequences have come to their ends
   */
  forward(): boolean {
    this.carryState();
    this.from += this.steps;
    this.layOut();
    if (this.steps === 0) return false;
    this.prepareTokens();
    for (let step = 0; step < this.steps; step++) this.forwardStep(step);
    this.foretell();
    return true;
  }

  private get rows(): number {
    return this.rowAt[this.steps];
  }

  private rowsOf(step: number): number {
    return this.rowAt[step + 1] - this.rowAt[step];
  }

  private layOut(): void {
    const { hidden, tokens } = this.shape;
    let live = this.sequences.length;
    this.steps = 0;
    while (this.steps < WINDOW) {
      while (live > 0 && this.sequences[live - 1].length <= this.from + this.steps + 1) live--;
      if (live === 0) break;
      this.rowAt[this.steps + 1] = this.rowAt[this.steps] + live;
      this.steps++;
    }
    const { rows } = this;
    if (this.hidden.length >= rows * hidden) return;
    this.gates = new Float64Array(rows * 4 * hidden);
    this.cells = new Float64Array(rows * hidden);
    this.squashed = new Float64Array(rows * hidden);
    this.hidden = new Float64Array(rows * hidden);
    this.out = new Float64Array(rows * tokens);
  }

  private carryState(): void {
    if (this.steps === 0) return;
    const { hidden } = this.shape;
    const from = this.rowAt[this.steps - 1] * hidden;
    const to = this.rowAt[this.steps] * hidden;
    this.startHidden.set(this.hidden.subarray(from, to));
    this.startCells.set(this.cells.subarray(from, to));
  }

  private prepareTokens(): void {
    const { tokens, embedding, hidden } = this.shape;
    const { tokenGates, matrices } = this;
    for (let token = 0; token < tokens; token++)
      tokenGates.set(matrices.gateBias, token * 4 * hidden);
    addProduct(
      tokenGates,
      0,
      matrices.embedding,
      0,
      matrices.fromInput,
      tokens,
      embedding,
      4 * hidden,
    );
  }

  private forwardStep(step: number): void {
    const width = this.shape.hidden;
    const wide = 4 * width;
    const rows = this.rowsOf(step);
    const first = this.rowAt[step];
    const { gates, cells, squashed, hidden, tokenGates } = this;
    for (let row = 0; row < rows; row++) {
      const at = this.sequences[row][this.from + step] * wide;
      const to = (first + row) * wide;
      for (let j = 0; j < wide; j++) gates[to + j] = tokenGates[at + j];
    }
    const before = step > 0 ? hidden : this.startHidden;
    const beforeCells = step > 0 ? cells : this.startCells;
    const beforeAt = step > 0 ? this.rowAt[step - 1] * width : 0;
    const { fromHidden } = this.matrices;
    addProduct(gates, first * wide, before, beforeAt, fromHidden, rows, width, wide);
    for (let row = 0; row < rows; row++) {
      const gate = (first + row) * wide;
      const to = (first + row) * width;
      for (let j = 0; j < width; j++) {
        const input = sigmoid(gates[gate + j]);
        const forget = sigmoid(gates[gate + width + j]);
        const output = sigmoid(gates[gate + 2 * width + j]);
        const candidate = Math.tanh(gates[gate + 3 * width + j]);
        const cell = forget * beforeCells[beforeAt + row * width + j] + input * candidate;
        gates[gate + j] = input;
        gates[gate + width + j] = forget;
        gates[gate + 2 * width + j] = output;
        gates[gate + 3 * width + j] = candidate;
        cells[to + j] = cell;
        squashed[to + j] = Math.tanh(cell);
        hidden[to + j] = output * squashed[to + j];
      }
    }
  }

  private foretell(): void {
    const { tokens, hidden: width } = this.shape;
    const { out, rows } = this;
    for (let row = 0; row < rows; row++) out.set(this.matrices.outBias, row * tokens);
    addProduct(out, 0, this.hidden, 0, this.matrices.out, rows, width, tokens);
    for (let row = 0; row < rows; row++) {
      const from = row * tokens;
      let greatest = -Infinity;
      for (let j = 0; j < tokens; j++) greatest = Math.max(greatest, out[from + j]);
      let sum = 0;
      for (let j = 0; j < tokens; j++) sum += out[from + j] = Math.exp(out[from + j] - greatest);
      for (let j = 0; j < tokens; j++) out[from + j] /= sum;
    }
  }

  /** Calls `visit` with what the window foretold: the probability of the token that came at a place of a sequence. */
  forEachForetold(visit: (sequence: number, place: number, probability: number) => void): void {
    const { tokens } = this.shape;
    for (let step = 0; step < this.steps; step++)
      for (let row = 0; row < this.rowsOf(step); row++) {
        const place = this.from + step + 1;
        const token = this.sequences[row][place];
        visit(row, place, this.out[(this.rowAt[step] + row) * tokens + token]);
      }
  }

  /** Adds the gradient of the window's Σ weight · −ln P(next token) to `gradient`. To be called once after forward. */
  backward(gradient: Float64Array): void {
    const { tokens, hidden: width } = this.shape;
    const wide = 4 * width;
    const { out, rows, matrices } = this;
    const slopes = matricesOf(this.shape, gradient);
    for (let step = 0; step < this.steps; step++)
      for (let row = 0; row < this.rowsOf(step); row++) {
        const from = (this.rowAt[step] + row) * tokens;
        out[from + this.sequences[row][this.from + step + 1]] -= 1;
        for (let j = 0; j < tokens; j++) out[from + j] *= this.weights[row];
      }
    addTransposedProduct(slopes.out, this.hidden, 0, out, 0, rows, width, tokens);
    addColumnSums(slopes.outBias, out, rows);
    const hiddenSlopes = new Float64Array(rows * width);
    addProductTransposed(hiddenSlopes, 0, out, 0, matrices.out, rows, tokens, width);
    const cellSlopes = new Float64Array(this.sequences.length * width);
    const tokenSlopes = new Float64Array(tokens * wide);
    for (let step = this.steps - 1; step >= 0; step--)
      this.backwardStep(step, hiddenSlopes, cellSlopes, tokenSlopes, slopes.fromHidden);
    addColumnSums(slopes.gateBias, tokenSlopes, tokens);
    const { embedding } = this.shape;
    addTransposedProduct(
      slopes.fromInput,
      matrices.embedding,
      0,
      tokenSlopes,
      0,
      tokens,
      embedding,
      wide,
    );
    addProductTransposed(
      slopes.embedding,
      0,
      tokenSlopes,
      0,
      matrices.fromInput,
      tokens,
      wide,
      embedding,
    );
  }

  /** The gates of the step become their slopes; slopes of the hidden state and the cells go back to the step before. */
  private backwardStep(
    step: number,
    hiddenSlopes: Float64Array,
    cellSlopes: Float64Array,
    tokenSlopes: Float64Array,
    fromHiddenSlopes: Float64Array,
  ): void {
    const width = this.shape.hidden;
    const wide = 4 * width;
    const rows = this.rowsOf(step);
    const first = this.rowAt[step];
    const { gates, squashed } = this;
    const before = step > 0 ? this.hidden : this.startHidden;
    const beforeCells = step > 0 ? this.cells : this.startCells;
    const beforeAt = step > 0 ? this.rowAt[step - 1] * width : 0;
    for (let row = 0; row < rows; row++) {
      const gate = (first + row) * wide;
      const at = (first + row) * width;
      for (let j = 0; j < width; j++) {
        const input = gates[gate + j];
        const forget = gates[gate + width + j];
        const output = gates[gate + 2 * width + j];
        const candidate = gates[gate + 3 * width + j];
        const slope = hiddenSlopes[at + j];
        const squash = squashed[at + j];
        const cell = cellSlopes[row * width + j] + slope * output * (1 - squash * squash);
        const cellBefore = beforeCells[beforeAt + row * width + j];
        gates[gate + j] = cell * candidate * input * (1 - input);
        gates[gate + width + j] = cell * cellBefore * forget * (1 - forget);
        gates[gate + 2 * width + j] = slope * squash * output * (1 - output);
        gates[gate + 3 * width + j] = cell * input * (1 - candidate * candidate);
        cellSlopes[row * width + j] = cell * forget;
      }
      const token = this.sequences[row][this.from + step] * wide;
      for (let j = 0; j < wide; j++) tokenSlopes[token + j] += gates[gate + j];
    }
    const { fromHidden } = this.matrices;
    addTransposedProduct(
      fromHiddenSlopes,
      before,
      beforeAt,
      gates,
      first * wide,
      rows,
      width,
      wide,
    );
    if (step > 0)
      addProductTransposed(
        hiddenSlopes,
        beforeAt,
        gates,
        first * wide,
        fromHidden,
        rows,
        wide,
        width,
      );
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function addColumnSums(sums: Float64Array, values: Float64Array, rows: number): void {
  const width = sums.length;
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < width; j++) sums[j] += values[row * width + j];
}
