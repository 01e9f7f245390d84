import {
  autoencoder,
  lossGradient,
  Network,
  reconstructionErrors,
  type Autoencoder,
} from '../../../../../sidecar/pipeline/detectors/autoencoder';
import { Random } from '../../../../../sidecar/pipeline/random';
import { decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { fitAll } from './fit_all';
import { clouds, matrixOf } from './point_clouds';

/** Rows of six columns that are two hidden numbers and sums of them. */
function onAPlane(rows: number, seed: number) {
  const random = new Random(seed);
  const values = new Float32Array(rows * 6);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
    values.set([a, b, a + b, a - b, b - a, 0.5 * a - b], row * 6);
  }
  return matrixOf(values, 6);
}

describe('the network', () => {
  it('should be tanh of weighted sums, and linear at the end', () => {
    // Weights and bias of the hidden unit: 2, −1, 0.5; of the outputs: 3, −2 and biases 1, 0.
    const network = new Network([2, 1, 2], Float64Array.of(2, -1, 0.5, 3, -2, 1, 0));
    const hidden = Math.tanh(2 * 0.3 - 0.4 + 0.5);
    const output = network.forward(Float64Array.of(0.3, 0.4), 0, 1);
    expect(output[0]).toBeCloseTo(3 * hidden + 1, 12);
    expect(output[1]).toBeCloseTo(-2 * hidden, 12);
    expect(() => new Network([2, 1, 2], new Float64Array(6))).toThrow(RangeError);
  });

  it('should have the gradient that differences of its loss show', () => {
    const random = new Random(4);
    // Sizes that are and are not multiples of four, seven rows of unequal weights.
    const network = new Network([6, 5, 3, 4, 6]).initialise(random);
    for (let i = 0; i < network.parameters.length; i++)
      network.parameters[i] += 0.1 * (random.uniform() - 0.5);
    const values = Float64Array.from({ length: 42 }, () => 2 * random.uniform() - 1);
    const weights = Float64Array.of(1, 2, 1, 5, 1, 1, 3);
    const gradient = new Float64Array(network.parameters.length);
    lossGradient(network, values, weights, 7, gradient);
    const unused = new Float64Array(gradient.length);
    const h = 1e-5;
    gradient.forEach((analytic, i) => {
      const held = network.parameters[i];
      network.parameters[i] = held + h;
      const above = lossGradient(network, values, weights, 7, unused);
      network.parameters[i] = held - h;
      const below = lossGradient(network, values, weights, 7, unused);
      network.parameters[i] = held;
      expect(analytic).toBeCloseTo((above - below) / (2 * h), 8);
    });
    expect(gradient.every((value) => value !== 0)).toBe(true);
  });

  it('should say by how much each row is missed', () => {
    const network = new Network([2, 1, 2]);
    // All parameters 0: the output is 0.
    const errors = reconstructionErrors(network, matrixOf(Float32Array.of(3, 1, 0, 0), 2));
    expect([...errors]).toEqual([5, 0]);
  });
});

describe('autoencoder', () => {
  it('should learn how columns hang together', async () => {
    const { fitted } = await fitAll(autoencoder({ hidden: [8, 2, 8] }), [onAPlane(1500, 1)]);
    const errors = (fitted as Autoencoder).errors(onAPlane(500, 2));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    expect(mean).toBeLessThan(0.03);
    // Each value is usual, their combination is not.
    const odd = matrixOf(Float32Array.of(0.5, 0.5, -1, 0, 0, -0.25), 6);
    const [score] = fitted.score(odd);
    expect(score).toBeGreaterThan(3);
    const [usual] = fitted.score(matrixOf(Float32Array.of(0.5, 0.5, 1, 0, 0, -0.25), 6));
    expect(score - usual).toBeGreaterThan(2);
  });

  it('should have hidden layers of a half, a quarter and a half of the columns', async () => {
    const layers = async (width: number) => {
      const matrix = matrixOf(clouds(30, width, 2, 0), width);
      const { fitted } = await fitAll(autoencoder({ maxEpochs: 1 }), [matrix]);
      return (decodeBundle(fitted.toBytes(), 'detector:autoencoder').meta as { sizes: number[] })
        .sizes;
    };
    expect(await layers(64)).toEqual([64, 32, 16, 32, 64]);
    expect(await layers(13)).toEqual([13, 7, 4, 7, 13]);
  });

  it('should keep the score of mean + standard deviation of the training errors', async () => {
    const matrix = matrixOf(clouds(2000, 4, 3, 40), 4);
    const { fitted, trainingScores } = await fitAll(autoencoder(), [matrix]);
    const { meanPlusStdThreshold } = fitted as Autoencoder;
    const scores = trainingScores();
    const errors = (fitted as Autoencoder).errors(matrix);
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
    const limit = mean + Math.sqrt(squares / errors.length);
    const above = errors.filter((error) => error >= limit).length;
    const flagged = scores.filter((score) => score >= meanPlusStdThreshold).length;
    // Training errors are those of the network that did not see the row, so about as many, not exactly.
    expect(Math.abs(flagged - above)).toBeLessThanOrEqual(12);
    expect(flagged).toBeGreaterThan(20);
    expect(flagged).toBeLessThan(250);
    const read = autoencoder().fromBytes(fitted.toBytes()) as Autoencoder;
    expect(read.meanPlusStdThreshold).toBe(meanPlusStdThreshold);
  });

  it('should end before its last epoch where the error does not fall any more', async () => {
    const steps = async (maxEpochs: number) => {
      const fit = autoencoder({ hidden: [2], maxEpochs }).fit([onAPlane(2000, 1)], { seed: 1 });
      let count = 0;
      for (let step = await fit.next(); !step.done; step = await fit.next()) count++;
      return count;
    };
    expect(await steps(3)).toBe(6);
    expect(await steps(500)).toBeLessThan(800);
  });

  it('should refuse impossible options and parameters', async () => {
    expect(() => autoencoder({ hidden: [] })).toThrow(/hidden must be/);
    expect(() => autoencoder({ hidden: [3.5] })).toThrow(/hidden must be/);
    expect(() => autoencoder({ maxEpochs: 0 })).toThrow(/maxEpochs must be/);
    const { fitted } = await fitAll(autoencoder({ maxEpochs: 1 }), [onAPlane(40, 1)]);
    const bundle = decodeBundle(fitted.toBytes(), 'detector:autoencoder');
    const arrays = {
      medians: bundle.array('medians', 'f32'),
      widths: bundle.array('widths', 'f32'),
      parameters: bundle.array('parameters', 'f32').slice(),
    };
    const bytes = (meta: object) =>
      encodeBundle('detector:autoencoder', { ...(bundle.meta as object), ...meta }, arrays);
    expect(() => autoencoder().fromBytes(bytes({ sizes: [6, 3, 2, 3, 5] }))).toThrow(/not fit/);
    expect(() => autoencoder().fromBytes(bytes({ sizes: [6, 1e9, 6] }))).toThrow(/impossible/);
    expect(() => autoencoder().fromBytes(bytes({ networks: 3 }))).toThrow(/entries/);
    arrays.parameters[7] = NaN;
    expect(() => autoencoder().fromBytes(bytes({}))).toThrow(/no numbers/);
  });
});
