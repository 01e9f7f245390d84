import { Random } from '../../../../../../sidecar/pipeline/random';
import {
  addProduct,
  addProductTransposed,
  addTransposedProduct,
} from '../../../../../../sidecar/pipeline/sessions/lstm/kernels';
import { Adam } from '../../../../../../sidecar/pipeline/sessions/lstm/adam';
import {
  initialParameters,
  matricesOf,
} from '../../../../../../sidecar/pipeline/sessions/lstm/network';
import { SequenceRunner } from '../../../../../../sidecar/pipeline/sessions/lstm/runner';
import { trainNetwork } from '../../../../../../sidecar/pipeline/sessions/lstm/train';

const SHAPE = { tokens: 6, embedding: 3, hidden: 5 };
const SEQUENCES = [
  [5, 0, 1, 2, 3, 4],
  [5, 1, 1, 0, 4],
  [5, 2],
].map((tokens) => Int32Array.from(tokens));
const WEIGHTS = [1, 2, 0.5];

/** Σ weight · −ln P of all that is to be foretold. */
function lossOf(parameters: Float64Array, sequences = SEQUENCES): number {
  const runner = new SequenceRunner(SHAPE, parameters);
  let loss = 0;
  runner.begin(sequences, WEIGHTS);
  while (runner.forward())
    runner.forEachForetold((sequence, _, p) => (loss -= WEIGHTS[sequence] * Math.log(p)));
  return loss;
}

