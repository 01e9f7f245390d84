import {
  etsErrors,
  etsPath,
  type EtsParameters,
  type EtsShape,
  type EtsState,
} from './ets_recursion';
import { seasonProfile } from './season';
import { latest, type FittedModel, type ForecastModel } from './model';
import { minimize } from './nelder_mead';
import { drawable, outlookOf } from './paths';

const MIN_POINTS = 8;
/** Range of the damping, as in Hyndman et al. (2008), 2.3. */
const MIN_PHI = 0.8;
const MAX_PHI = 0.98;

const PLAIN: readonly EtsShape[] = [
  { multiplicative: false, trend: false, seasonal: false },
  { multiplicative: false, trend: true, seasonal: false },
];
const SEASONAL: readonly EtsShape[] = [
  { multiplicative: false, trend: false, seasonal: true },
  { multiplicative: false, trend: true, seasonal: true },
  { multiplicative: true, trend: false, seasonal: true },
  { multiplicative: true, trend: true, seasonal: true },
];

/**
 * Exponential smoothing in state space form (Hyndman, Koehler, Ord & Snyder, Forecasting with Exponential Smoothing,
 * 2008): level, with or without a damped trend; the variant with the least AICc.
 */
export const ets: ForecastModel = {
  name: 'ets',
  fit: (values) => fitBest(values, PLAIN, 1),
};

/** The same with a season, added to the level or multiplied with it. */
export const etsSeasonal: ForecastModel = {
  name: 'ets_seasonal',
  fit(values, period) {
    if (period < 2 || values.length < 2 * period) return null;
    const shapes = values.every((value) => value > 0)
      ? SEASONAL
      : SEASONAL.filter(({ multiplicative }) => !multiplicative);
    return fitBest(values, shapes, period);
  },
};

export interface EtsFit extends FittedModel {
  readonly shape: EtsShape;
  readonly parameters: EtsParameters;
  /** State before the first value. */
  readonly initial: EtsState;
  readonly aicc: number;
}

function fitBest(
  values: Float64Array,
  shapes: readonly EtsShape[],
  period: number,
): FittedModel | null {
  if (values.length < MIN_POINTS) return null;
  let best: EtsFit | null = null;
  for (const shape of shapes) {
    const candidate = fitEts(values, shape, period);
    if (!best || candidate.aicc < best.aicc) best = candidate;
  }
  return best;
}

/**
 * The parameters of the greatest likelihood, (2.2) of Hyndman et al. for normal errors:
 * n ln Σe² + 2 Σ ln |r|, r being what an error is multiplied with. The season before the first value is the mean
 * profile of the data, the level and the trend before it are fitted with the rest.
 */
export function fitEts(all: Float64Array, shape: EtsShape, period: number): EtsFit {
  const values = latest(all, period);
  const skipped = all.length - values.length;
  const n = values.length;
  const season = shape.seasonal
    ? seasonProfile(values, period, shape.multiplicative)
    : new Float64Array(1).fill(shape.multiplicative ? 1 : 0);
  const head = values.subarray(0, Math.min(n, Math.max(10, shape.seasonal ? period : 1)));
  const level = head.reduce((sum, value) => sum + value, 0) / head.length;
  const spread = Math.max(1e-9, deviation(values));
  const unpack = (u: Float64Array): { parameters: EtsParameters; initial: EtsState } => {
    const alpha = u[0];
    let at = 2;
    const beta = shape.trend ? alpha * u[at++] : 0;
    const phi = shape.trend ? u[at++] : 1;
    const trend = shape.trend ? u[at++] * spread * 0.1 : 0;
    const gamma = shape.seasonal ? (1 - alpha) * u[at++] : 0;
    const start = level + u[1] * spread;
    return {
      parameters: { alpha, beta, gamma, phi },
      initial: { level: shape.multiplicative ? Math.max(1e-6, start) : start, trend, season },
    };
  };
  const errors = new Float64Array(n);
  const objective = (u: Float64Array): number => {
    const { parameters, initial } = unpack(u);
    const logScale = etsErrors(values, shape, parameters, copyOf(initial), errors);
    let squares = 0;
    for (let t = 0; t < n; t++) squares += errors[t] * errors[t];
    return n * Math.log(squares / n + 1e-12) + 2 * logScale;
  };
  const start = [0.3, 0];
  const lower = [1e-4, -3];
  const upper = [0.9999, 3];
  if (shape.trend) {
    start.push(0.1, 0.95, 0);
    lower.push(1e-4, MIN_PHI, -3);
    upper.push(0.9999, MAX_PHI, 3);
  }
  if (shape.seasonal) {
    start.push(0.05);
    lower.push(1e-4);
    upper.push(0.9999);
  }
  const found = minimize(objective, start, { lower, upper, maxEvaluations: 60 * start.length });
  const { parameters, initial } = unpack(found.point);
  objective(found.point);
  // The profile was taken from the data as well.
  const states = shape.seasonal ? period - 1 : 0;
  const k = start.length + 1;
  const pool = drawable(errors, start.length + states);
  return {
    shape,
    parameters,
    initial,
    // Variants are compared with others of as many seasonal states, which are left out of the count therefore.
    aicc: found.value + 2 * k + (2 * k * (k + 1)) / Math.max(1, n - k - 1),
    description: describe(shape, parameters),
    forecast(history, options) {
      const recent = history.subarray(skipped);
      const state = copyOf(initial);
      etsErrors(recent, shape, parameters, state, new Float64Array(recent.length));
      const from = recent.length;
      const point = new Float64Array(options.horizon);
      etsPath(point, shape, parameters, copyOf(state), from, () => 0);
      const simulate = (path: Float64Array, draw: () => number) =>
        etsPath(path, shape, parameters, copyOf(state), from, draw);
      return outlookOf(point, simulate, pool, options);
    },
  };
}

function copyOf(state: EtsState): EtsState {
  return { ...state, season: state.season.slice() };
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function describe(shape: EtsShape, { alpha, beta, gamma, phi }: EtsParameters): string {
  const kind = shape.multiplicative ? 'M' : 'A';
  const name = `ETS(${kind},${shape.trend ? 'Ad' : 'N'},${shape.seasonal ? kind : 'N'})`;
  const parts = [`α ${alpha.toFixed(3)}`];
  if (shape.trend) parts.push(`β ${beta.toFixed(3)}`, `φ ${phi.toFixed(3)}`);
  if (shape.seasonal) parts.push(`γ ${gamma.toFixed(3)}`);
  return `${name}, ${parts.join(', ')}`;
}
