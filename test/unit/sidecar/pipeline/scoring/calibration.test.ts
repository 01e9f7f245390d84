import { Random } from '../../../../../sidecar/pipeline/random';
import {
  EmpiricalTail,
  quantile,
  scoreOfNats,
  natsOfScore,
  TailCalibration,
} from '../../../../../sidecar/pipeline/scoring';

const exponential = (n: number, seed: number) => {
  const random = new Random(seed);
  return Float64Array.from({ length: n }, () => -Math.log(1 - random.uniform()));
};

describe('quantile', () => {
  it('should interpolate', () => {
    expect(quantile(Float64Array.of(0, 10), 0.25)).toBe(2.5);
    expect(quantile(Float64Array.of(1, 2, 3), 1)).toBe(3);
    expect(quantile(new Float64Array(0), 0.5)).toBe(0);
  });
});

describe('TailCalibration', () => {
  it('should turn exponential scores of any scale into nats', () => {
    const raw = exponential(100_000, 1).map((x) => 40 + 7 * x);
    const calibration = TailCalibration.fit(raw);
    // e^−5 of the units lie above 40 + 7 · 5.
    expect(calibration.nats(75)).toBeCloseTo(5, 0);
    expect(calibration.nats(0)).toBe(0);
  });

  it('should not be moved by 5 % anomalies as rank-based calibration is', () => {
    const clean = exponential(10_000, 2);
    const dirty = Float64Array.from(clean, (x, i) => (i % 20 === 0 ? 50 : x));
    const anomaly = TailCalibration.fit(dirty).nats(50);
    expect(anomaly).toBeGreaterThan(25);
  });

  it('should not make news of rounding where nearly all scores are equal', () => {
    const calibration = TailCalibration.fit(new Float64Array(100).fill(3));
    expect(calibration.nats(3.06)).toBeLessThan(1);
  });
});

describe('EmpiricalTail', () => {
  it.each([
    ['exponential', (x: number) => x],
    ['heavy', (x: number) => Math.exp(x / 3)],
    ['light', (x: number) => Math.sqrt(x)],
  ])('should make score 50 one unit in a thousand on held-back data with a %s tail', (_, shape) => {
    const tail = EmpiricalTail.fit(exponential(50_000, 3).map(shape));
    const held = exponential(200_000, 4).map((x) => scoreOfNats(tail.natsOf(shape(x))));
    const above = (score: number) => held.filter((s) => s >= score).length / held.length;
    expect(above(50)).toBeGreaterThan(0.001 / 1.5);
    expect(above(50)).toBeLessThan(0.001 * 1.5);
    expect(above(100 / 3)).toBeGreaterThan(0.01 / 1.2);
    expect(above(100 / 3)).toBeLessThan(0.01 * 1.2);
  });

  it('should rise with the score, beyond all training scores too', () => {
    const tail = EmpiricalTail.fit(exponential(1000, 5));
    let before = -1;
    for (let score = 0; score < 30; score += 0.25) {
      expect(tail.natsOf(score)).toBeGreaterThanOrEqual(before);
      before = tail.natsOf(score);
    }
    expect(tail.natsOf(30)).toBeGreaterThan(tail.natsOf(29));
  });

  it('should give equal units the share that is at or above them', () => {
    const scores = Float64Array.from({ length: 1000 }, (_, i) => (i < 100 ? 5 : 1));
    expect(EmpiricalTail.fit(scores).natsOf(5)).toBeCloseTo(-Math.log(0.1), 2);
  });

  it('should take a single score and none', () => {
    expect(EmpiricalTail.fit(Float64Array.of(2)).natsOf(2)).toBeGreaterThanOrEqual(0);
    expect(EmpiricalTail.fit(new Float64Array(0)).natsOf(1)).toBeGreaterThanOrEqual(0);
  });
});

describe('scores', () => {
  it('should be 50 at one in a thousand and at most 100', () => {
    expect(scoreOfNats(-Math.log(1e-3))).toBeCloseTo(50);
    expect(scoreOfNats(-Math.log(1e-9))).toBe(100);
    expect(scoreOfNats(-1)).toBe(0);
    expect(scoreOfNats(natsOfScore(37))).toBeCloseTo(37);
  });
});
