import {
  foldRows,
  RowScaler,
  sampleRows,
  TailUnits,
} from '../../../../../sidecar/pipeline/detectors/rows';
import { Random } from '../../../../../sidecar/pipeline/random';
import { matrixOf } from './point_clouds';

describe('foldRows', () => {
  it('should keep each row once, in order, with its number', () => {
    const { matrix, weights, numberOf } = foldRows(
      matrixOf(Float32Array.of(1, 2, 3, 4, 1, 2, 1, 3, 1, 2), 2),
    );
    expect([...matrix.values]).toEqual([1, 2, 3, 4, 1, 3]);
    expect([...weights]).toEqual([3, 1, 1]);
    expect([...numberOf]).toEqual([0, 1, 0, 2, 0]);
  });
});

describe('sampleRows', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? -1 : i));

  it('should stop at so many distinct rows and keep their shares', () => {
    const distinct = foldRows(matrixOf(values, 1));
    const sample = sampleRows(distinct, 101, new Random(1));
    expect(sample.matrix.rows).toBe(101);
    expect(new Set(sample.matrix.values).size).toBe(101);
    // Half of all units are −1, so about as many of the sample as there are other rows in it.
    const common = sample.weights[sample.matrix.values.indexOf(-1)];
    expect(Math.abs(common - 100)).toBeLessThan(40);
    const units = sample.weights.reduce((a, b) => a + b, 0);
    expect(sample.holds.filter((held) => held === 1)).toHaveLength(units);
    distinct.numberOf.forEach((row, unit) => {
      if (sample.holds[unit] === 1)
        expect(sample.matrix.values[sample.sampleOf[row]]).toBe(values[unit]);
    });
  });

  it('should take all where there are few', () => {
    const distinct = foldRows(matrixOf(Float32Array.of(5, 6, 5), 1));
    const sample = sampleRows(distinct, 2, new Random(1));
    expect([...sample.weights]).toEqual([2, 1]);
    expect([...sample.holds]).toEqual([1, 1, 1]);
  });
});

describe('RowScaler', () => {
  // 0 … 10: median 5, 10 % and 90 % quantiles 1 and 9, so one standard deviation is 4 / 1.2816.
  const matrix = matrixOf(
    Float32Array.from({ length: 11 }, (_, i) => i),
    1,
  );
  const scaled = (scaler: RowScaler, value: number) =>
    scaler.apply(matrixOf(Float32Array.of(value), 1)).values[0];

  it('should measure in robust standard deviations from the median', () => {
    const scaler = RowScaler.fit(matrix, {});
    expect(scaled(scaler, 5)).toBe(0);
    expect(scaled(scaler, 9)).toBeCloseTo(1.2816, 4);
    expect(scaled(scaler, -3)).toBeCloseTo(-2.5632, 4);
    expect(scaled(RowScaler.fit(matrix, { oneSided: true }), -3)).toBe(0);
  });

  it('should count by the logarithm what is far off', () => {
    const scaler = RowScaler.fit(matrix, {});
    const [five, fifty] = [5, 50].map((widths) => scaled(scaler, 5 + (widths * 4) / 1.2816));
    expect(five).toBeCloseTo(5, 4);
    expect(fifty).toBeCloseTo(5 * (1 + Math.log(10)), 4);
  });

  it('should measure a column that is mostly constant by its mean square, and not too finely', () => {
    const mostly = Float32Array.from({ length: 100 }, (_, i) => (i < 4 ? 10 : 0));
    // Root mean square: √(4 · 100 / 100) = 2.
    expect(scaled(RowScaler.fit(matrixOf(mostly, 1), {}), 10)).toBeCloseTo(5, 5);
    const constant = RowScaler.fit(matrixOf(new Float32Array(9), 1), {});
    expect(scaled(constant, 0.2)).toBeCloseTo(2, 5);
  });
});

describe('TailUnits', () => {
  it('should put the median at 0 and the 90th percentile at ln 5', () => {
    const units = TailUnits.fit(
      Float64Array.from({ length: 101 }, (_, i) => i),
      0.1,
    );
    expect(units.nats(50)).toBe(0);
    expect(units.nats(90)).toBeCloseTo(Math.log(5), 12);
    expect(TailUnits.fit(Float64Array.of(1, 1), 0.5).nats(2)).toBe(2);
    expect(TailUnits.fromJSON(units.toJSON())).toEqual(units);
    expect(() => TailUnits.fromJSON([1, 0])).toThrow(/units/);
  });
});
