import {
  countQuantile,
  logLowerTail,
  logUpperTail,
  surprise,
} from '../../../../../sidecar/pipeline/rates/count_tail';
import { logGamma, logIncompleteBeta } from '../../../../../sidecar/pipeline/rates/incomplete_beta';

describe('tails of counts', () => {
  // scipy 1.17: k, p = mean/excess, 1/(1 + excess); nbinom.logsf(count − 1, k, p), nbinom.logcdf(count, k, p).
  it.each([
    [5, 1, 12, -3.259531893823809, -0.024826517429247727],
    [0.01, 1, 20, -20.78655597502425, -4.480649317416894e-10],
    [300, 2, 420, -8.90046166909373, -0.00012243747721261074],
    [300, 2, 200, -0.00010859341762769239, -8.964977553188902],
    [20, 0.5, 20, -0.6690995891672833, -0.5792582080630377],
  ])(
    'should be those of scipy for mean %d, excess %d, count %d',
    (mean, excess, count, up, low) => {
      expect(logUpperTail({ mean, excess }, count)).toBeCloseTo(up, 6);
      expect(logLowerTail({ mean, excess }, count)).toBeCloseTo(low, 6);
    },
  );

  it('should be closed forms for nothing and for one', () => {
    // P(0) = (1 + excess)^(−mean/excess)
    expect(logLowerTail({ mean: 5, excess: 1 }, 0)).toBeCloseTo(-5 * Math.LN2, 12);
    expect(logUpperTail({ mean: 5, excess: 1 }, 1)).toBeCloseTo(Math.log(1 - 2 ** -5), 9);
    expect(logUpperTail({ mean: 5, excess: 1 }, 0)).toBe(0);
  });

  it('should stay finite far out, and grow', () => {
    const rate = { mean: 2, excess: 0 };
    const far = [10, 100, 1_000, 100_000].map((count) => surprise(rate, count));
    far.forEach((nats, i) => {
      expect(Number.isFinite(nats)).toBe(true);
      if (i > 0) expect(nats).toBeGreaterThan(far[i - 1]);
    });
  });

  it('should find what is usual no news', () => {
    expect(surprise({ mean: 20, excess: 0.5 }, 20)).toBe(0);
    expect(surprise({ mean: 0.01, excess: 1 }, 0)).toBe(0);
  });

  it('should have the quantiles of scipy', () => {
    // nbinom.ppf([.025, .975], mean/excess, 1/(1 + excess))
    const at = (mean: number, excess: number) =>
      [0.025, 0.975].map((q) => countQuantile({ mean, excess }, q));
    expect(at(20, 0.5)).toEqual([10, 32]);
    expect(at(300, 2)).toEqual([244, 361]);
    expect(at(0.001, 1)).toEqual([0, 0]);
  });
});

describe('the incomplete beta function', () => {
  it('should be that of scipy', () => {
    // np.log(scipy.special.betainc(3.5, 2.25, 0.4))
    expect(logIncompleteBeta(3.5, 2.25, 0.4, 0.6)).toBeCloseTo(-1.8831349819083212, 8);
    expect(logIncompleteBeta(1, 1, 0.25, 0.75)).toBeCloseTo(Math.log(0.25), 9);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 9);
  });

  it('should be exact where it is too small for a number', () => {
    // I_x(a, 1) = x^a
    expect(logIncompleteBeta(2_000, 1, 0.2, 0.8)).toBeCloseTo(2_000 * Math.log(0.2), 4);
  });
});
