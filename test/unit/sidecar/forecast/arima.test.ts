import { arima, differenced, fitArma } from '../../../../sidecar/forecast/arima';
import { chooseDifferencing, kpss } from '../../../../sidecar/forecast/differencing';
import {
  fromPartial,
  multiply,
  polynomial,
  toPartial,
} from '../../../../sidecar/forecast/lag_polynomial';
import { Random } from '../../../../sidecar/pipeline/random';
import { AIR_PASSENGERS, normal } from './made_series';

const PLAIN = { seasonalP: 0, seasonalQ: 0 };
const options = (horizon: number) => ({ horizon, random: new Random(1), paths: 400 });

/** Luteinizing hormone, Diggle (1990), as in R's dataset lh. */
const LH = Float64Array.from(
  `2.4 2.4 2.4 2.2 2.1 1.5 2.3 2.3 2.5 2.0 1.9 1.7 2.2 1.8 3.2 3.2 2.7 2.2 2.2 1.9 1.9 1.8 2.7 3.0
   2.3 2.0 2.0 2.9 2.9 2.7 2.7 2.3 2.6 2.4 1.8 1.7 1.5 1.4 2.1 3.3 3.5 3.5 3.1 2.6 2.1 3.4 3.0 2.9`
    .trim()
    .split(/\s+/),
  Number,
);

function made(n: number, phi: number[], theta: number[], seed: number): Float64Array {
  const random = new Random(seed);
  const x = new Float64Array(n + 200);
  const errors = x.map(() => normal(random));
  for (let t = 3; t < x.length; t++) {
    x[t] = errors[t];
    phi.forEach((value, i) => (x[t] += value * x[t - 1 - i]));
    theta.forEach((value, i) => (x[t] += value * errors[t - 1 - i]));
  }
  return x.slice(200);
}

describe('the coefficients of ARMA models', () => {
  it('should be those of R for an autoregression by the conditional sum of squares', () => {
    // ?arima in R: arima(lh, order = c(3,0,0), method = "CSS").
    const fit = fitArma(LH, { p: 3, q: 0, ...PLAIN }, { period: 1, constant: true });
    [0.6578, -0.0658, -0.2348].forEach((value, i) => expect(fit.phi[i]).toBeCloseTo(value, 3));
    expect(fit.mean).toBeCloseTo(2.3918, 3);
    expect(fit.variance).toBeCloseTo(0.1905, 4);
  });

  it('should be those of R for the airline model', () => {
    // arima(log(AirPassengers), c(0,1,1), seasonal = c(0,1,1)): −0.4018 and −0.5569, s.e. 0.0896 and 0.0731, by
    // maximum likelihood; −0.3772 and −0.5724 with method = "CSS".
    const w = differenced(AIR_PASSENGERS.map(Math.log), { d: 1, seasonal: 1 }, 12);
    const order = { p: 0, q: 1, seasonalP: 0, seasonalQ: 1 };
    const fit = fitArma(w, order, { period: 12, constant: false });
    expect(fit.theta[0]).toBeCloseTo(-0.3772, 3);
    expect(fit.seasonalTheta[0]).toBeCloseTo(-0.5724, 3);
  });

  it('should be recovered from a made series', () => {
    const fit = fitArma(
      made(3_000, [0.6, -0.3], [0.5], 7),
      { p: 2, q: 1, ...PLAIN },
      {
        period: 1,
        constant: true,
      },
    );
    expect(Math.abs(fit.phi[0] - 0.6)).toBeLessThan(0.08);
    expect(Math.abs(fit.phi[1] + 0.3)).toBeLessThan(0.08);
    expect(Math.abs(fit.theta[0] - 0.5)).toBeLessThan(0.08);
    expect(Math.abs(fit.variance - 1)).toBeLessThan(0.08);
  });

  it('should be those of a stationary process whatever the data do', () => {
    const growing = Float64Array.from({ length: 60 }, (_, t) => 1.2 ** t);
    const fit = fitArma(growing, { p: 1, q: 0, ...PLAIN }, { period: 1, constant: false });
    expect(Math.abs(fit.phi[0])).toBeLessThan(1);
  });
});

