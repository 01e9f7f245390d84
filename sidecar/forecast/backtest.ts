import { setImmediate as nextTurn } from 'node:timers/promises';
import { Random } from '../pipeline/random';
import { differences } from './baselines';
import type { FittedModel, ForecastModel, ModelName } from './model';

/** How a model did on forecasts of what is known by now. */
export interface BacktestRow {
  model: ModelName;
  /** Mean absolute error over all origins and steps. */
  mae: number;
  /** Root of the mean squared error. */
  rmse: number;
  /** That, divided by the one-step error of the seasonal naive forecast in training (Hyndman & Koehler 2006). */
  mase: number;
  /** Share of the values that lay within the 80 % interval. */
  coverage80: number;
  coverage95: number;
}

export interface Backtest {
  rows: BacktestRow[];
  /** Forecasts that were made, each from another point in time. */
  origins: number;
  /** Steps of each. */
  steps: number;
  /** The error that the best model has the least of. */
  comparedBy: 'mae' | 'rmse';
}

export interface BacktestOptions {
  /** Intervals of a season, 1 for none. */
  period: number;
  /** Intervals ahead that matter. */
  horizon: number;
  seed: number;
  /** Checked before every model. */
  signal?: AbortSignal;
}

const MIN_ORIGINS = 12;
const MAX_ORIGINS = 40;
/** Values that are compared, about: short forecasts are made from more origins. */
const COMPARED_VALUES = 240;
/** Share of the data that models are fitted to before the first forecast. */
const TRAINING_SHARE = 0.6;
/** Forecasts are checked over at most this share of the data. */
const MAX_STEP_SHARE = 1 / 6;
const PATHS = 200;

/**
 * Forecasts from a rolling origin: each model is fitted to the first part of the data once, then forecasts from points
 * after it, knowing what came before each of them.
 * @returns null where no model could be judged
 */
export async function backtest(
  values: Float64Array,
  models: readonly ForecastModel[],
  { period, horizon, seed, signal }: BacktestOptions,
): Promise<Backtest | null> {
  const n = values.length;
  const training = Math.max(Math.ceil(TRAINING_SHARE * n), period > 1 ? 2 * period : 0);
  const steps = Math.min(horizon, n - training, Math.max(1, Math.floor(n * MAX_STEP_SHARE)));
  if (steps < 1) return null;
  const wanted = Math.min(MAX_ORIGINS, Math.max(MIN_ORIGINS, Math.ceil(COMPARED_VALUES / steps)));
  const origins = spread(training, n - steps, wanted);
  const head = values.subarray(0, training);
  const scale = meanOf(differences(head, period).map(Math.abs));
  const rows: BacktestRow[] = [];
  for (const model of models) {
    // Requests that came meanwhile are answered before the next model.
    await nextTurn();
    signal?.throwIfAborted();
    const fitted = model.fit(head, period);
    if (!fitted) continue;
    const row = judge(fitted, values, { origins, steps, seed });
    rows.push({ model: model.name, ...row, mase: scale > 0 ? row.mae / scale : row.mae });
  }
  // Where most values are 0, so is the forecast with the least absolute error, whatever comes.
  const zeros = values.filter((value) => value === 0).length;
  const comparedBy = zeros > n / 2 ? 'rmse' : 'mae';
  rows.sort((a, b) => a[comparedBy] - b[comparedBy]);
  return rows.length > 0 ? { rows, origins: origins.length, steps, comparedBy } : null;
}

function judge(
  fitted: FittedModel,
  values: Float64Array,
  { origins, steps, seed }: { origins: readonly number[]; steps: number; seed: number },
): Omit<BacktestRow, 'model' | 'mase'> {
  const random = new Random(seed);
  let absolute = 0;
  let squares = 0;
  let within80 = 0;
  let within95 = 0;
  for (const origin of origins) {
    const options = { horizon: steps, random, paths: PATHS };
    const outlook = fitted.forecast(values.subarray(0, origin), options);
    for (let h = 0; h < steps; h++) {
      const actual = values[origin + h];
      absolute += Math.abs(actual - outlook.point[h]);
      squares += (actual - outlook.point[h]) ** 2;
      within80 += Number(actual >= outlook.lower80[h] && actual <= outlook.upper80[h]);
      within95 += Number(actual >= outlook.lower95[h] && actual <= outlook.upper95[h]);
    }
  }
  const judged = origins.length * steps;
  return {
    mae: absolute / judged,
    rmse: Math.sqrt(squares / judged),
    coverage80: within80 / judged,
    coverage95: within95 / judged,
  };
}

/** So many whole numbers from `first` to `last`, both included, evenly. */
function spread(first: number, last: number, wanted: number): number[] {
  const count = Math.min(wanted, last - first + 1);
  const gap = count > 1 ? (last - first) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => Math.round(first + i * gap));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
