import {
  binomialBounds,
  kolmogorovSmirnov,
  kolmogorovSmirnovByChance,
  populationStabilityIndex,
  stabilityIndexByChance,
} from '../../../../sidecar/drift/distances';
import { Random } from '../../../../sidecar/pipeline/random';

describe('populationStabilityIndex', () => {
  it('should be what the formula gives by hand', () => {
    // With half a line added to each bin: shares 0.25, 0.75 and 0.5, 0.5.
    const byHand = (0.25 - 0.5) * Math.log(0.25 / 0.5) + (0.75 - 0.5) * Math.log(0.75 / 0.5);
    expect(populationStabilityIndex([2, 7], [4.5, 4.5])).toBeCloseTo(byHand, 12);
  });

  it('should be 0 for the same shares, the same both ways, and finite with empty bins', () => {
    const [a, b] = [
      [900, 90, 10, 0],
      [500, 300, 150, 50],
    ];
    expect(populationStabilityIndex(a, a)).toBe(0);
    expect(populationStabilityIndex(a, b)).toBeCloseTo(populationStabilityIndex(b, a), 12);
    expect(populationStabilityIndex(a, [0, 0, 0, 1_000])).toBeGreaterThan(5);
  });
});

describe('kolmogorovSmirnov', () => {
  it('should be the greatest difference of the cumulative shares', () => {
    // Cumulative: 0.5, 0.8, 1 and 0.2, 0.6, 1.
    expect(kolmogorovSmirnov([50, 30, 20], [2, 4, 4])).toBeCloseTo(0.3, 12);
    expect(kolmogorovSmirnov([1, 0], [0, 1])).toBe(1);
    expect(kolmogorovSmirnov([0, 0], [1, 1])).toBe(0);
  });
});

describe('what chance does', () => {
  it('should hardly ever exceed its bounds', () => {
    const random = new Random(7);
    const shares = [0.2, 0.2, 0.2, 0.2, 0.1, 0.04, 0.03, 0.01, 0.015, 0.005];
    const draw = (lines: number) => {
      const bins = new Array<number>(10).fill(0);
      for (let i = 0; i < lines; i++) {
        let left = random.uniform();
        let bin = 0;
        while (bin < 9 && (left -= shares[bin]) >= 0) bin++;
        bins[bin]++;
      }
      return bins;
    };
    let [psiOver, ksOver] = [0, 0];
    for (let i = 0; i < 400; i++) {
      const [a, b] = [draw(1_000), draw(2_000)];
      if (populationStabilityIndex(a, b) > stabilityIndexByChance(1_000, 2_000)) psiOver++;
      if (kolmogorovSmirnov(a, b) > kolmogorovSmirnovByChance(1_000, 2_000)) ksOver++;
    }
    // Once in a thousand times is to be expected.
    expect(psiOver).toBeLessThanOrEqual(3);
    expect(ksOver).toBeLessThanOrEqual(3);
  });
});

describe('binomialBounds', () => {
  it('should agree with scipy 1.17', () => {
    // binomtest(hits, trials).proportion_ci(confidence_level=0.998, method='wilson')
    const close = (hits: number, trials: number, low: number, high: number) => {
      const bounds = binomialBounds(hits, trials);
      expect(bounds.low).toBeCloseTo(low, 5);
      expect(bounds.high).toBeCloseTo(high, 5);
    };
    close(0, 1000, 0, 0.009459205);
    close(30, 1000, 0.01726944, 0.051622212);
  });

  it('should say nothing without lines, and narrow with more', () => {
    expect(binomialBounds(0, 0)).toEqual({ low: 0, high: 1 });
    expect(binomialBounds(3, 10).low).toBeLessThan(binomialBounds(300, 1000).low);
  });
});