describe('lag polynomials', () => {
  it('should multiply out seasonal factors', () => {
    // (1 − 0.5 B)(1 − 0.4 B¹²) = 1 − 0.5 B − 0.4 B¹² + 0.2 B¹³
    const product = multiply(polynomial([-0.5]), polynomial([-0.4], 12));
    expect([...product.lags]).toEqual([1, 12, 13]);
    expect(product.coefficients[2]).toBeCloseTo(0.2, 12);
  });

  it('should go from partial autocorrelations to coefficients and back', () => {
    // φ₂₂ = −0.3, φ₁ = r₁(1 − φ₂₂): r₁ = 0.6/1.3.
    const partial = toPartial([0.6, -0.3]);
    expect(partial[0]).toBeCloseTo(0.6 / 1.3, 12);
    expect(partial[1]).toBeCloseTo(-0.3, 12);
    const back = fromPartial(partial);
    expect(back[0]).toBeCloseTo(0.6, 12);
    expect(back[1]).toBeCloseTo(-0.3, 12);
  });
});

describe('differencing', () => {
  it('should test for a constant level as statsmodels does', () => {
    // statsmodels 0.15: kpss(x, regression='c', nlags=4), for the passengers and their differences.
    expect(kpss(AIR_PASSENGERS)).toBeCloseTo(2.739473620962186, 9);
    expect(kpss(differenced(AIR_PASSENGERS, { d: 1, seasonal: 0 }, 1))).toBeCloseTo(
      0.014626312320007044,
      9,
    );
  });

  it('should leave a stationary series alone, and difference a random walk once', () => {
    const noise = made(500, [], [], 2);
    const walk = noise.map(
      (
        (sum) => (value: number) =>
          (sum += value)
      )(0),
    );
    expect(chooseDifferencing(noise, 1)).toEqual({ d: 0, seasonal: 0 });
    expect(chooseDifferencing(walk, 1)).toEqual({ d: 1, seasonal: 0 });
  });

  it('should difference a strong season', () => {
    expect(chooseDifferencing(AIR_PASSENGERS.map(Math.log), 12).seasonal).toBe(1);
  });
});

describe('ARIMA', () => {
  it('should forecast the airline passengers near those that R expects', () => {
    // predict(arima(log(AirPassengers), c(0,1,1), seasonal = c(0,1,1)), n.ahead = 12), by exp.
    const reference = [450.4, 425.7, 479.0, 492.4, 509.1, 583.4, 670.0, 667.1, 558.2, 497.2, 429.9];
    const fitted = arima.fit(AIR_PASSENGERS, 12)!;
    expect(fitted.description).toMatch(/^ARIMA\(\d,\d,\d\)\(\d,1,\d\)\[12\] of the logarithm$/);
    const { point } = fitted.forecast(AIR_PASSENGERS, options(11));
    reference.forEach((value, h) => expect(Math.abs(point[h] / value - 1)).toBeLessThan(0.03));
  });

  it('should forecast an autoregression by its own law', () => {
    const x = made(2_000, [0.8], [], 5).map((value) => value + 50);
    const fitted = arima.fit(x, 1)!;
    const { point, lower95, upper95 } = fitted.forecast(x, options(40));
    // One step: 50 + 0.8 (x_n − 50); far ahead: 50, with deviation 1/√(1 − 0.64).
    const next = 50 + 0.8 * (x[x.length - 1] - 50);
    expect(Math.abs(point[0] - next)).toBeLessThan(0.3);
    expect(Math.abs(point[39] - 50)).toBeLessThan(0.5);
    expect(Math.abs((upper95[39] - lower95[39]) / (2 * 1.96 * (1 / 0.6)) - 1)).toBeLessThan(0.25);
  });

  it('should refuse too few values', () => {
    expect(arima.fit(new Float64Array(10), 1)).toBeNull();
  });
});
