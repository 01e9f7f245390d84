import {
  averagePathLength,
  isolationForest,
  type IsolationForest,
} from '../../../../../sidecar/pipeline/detectors/isolation_forest';
import type { FeatureMatrix } from '../../../../../sidecar/pipeline/features/matrix';
import { Random } from '../../../../../sidecar/pipeline/random';
import { fitAll } from './fit_all';

/** A cloud around 0 with `outliers` rows far away at the end. */
function cloud(rows: number, width: number, outliers: number, seed = 1): FeatureMatrix {
  const random = new Random(seed);
  const values = new Float32Array(rows * width);
  for (let i = 0; i < values.length; i++)
    values[i] = random.uniform() + random.uniform() + random.uniform() - 1.5;
  for (let row = rows - outliers; row < rows; row++)
    for (let column = 0; column < width; column++) values[row * width + column] = 6 + column / 9;
  return { columns: Array.from({ length: width }, (_, i) => `c${i}`), rows, values };
}

const rowOf = (matrix: FeatureMatrix, row: number): FeatureMatrix => {
  const width = matrix.columns.length;
  const values = matrix.values.slice(row * width, (row + 1) * width);
  return { columns: matrix.columns, rows: 1, values };
};

describe('averagePathLength', () => {
  it('should follow equation 1 of Liu et al. 2008', () => {
    expect(averagePathLength(1)).toBe(0);
    expect(averagePathLength(2)).toBe(1);
    // 2 (ln 255 + 0.57721566) − 2 · 255 / 256
    expect(averagePathLength(256)).toBeCloseTo(10.2448, 4);
  });
});

describe('isolation forest', () => {
  const matrix = cloud(2000, 8, 5);

  it('should rank rows far away above the cloud', async () => {
    const { fitted } = await fitAll(isolationForest(), [matrix]);
    const scores = fitted.score(matrix);
    const inside = Math.max(...scores.subarray(0, 1995));
    expect(Math.min(...scores.subarray(1995))).toBeGreaterThan(inside);
  });

  it('should give anomaly scores in (0, 1), above one half for the outliers only', async () => {
    const { fitted } = await fitAll(isolationForest(), [matrix]);
    const scores = (fitted as IsolationForest).anomalyScores(matrix);
    expect(scores[1999]).toBeGreaterThan(0.6);
    expect(scores.filter((score) => score > 0.6)).toHaveLength(5);
    expect(Math.min(...scores)).toBeGreaterThan(0);
  });

  it('should be the same under the same seed and another under another', async () => {
    const bytes = async (seed: number) =>
      (await fitAll(isolationForest(), [matrix], { seed })).fitted.toBytes();
    expect(await bytes(5)).toEqual(await bytes(5));
    expect(await bytes(5)).not.toEqual(await bytes(6));
  });

  it('should score a row alone, in any batch, and after a round trip alike', async () => {
    const detector = isolationForest();
    const { fitted } = await fitAll(detector, [matrix]);
    const scores = fitted.score(matrix);
    const read = detector.fromBytes(fitted.toBytes());
    for (const row of [0, 1, 2, 3, 777, 1999]) {
      expect(fitted.score(rowOf(matrix, row))[0]).toBe(scores[row]);
      expect(read.score(rowOf(matrix, row))[0]).toBe(scores[row]);
    }
  });

  it('should score many more rows than it remembers alike', async () => {
    const { fitted } = await fitAll(isolationForest({ trees: 10 }), [matrix]);
    const many = cloud(40_000, 8, 0, 9);
    const once = fitted.score(many);
    expect(fitted.score(many)).toEqual(once);
    expect(fitted.score(rowOf(many, 39_999))[0]).toBe(once[39_999]);
  });

  it('should explain a score by contributions that add up to it', async () => {
    const { fitted } = await fitAll(isolationForest(), [matrix]);
    const sum = (row: number) =>
      fitted.explain(matrix, row).reduce((total, { value }) => total + value, 0);
    const scores = fitted.score(matrix);
    // score = constant of the model + contributions
    expect(scores[1999] - scores[3]).toBeCloseTo(sum(1999) - sum(3), 4);
  });

  it('should blame the column that is off', async () => {
    const strange = cloud(2000, 8, 0);
    strange.values[1000 * 8 + 3] = 50;
    const { fitted } = await fitAll(isolationForest(), [strange]);
    const [most] = fitted.explain(strange, 1000).sort((a, b) => b.value - a.value);
    expect(most.feature).toBe('c3');
  });

  it('should judge training rows by the trees that did not see them where samples are large', async () => {
    const small = cloud(300, 4, 1);
    const { fitted, trainingScores } = await fitAll(isolationForest(), [small]);
    const leftOut = trainingScores();
    expect(leftOut[299]).not.toBe(fitted.score(small)[299]);
    expect(leftOut[299]).toBe(Math.max(...leftOut));
  });

  it('should treat low values as usual when it is one-sided', async () => {
    const low = cloud(1000, 4, 0);
    low.values.fill(-9, 0, 4);
    const { fitted } = await fitAll(isolationForest({ oneSided: true }), [low]);
    const scores = fitted.score(low);
    expect(scores[0]).toBe(Math.min(...scores));
  });

  it('should look at the named columns only', async () => {
    const { fitted } = await fitAll(isolationForest({ columns: ['c2', 'c5'] }), [matrix]);
    const features = fitted.explain(matrix, 1999).map(({ feature }) => feature);
    expect(features.sort()).toEqual(['c2', 'c5']);
  });

  it('should take a constant matrix and a single row', async () => {
    const constant = { columns: ['a'], rows: 20, values: new Float32Array(20).fill(4) };
    const { fitted } = await fitAll(isolationForest(), [constant]);
    expect(new Set(fitted.score(constant)).size).toBe(1);
    await expect(
      fitAll(isolationForest(), [{ columns: ['a'], rows: 1, values: Float32Array.of(1) }]),
    ).resolves.toBeDefined();
  });

  it('should take its rows in several batches', async () => {
    const half = (from: number, to: number): FeatureMatrix => ({
      columns: matrix.columns,
      rows: to - from,
      values: matrix.values.slice(from * 8, to * 8),
    });
    const whole = await fitAll(isolationForest(), [matrix]);
    const parts = await fitAll(isolationForest(), [half(0, 900), half(900, 2000)]);
    expect(parts.fitted.toBytes()).toEqual(whole.fitted.toBytes());
  });

  it('should refuse bad options, no rows and other columns', async () => {
    expect(() => isolationForest({ trees: 0 })).toThrow(/trees must be/);
    expect(() => isolationForest({ sampleSize: 1 })).toThrow(/sampleSize must be/);
    await expect(fitAll(isolationForest(), [])).rejects.toThrow(/at least one row/);
    const { fitted } = await fitAll(isolationForest(), [matrix]);
    expect(() => fitted.score(cloud(3, 2, 0))).toThrow(/no column "c2"/);
  });

  it('should end when it is aborted', async () => {
    const controller = new AbortController();
    const fit = isolationForest().fit([matrix], { seed: 1, signal: controller.signal });
    await fit.next();
    controller.abort(new Error('enough'));
    await expect(fit.next()).rejects.toThrow('enough');
  });
});
