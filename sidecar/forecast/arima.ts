import { aiccOf, rankOrders, type ArmaOrder, type ArmaStart } from './arima_order';
import { differences } from './baselines';
import { chooseDifferencing, type Differencing } from './differencing';
import { fromPartial, multiply, polynomial, toPartial, type LagPolynomial } from './lag_polynomial';
import { latest, type FittedModel, type ForecastModel } from './model';
import { minimize } from './nelder_mead';
import { drawable, outlookOf } from './paths';
import { chooseTransform, type Transform } from './transform';

const MIN_POINTS = 16;
/** Orders that are fitted in full, of those that a regression ranks. */
const REFINED_ORDERS = 4;
/** Partial autocorrelations are kept within this: stationary and invertible. */
const MOST_PARTIAL = 0.99;

/**
 * Seasonal ARIMA (Box & Jenkins): differenced until its level is constant, orders by AICc among those that the
 * regression of Hannan & Rissanen ranks first, coefficients by the conditional sum of squares.
 */
export const arima: ForecastModel = {
  name: 'arima',
  fit(all, period) {
    const values = latest(all, period);
    if (values.length < MIN_POINTS) return null;
    const usedPeriod = values.length >= 2 * period ? period : 1;
    const transform = chooseTransform(values, usedPeriod);
    const x = values.map(transform.to);
    const differencing = chooseDifferencing(x, usedPeriod);
    const w = differenced(x, differencing, usedPeriod);
    let best: ArmaFit | null = null;
    for (const start of startsFor(w, differencing, usedPeriod)) {
      const candidate = fitArma(w, start.order, {
        period: usedPeriod,
        constant: hasConstant(differencing),
        start: start.coefficients,
      });
      if (!best || candidate.aicc < best.aicc) best = candidate;
    }
    if (!best) return null;
    return fittedArima(best, {
      transform,
      differencing,
      period: usedPeriod,
      skipped: all.length - values.length,
    });
  },
};

/** Drifts are left out: over a long horizon they carry counts to where none ever were. */
const hasConstant = ({ d, seasonal }: Differencing) => d + seasonal === 0;

function startsFor(w: Float64Array, { seasonal }: Differencing, period: number): ArmaStart[] {
  const mean = w.reduce((sum, value) => sum + value, 0) / Math.max(1, w.length);
  const ranked = rankOrders(
    w.map((value) => value - mean),
    period,
  );
  if (ranked.length === 0) {
    const order = { p: 0, q: 0, seasonalP: 0, seasonalQ: 0 };
    return [{ order, coefficients: new Float64Array(0), aicc: 0 }];
  }
  const starts = ranked.slice(0, REFINED_ORDERS);
  // Seasonal differences call for a moving average of the season, which a regression finds badly.
  const averaged = ranked.find(({ order }) => order.seasonalQ === 1 && order.seasonalP === 0);
  if (seasonal === 1 && averaged && !starts.includes(averaged)) starts.push(averaged);
  return starts;
}

export function differenced(
  x: Float64Array,
  { d, seasonal }: Differencing,
  period: number,
): Float64Array {
  let w = seasonal === 1 ? differences(x, period) : x;
  for (let i = 0; i < d; i++) w = differences(w, 1);
  return w;
}

export interface ArmaFit {
  order: ArmaOrder;
  phi: Float64Array;
  seasonalPhi: Float64Array;
  theta: Float64Array;
  seasonalTheta: Float64Array;
  /** Mean of the differenced series; 0 where it has none. */
  mean: number;
  /** Mean squared one-step error. */
  variance: number;
  aicc: number;
  errors: Float64Array;
  /** Autoregression and moving average with the seasonal factors multiplied out. */
  autoregression: LagPolynomial;
  movingAverage: LagPolynomial;
}

interface ArmaOptions {
  period: number;
  /** Whether the series has a mean of its own. */
  constant: boolean;
  /** φ, Φ, θ, Θ one after the other. */
  start?: ArrayLike<number>;
}

