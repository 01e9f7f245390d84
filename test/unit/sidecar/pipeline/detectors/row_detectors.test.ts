import { BundleError, decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { autoencoder } from '../../../../../sidecar/pipeline/detectors/autoencoder';
import {
  dbscanDetector,
  hierarchicalDetector,
  kMeansDetector,
} from '../../../../../sidecar/pipeline/detectors/clusters';
import { oneClassSvm } from '../../../../../sidecar/pipeline/detectors/one_class_svm';
import type { RowScalerOptions } from '../../../../../sidecar/pipeline/detectors/rows';
import type { FeatureMatrix } from '../../../../../sidecar/pipeline/features/matrix';
import { fitAll } from './fit_all';
import { clouds, matrixOf, rowsOf } from './point_clouds';

const WIDTH = 5;

/** Three clouds; the last row is far off in column c3 only. */
function withOneOff(rows = 600): FeatureMatrix {
  const values = clouds(rows, WIDTH, 3, 0);
  values.set(values.subarray(0, WIDTH), (rows - 1) * WIDTH);
  values[(rows - 1) * WIDTH + 3] = 60;
  return matrixOf(values, WIDTH);
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

describe.each([
  ['one_class_svm', oneClassSvm],
  ['autoencoder', (options: RowScalerOptions = {}) => autoencoder({ maxEpochs: 30, ...options })],
  ['k_means', kMeansDetector],
  ['dbscan', dbscanDetector],
  ['hierarchical', hierarchicalDetector],
])('%s', (name, detector) => {
  const matrix = withOneOff();
  const last = matrix.rows - 1;

  it('should rank a row far away first, in training and afterwards', async () => {
    const { fitted, trainingScores } = await fitAll(detector(), [matrix]);
    expect(detector().name).toBe(name);
    for (const scores of [fitted.score(matrix), trainingScores()]) {
      expect(scores).toHaveLength(matrix.rows);
      expect(scores.indexOf(Math.max(...scores))).toBe(last);
      expect(scores[last]).toBeGreaterThan(5);
    }
  });

  it('should give raw scores whose 90th percentile in training lies ln 5 above the median', async () => {
    const { trainingScores } = await fitAll(detector(), [matrix]);
    const sorted = trainingScores().sort();
    expect((sorted[299] + sorted[300]) / 2).toBeCloseTo(0, 9);
    expect(sorted[539]).toBeCloseTo(Math.log(5), 1);
  });

  it('should judge training rows about as rows of the same clouds that it never saw', async () => {
    const all = matrixOf(clouds(1200, WIDTH, 3, 0), WIDTH);
    const half = (offset: number) =>
      rowsOf(
        all,
        Array.from({ length: 600 }, (_, i) => 600 * offset + i),
      );
    const { fitted, trainingScores } = await fitAll(detector(), [half(0)]);
    expect(Math.abs(mean(trainingScores()) - mean(fitted.score(half(1))))).toBeLessThan(0.15);
  });

  it('should be the same under the same seed, in any batches', async () => {
    const bytes = async (batches: FeatureMatrix[]) =>
      (await fitAll(detector(), batches, { seed: 5 })).fitted.toBytes();
    const cut = Array.from({ length: matrix.rows }, (_, i) => i);
    const parts = [rowsOf(matrix, cut.slice(0, 250)), rowsOf(matrix, cut.slice(250))];
    expect(await bytes(parts)).toEqual(await bytes([matrix]));
  });

  it('should score a row alone, in any batch, and after a round trip alike', async () => {
    const { fitted } = await fitAll(detector(), [matrix]);
    const scores = fitted.score(matrix);
    const read = detector().fromBytes(fitted.toBytes());
    expect(read.score(matrix)).toEqual(scores);
    for (const row of [0, 1, 2, 333, last]) {
      expect(fitted.score(rowsOf(matrix, [row]))[0]).toBe(scores[row]);
      expect(read.explain(matrix, row)).toEqual(fitted.explain(matrix, row));
    }
  });

  it('should explain a score by contributions that add up to it, but for a constant', async () => {
    const { fitted } = await fitAll(detector(), [matrix]);
    const scores = fitted.score(matrix);
    const constants = [0, 1, 2, 77, last].map(
      (row) =>
        scores[row] - fitted.explain(matrix, row).reduce((total, { value }) => total + value, 0),
    );
    for (const constant of constants) expect(constant).toBeCloseTo(constants[0], 6);
  });

  it('should blame the column that is off, and calm down without it', async () => {
    const { fitted } = await fitAll(detector(), [matrix]);
    const contributions = fitted.explain(matrix, last).sort((a, b) => b.value - a.value);
    expect(contributions[0].feature).toBe('c3');
    const rest = contributions.slice(1).reduce((sum, { value }) => sum + Math.abs(value), 0);
    expect(contributions[0].value).toBeGreaterThan(rest);
    // The first row is the last one without what is off.
    const [without] = fitted.score(rowsOf(matrix, [0]));
    expect(fitted.score(matrix)[last] - without).toBeGreaterThan(4);
  });

  it('should look at the named columns only, and only upwards when it is one-sided', async () => {
    const { fitted } = await fitAll(detector({ columns: ['c3', 'c1'], oneSided: true }), [matrix]);
    const low = rowsOf(matrix, [0, 0, 0]);
    low.values[WIDTH + 4] = 99;
    low.values[1] = low.values[WIDTH + 1] = low.values[2 * WIDTH + 1] = -5;
    low.values[2 * WIDTH + 1] = -500;
    const [usual, other, lower] = fitted.score(low);
    expect(other).toBe(usual);
    expect(lower).toBe(usual);
    const features = fitted.explain(matrix, last).map(({ feature }) => feature);
    expect(features.filter((feature) => feature !== 'c3' && feature !== 'c1')).toEqual([]);
  });

  it('should take a constant matrix and a single row, and find another value strange', async () => {
    for (const rows of [1, 40]) {
      const values = new Float32Array(rows).fill(4);
      const { fitted, trainingScores } = await fitAll(detector(), [matrixOf(values, 1)]);
      expect([...trainingScores()].every(Number.isFinite)).toBe(true);
      const [usual, strange] = fitted.score(matrixOf(Float32Array.of(4, 9), 1));
      expect(strange).toBeGreaterThan(usual);
    }
  });

  it('should refuse no rows, other columns and bytes that do not fit together', async () => {
    await expect(fitAll(detector(), [])).rejects.toThrow(/at least one row/);
    const { fitted } = await fitAll(detector(), [matrix]);
    expect(() => fitted.score(matrixOf(Float32Array.of(1, 2), 2))).toThrow(/no column "c2"/);
    const kind = `detector:${name}`;
    const bundle = decodeBundle(fitted.toBytes(), kind);
    const arrays = {
      medians: bundle.array('medians', 'f32'),
      widths: bundle.array('widths', 'f32'),
    };
    expect(() => detector().fromBytes(encodeBundle(kind, bundle.meta, arrays))).toThrow(
      BundleError,
    );
    const flat = { ...arrays, widths: new Float32Array(WIDTH) };
    expect(() => detector().fromBytes(encodeBundle(kind, bundle.meta, flat))).toThrow(/no scales/);
    expect(() => detector().fromBytes(fitted.toBytes().subarray(0, 200))).toThrow(BundleError);
  });

  it('should end when it is aborted, and say beforehand how much memory it needs', async () => {
    const controller = new AbortController();
    const fit = detector().fit([matrix], { seed: 1, signal: controller.signal });
    const step = await fit.next();
    expect(step.done).toBe(false);
    controller.abort(new Error('enough'));
    await expect(fit.next()).rejects.toThrow('enough');
    const bytes = (units: number) =>
      detector().memoryBytes({ units, columns: 20, events: units, templates: 9 });
    expect(bytes(60_000)).toBeGreaterThan(60_000 * 20 * 4);
    expect(bytes(60_000)).toBeLessThan(200e6);
  });
});