describe('LSTM network', () => {
  it('should have the gradients that small changes of each parameter show', () => {
    const parameters = initialParameters(SHAPE, new Random(1));
    const gradient = new Float64Array(parameters.length);
    const runner = new SequenceRunner(SHAPE, parameters);
    runner.begin(SEQUENCES, WEIGHTS);
    expect(runner.forward()).toBe(true);
    runner.backward(gradient);
    expect(runner.forward()).toBe(false);
    const change = 1e-5;
    const numeric = parameters.map((value, i) => {
      const around = [value + change, value - change].map((near) => {
        parameters[i] = near;
        return lossOf(parameters);
      });
      parameters[i] = value;
      return (around[0] - around[1]) / (2 * change);
    });
    numeric.forEach((slope, i) => expect(gradient[i]).toBeCloseTo(slope, 7));
    expect(Math.max(...gradient)).toBeGreaterThan(0.1);
  });

  it('should be one step of an LSTM as the equations say', () => {
    const shape = { tokens: 2, embedding: 1, hidden: 1 };
    const parameters = initialParameters(shape, new Random(1));
    const { embedding, fromInput, gateBias, out, outBias } = matricesOf(shape, parameters);
    embedding.set([0.5, 0]);
    fromInput.set([1, 2, 3, 4]);
    gateBias.set([0.1, 0.2, 0.3, 0.4]);
    out.set([1, -1]);
    outBias.set([0.5, 0]);
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    // From nothing held, whatever is forgotten: c = σ(i) tanh(g), h = σ(o) tanh(c).
    const hidden = sigmoid(1.8) * Math.tanh(sigmoid(0.6) * Math.tanh(2.4));
    const expected = sigmoid(hidden + 0.5 - -hidden);
    const runner = new SequenceRunner(shape, parameters);
    runner.begin([Int32Array.of(0, 0)], [1]);
    runner.forward();
    const found: number[] = [];
    runner.forEachForetold((_, place, p) => found.push(place, p));
    expect(found).toEqual([1, expect.closeTo(expected, 12)]);
  });

  it('should carry its state from one window of steps to the next', () => {
    const parameters = initialParameters(SHAPE, new Random(2));
    const long = Int32Array.from({ length: 150 }, (_, i) => (i * i) % SHAPE.tokens);
    const probabilityAt = (place: number, tokens: Int32Array, beside: Int32Array[]) => {
      const runner = new SequenceRunner(SHAPE, parameters);
      let found = NaN;
      runner.begin([tokens, ...beside], []);
      while (runner.forward())
        runner.forEachForetold((row, at, p) => {
          if (row === 0 && at === place) found = p;
        });
      return found;
    };
    const forgotten = long.slice();
    forgotten[63] = (long[63] + 1) % SHAPE.tokens;
    // The first token of the second window is foretold from the last one of the first.
    expect(probabilityAt(65, forgotten, [])).not.toBeCloseTo(probabilityAt(65, long, []), 6);
    expect(probabilityAt(149, long, [long.subarray(0, 80), SEQUENCES[0]])).toBe(
      probabilityAt(149, long, []),
    );
  });

  it('should learn a sequence by heart, given time', () => {
    const plan = { updates: 300, batchSize: 4, maxEvents: 1e6, learningRate: 0.02 };
    const sequences = SEQUENCES.slice(0, 1).map((tokens) => ({ tokens, weight: 1 }));
    const training = trainNetwork(SHAPE, sequences, plan, 1);
    let step = training.next();
    const shares: number[] = [];
    while (!step.done) {
      shares.push(step.value);
      step = training.next();
    }
    expect(lossOf(step.value, SEQUENCES.slice(0, 1))).toBeLessThan(0.1);
    expect(shares).toHaveLength(300);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('should learn from no more events than it may', () => {
    const plan = { updates: 300, batchSize: 1, maxEvents: 11, learningRate: 0.02 };
    const sequences = [{ tokens: SEQUENCES[0], weight: 1 }];
    // Five events each time: 5, 10, 15.
    expect([...trainNetwork(SHAPE, sequences, plan, 1)]).toHaveLength(3);
  });
});

describe('matrix kernels', () => {
  const random = new Random(3);
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.uniform()));
  const product = (a: number[][], b: number[][]) =>
    a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
  const transposed = (a: number[][]) => a[0].map((_, j) => a.map((row) => row[j]));
  const flat = (a: number[][]) => Float64Array.from(a.flat());

  // Sizes beside and at multiples of the four terms that are taken at a time.
  it.each([
    [1, 1, 1],
    [5, 4, 3],
    [4, 7, 9],
    [6, 8, 4],
  ])('should multiply %d × %d × %d', (rows, inner, columns) => {
    const a = matrix(rows, inner);
    const b = matrix(inner, columns);
    const expected = flat(product(a, b)).map((value) => value + 1);
    const run = (fill: (out: Float64Array) => void) => {
      const out = new Float64Array(rows * columns).fill(1);
      fill(out);
      out.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
    };
    run((out) => addProduct(out, 0, flat(a), 0, flat(b), rows, inner, columns));
    run((out) =>
      addProductTransposed(out, 0, flat(a), 0, flat(transposed(b)), rows, inner, columns),
    );
    run((out) =>
      addTransposedProduct(out, flat(transposed(a)), 0, flat(b), 0, inner, rows, columns),
    );
  });
});

describe('Adam', () => {
  it('should step by the learning rate at first, whatever the size of the slopes', () => {
    const parameters = Float64Array.of(1, 1, 1);
    new Adam(parameters, Infinity).step(Float64Array.of(5, -0.001, 0), 0.1);
    expect(parameters[0]).toBeCloseTo(0.9, 6);
    expect(parameters[1]).toBeCloseTo(1.1, 4);
    expect(parameters[2]).toBe(1);
  });

  it('should take a second step as the paper says, gradients clipped to their norm', () => {
    const parameters = Float64Array.of(0);
    const adam = new Adam(parameters, 1);
    adam.step(Float64Array.of(10), 0.1); // clipped to 1
    adam.step(Float64Array.of(0.5), 0.1);
    const m = 0.9 * 0.1 + 0.1 * 0.5;
    const v = 0.999 * 0.001 + 0.001 * 0.25;
    const second = (0.1 * (m / (1 - 0.81))) / Math.sqrt(v / (1 - 0.999 ** 2));
    expect(parameters[0]).toBeCloseTo(-0.1 - second, 6);
  });
});
