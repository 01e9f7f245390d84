import { etsSeasonal, fitEts } from '../../../../sidecar/forecast/ets';
import { etsErrors, etsPath } from '../../../../sidecar/forecast/ets_recursion';
import { Random } from '../../../../sidecar/pipeline/random';
import { AIR_PASSENGERS, normal } from './made_series';

const LEVEL = { multiplicative: false, trend: false, seasonal: false };
const options = (horizon: number) => ({ horizon, random: new Random(1), paths: 400 });

describe('the recursions of exponential smoothing', () => {
  it('should be as worked by hand for a level', () => {
    // l₀ = 10, α = ½: errors 2, −3, 1; levels 11, 9.5, 10.
    const state = { level: 10, trend: 0, season: new Float64Array(1) };
    const errors = new Float64Array(3);
    const parameters = { alpha: 0.5, beta: 0, gamma: 0, phi: 1 };
    etsErrors(Float64Array.of(12, 8, 10.5), LEVEL, parameters, state, errors);
    expect([...errors]).toEqual([2, -3, 1]);
    expect(state.level).toBe(10);
  });

  it('should be as worked by hand for a damped trend and an added season', () => {
    // l₀ = 10, b₀ = 2, s = (1, −1), α = ½, β = ¼, γ = ⅛, φ = ½: expected 12, e = 4; then l = 13, b = 2, s₀ = 1.5.
    const state = { level: 10, trend: 2, season: Float64Array.of(1, -1) };
    const errors = new Float64Array(2);
    const parameters = { alpha: 0.5, beta: 0.25, gamma: 0.125, phi: 0.5 };
    const shape = { multiplicative: false, trend: true, seasonal: true };
    etsErrors(Float64Array.of(16, 13), shape, parameters, state, errors);
    // Second: expected 13 + ½·2 − 1 = 13, e = 0; l = 14, b = 1.
    expect([...errors]).toEqual([4, 0]);
    expect(state).toEqual({ level: 14, trend: 1, season: Float64Array.of(1.5, -1) });
    const path = new Float64Array(2);
    etsPath(path, shape, parameters, state, 2, () => 0);
    // 14 + ½ + 1.5; then level 14.5, trend ½: 14.5 + ¼ − 1.
    expect([...path]).toEqual([16, 13.75]);
  });

  it('should be as worked by hand for a season that multiplies', () => {
    const state = { level: 10, trend: 0, season: Float64Array.of(2, 0.5) };
    const errors = new Float64Array(2);
    const shape = { multiplicative: true, trend: false, seasonal: true };
    const parameters = { alpha: 0.5, beta: 0, gamma: 0.25, phi: 1 };
    const logScale = etsErrors(Float64Array.of(30, 12.5), shape, parameters, state, errors);
    // Expected 20, e = ½: l = 12.5, s₀ = 2.25; then 6.25, e = 1: l = 18.75, s₁ = 0.625.
    expect([...errors]).toEqual([0.5, 1]);
    expect(state.level).toBe(18.75);
    expect([...state.season]).toEqual([2.25, 0.625]);
    expect(logScale).toBeCloseTo(Math.log(20) + Math.log(6.25), 12);
  });
});

describe('exponential smoothing', () => {
  it('should find the published smoothing of the Saudi oil production', () => {
    // Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 7.1: α 0.8339, l₀ 446.5868, next 542.68.
    const oil = Float64Array.from([
      445.36, 453.2, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89,
      509.87, 456.72, 473.82, 525.95, 549.83, 542.34,
    ]);
    const fit = fitEts(oil, LEVEL, 1);
    expect(fit.parameters.alpha).toBeCloseTo(0.834, 2);
    expect(Math.abs(fit.initial.level - 446.5868)).toBeLessThan(1);
    expect(fit.forecast(oil, options(1)).point[0]).toBeCloseTo(542.68, 1);
  });

  it('should forecast the airline passengers like the reference', () => {
    // statsmodels 0.15, ETSModel(error='mul', trend='add', damped_trend=True, seasonal='mul').fit().forecast(6).
    const reference = [441.91, 434.65, 496.92, 483.51, 484.48, 549.9];
    const shape = { multiplicative: true, trend: true, seasonal: true };
    const fit = fitEts(AIR_PASSENGERS, shape, 12);
    expect(Math.abs(fit.parameters.alpha - 0.761)).toBeLessThan(0.02);
    expect(Math.abs(fit.parameters.beta - 0.019)).toBeLessThan(0.01);
    expect(fit.parameters.phi).toBeCloseTo(0.98, 3);
    const { point } = fit.forecast(AIR_PASSENGERS, options(6));
    // The season before the first value is a classical profile here and fitted there: within 1.5 %.
    reference.forEach((value, h) => expect(Math.abs(point[h] / value - 1)).toBeLessThan(0.015));
  });

  it('should take the season that multiplies where it grows with the level', () => {
    expect(etsSeasonal.fit(AIR_PASSENGERS, 12)?.description).toMatch(/^ETS\(M,/);
  });

  it('should recover the parameter of a made series', () => {
    const random = new Random(3);
    const values = new Float64Array(2_000);
    for (let t = 0, level = 1_000; t < values.length; t++) {
      const error = 20 * normal(random);
      values[t] = level + error;
      level += 0.3 * error;
    }
    // The standard error of α is about √((1 − (1 − α)²)/n) < 0.02.
    expect(Math.abs(fitEts(values, LEVEL, 1).parameters.alpha - 0.3)).toBeLessThan(0.05);
  });

  it('should ask for two whole seasons', () => {
    expect(etsSeasonal.fit(AIR_PASSENGERS.subarray(0, 23), 12)).toBeNull();
    expect(etsSeasonal.fit(AIR_PASSENGERS.subarray(0, 24), 12)).not.toBeNull();
  });

  it('should keep the phase of the season when the history goes on', () => {
    const values = Float64Array.from({ length: 64 }, (_, t) => (t % 8 === 5 ? 100 : 10));
    const fitted = etsSeasonal.fit(values.subarray(0, 40), 8);
    const { point } = fitted!.forecast(values.subarray(0, 51), options(8));
    // After 51 values the next of phase 5 is the third.
    expect(point.indexOf(Math.max(...point))).toBe(2);
  });
});
