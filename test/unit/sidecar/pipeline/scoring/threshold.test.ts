import { Random } from '../../../../../sidecar/pipeline/random';
import { budgetThreshold, ownThreshold } from '../../../../../sidecar/pipeline/scoring';

describe('ownThreshold', () => {
  it('should be one in a thousand where nothing lies beyond', () => {
    expect(ownThreshold(Float64Array.of(0.1, 1, 2, 3))).toBeCloseTo(Math.log(1000));
  });

  it('should move into the widest gap around it, nearer to its upper end', () => {
    expect(ownThreshold(Float64Array.of(1, 5, 5.2, 9, 9.1))).toBeCloseTo(5.2 + 0.75 * (9 - 5.2));
  });

  it('should count only the part of a gap that is near one in a thousand', () => {
    const low = (2 / 3) * Math.log(1000);
    expect(ownThreshold(Float64Array.of(1, 3, 8, 8.1))).toBeCloseTo(low + 0.75 * (8 - low));
  });
});

describe('budgetThreshold', () => {
  const random = new Random(1);
  const nats = Float64Array.from({ length: 20_000 }, () => -Math.log(1 - random.uniform()));

  it.each([0.05, 0.01, 0.002])('should flag a share of %p', (share) => {
    const threshold = budgetThreshold(nats, share);
    const flagged = nats.filter((x) => x >= threshold).length;
    expect(flagged).toBeGreaterThan((20_000 * share) / 1.1);
    expect(flagged).toBeLessThan(20_000 * share * 1.1);
  });

  it('should trust the fitted tail where there are too few lines to count', () => {
    expect(budgetThreshold(nats, 1e-6)).toBeCloseTo(-Math.log(1e-6));
  });

  it('should take the nearer side of many equal scores', () => {
    const scores = Float64Array.from({ length: 1000 }, (_, i) => (i < 20 ? 9 : i < 60 ? 5 : 1));
    // 25 wanted: 20 without the equal ones, 60 with them.
    expect(budgetThreshold(scores, 0.025)).toBeGreaterThan(5);
    // 45 wanted: 60 is nearer than 20.
    expect(budgetThreshold(scores, 0.045)).toBe(5);
  });

  it('should not flag more than one line in twenty on any budget', () => {
    const threshold = budgetThreshold(nats, 2);
    const flagged = nats.filter((x) => x >= threshold).length;
    expect(flagged).toBeGreaterThan(900);
    expect(flagged).toBeLessThan(1100);
  });
});