/** Least conditional sum of squares: errors before the first p values count as 0. */
export function fitArma(w: Float64Array, order: ArmaOrder, options: ArmaOptions): ArmaFit {
  const { p, q, seasonalP, seasonalQ } = order;
  const { period, constant, start = new Float64Array(p + q + seasonalP + seasonalQ) } = options;
  const rawMean = w.reduce((sum, value) => sum + value, 0) / Math.max(1, w.length);
  const spread =
    Math.sqrt(w.reduce((sum, value) => sum + (value - rawMean) ** 2, 0) / w.length) + 1e-9;
  const groups = [p, seasonalP, q, seasonalQ];
  const initial: number[] = [];
  groups.reduce((from, size, group) => {
    const part = Array.from({ length: size }, (_, i) => Number(start[from + i]));
    // A moving average is invertible where the autoregression with the opposite signs is stationary.
    const sign = group < 2 ? 1 : -1;
    initial.push(...toPartial(part.map((value) => sign * value)));
    return from + size;
  }, 0);
  if (constant) initial.push(0);

  const build = (u: Float64Array) => {
    const phi = fromPartial(u.subarray(0, p));
    const seasonalPhi = fromPartial(u.subarray(p, p + seasonalP));
    const theta = fromPartial(u.subarray(p + seasonalP, p + seasonalP + q)).map((v) => -v);
    const seasonalTheta = fromPartial(
      u.subarray(p + seasonalP + q, p + seasonalP + q + seasonalQ),
    ).map((v) => -v);
    return {
      phi,
      seasonalPhi,
      theta,
      seasonalTheta,
      mean: constant ? rawMean + u[u.length - 1] * spread : 0,
      autoregression: multiply(
        polynomial(phi.map((v) => -v)),
        polynomial(
          seasonalPhi.map((v) => -v),
          period,
        ),
      ),
      movingAverage: multiply(polynomial(theta), polynomial(seasonalTheta, period)),
    };
  };
  const errors = new Float64Array(w.length);
  const used = Math.max(1, w.length - p);
  const objective = (u: Float64Array) => {
    const { autoregression, movingAverage, mean } = build(u);
    armaErrors(w, mean, autoregression, movingAverage, errors, p);
    let squares = 0;
    for (let t = p; t < errors.length; t++) squares += errors[t] * errors[t];
    return squares / used;
  };
  const size = initial.length;
  const bound = initial.map((_, i) => (constant && i === size - 1 ? 1 : MOST_PARTIAL));
  const found = minimize(objective, initial, {
    lower: bound.map((value) => -value),
    upper: bound,
    maxEvaluations: 50 * (size + 1),
    step: 0.05,
  });
  const variance = objective(found.point);
  return {
    order,
    ...build(found.point),
    variance,
    aicc: aiccOf(variance, used, size),
    errors,
  };
}

/** One-step errors; those of the first `skip` values and all before count as 0. */
function armaErrors(
  w: Float64Array,
  mean: number,
  { lags: arLags, coefficients: ar }: LagPolynomial,
  { lags: maLags, coefficients: ma }: LagPolynomial,
  errors: Float64Array,
  skip: number,
): void {
  errors.fill(0, 0, Math.min(skip, errors.length));
  for (let t = skip; t < w.length; t++) {
    let error = w[t] - mean;
    for (let i = 0; i < ar.length && arLags[i] <= t; i++)
      error += ar[i] * (w[t - arLags[i]] - mean);
    for (let i = 0; i < ma.length && maLags[i] <= t; i++) error -= ma[i] * errors[t - maLags[i]];
    errors[t] = error;
  }
}

function fittedArima(
  fit: ArmaFit,
  setting: { transform: Transform; differencing: Differencing; period: number; skipped: number },
): FittedModel {
  const { transform, differencing, period, skipped } = setting;
  const { order, autoregression, movingAverage, mean } = fit;
  // Differencing is an autoregression too: so forecasts need not be summed up again.
  let whole = autoregression;
  for (let i = 0; i < differencing.d; i++) whole = multiply(whole, polynomial([-1]));
  if (differencing.seasonal === 1) whole = multiply(whole, polynomial([-1], period));
  const constant = mean * (1 + autoregression.coefficients.reduce((sum, value) => sum + value, 0));
  const parameters = order.p + order.q + order.seasonalP + order.seasonalQ;
  const pool = drawable(
    fit.errors.subarray(Math.min(order.p, fit.errors.length - 1)),
    parameters + 1,
  );
  return {
    description: describe(order, differencing, period, transform),
    forecast(history, options) {
      const x = history.subarray(skipped).map(transform.to);
      const w = differenced(x, differencing, period);
      const errors = new Float64Array(w.length);
      armaErrors(w, mean, autoregression, movingAverage, errors, order.p);
      const past = { x, errors };
      const point = new Float64Array(options.horizon);
      const simulate = (path: Float64Array, draw: () => number) => {
        armaPath(path, past, constant, whole, movingAverage, draw);
        for (let h = 0; h < path.length; h++) path[h] = transform.from(path[h]);
      };
      simulate(point, () => 0);
      return outlookOf(point, simulate, pool, options);
    },
  };
}

/** Goes on from the past with drawn errors; see {@link armaErrors} for the model. */
function armaPath(
  path: Float64Array,
  { x, errors }: { x: Float64Array; errors: Float64Array },
  constant: number,
  { lags: arLags, coefficients: ar }: LagPolynomial,
  { lags: maLags, coefficients: ma }: LagPolynomial,
  draw: () => number,
): void {
  const drawn = new Float64Array(path.length);
  for (let h = 0; h < path.length; h++) {
    drawn[h] = draw();
    let value = constant + drawn[h];
    for (let i = 0; i < ar.length; i++) {
      const at = h - arLags[i];
      value -= ar[i] * (at >= 0 ? path[at] : (x[x.length + at] ?? 0));
    }
    for (let i = 0; i < ma.length; i++) {
      const at = h - maLags[i];
      value += ma[i] * (at >= 0 ? drawn[at] : (errors[errors.length + at] ?? 0));
    }
    path[h] = value;
  }
}

function describe(
  { p, q, seasonalP, seasonalQ }: ArmaOrder,
  { d, seasonal }: Differencing,
  period: number,
  transform: Transform,
): string {
  const season = period > 1 ? `(${seasonalP},${seasonal},${seasonalQ})[${period}]` : '';
  const of = transform.name === 'none' ? '' : ` of the ${transform.name}`;
  return `ARIMA(${p},${d},${q})${season}${of}`;
}
