import { Random } from '../pipeline/random';
import { arima } from './arima';
import { backtest, type Backtest } from './backtest';
import { meanModel, seasonalNaive } from './baselines';
import { ets, etsSeasonal } from './ets';
import type { ForecastModel, ModelName, Outlook } from './model';
import { dataNotes, backtestNotes } from './notes';
import { findSeason, type Season } from './season';

/** Counts of equal intervals without gaps, oldest first. */
export interface CountSeries {
  intervalMs: number;
  values: Float64Array;
}

export interface SeriesForecast extends Outlook {
  model: ModelName;
  description: string;
  season: Season | null;
  /** Null where there are too few data for one. */
  backtest: Backtest | null;
  /** What to know about it, in sentences. */
  notes: string[];
}

/** More intervals are refused; fits look at the latest 2,000 or three seasons. */
export const MAX_POINTS = 5_000;
export const MAX_HORIZON = 1_000;
/** Fewer intervals are forecast by their mean. */
export const MIN_POINTS_FOR_MODELS = 24;

const MODELS: readonly ForecastModel[] = [meanModel, seasonalNaive, ets, etsSeasonal, arima];
const PATHS = 500;

/**
 * Forecasts a series by the model that did best in a back-test on it.
 * @param horizon intervals ahead, 1 to {@link MAX_HORIZON}
 * @throws RangeError where the series is empty or too long, or the horizon is out of its range
 */
export function forecastSeries(
  series: CountSeries,
  { horizon, seed = 1 }: { horizon: number; seed?: number },
): SeriesForecast {
  const { values, intervalMs } = series;
  const n = values.length;
  if (n === 0 || n > MAX_POINTS)
    throw new RangeError(`a series of ${n} intervals; 1 to ${MAX_POINTS} can be forecast`);
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON)
    throw new RangeError(`a horizon of ${horizon}; it may be 1 to ${MAX_HORIZON} intervals`);
  if (!values.every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError('counts are finite and not below 0');

  const { season, tooShort } = findSeason(values, intervalMs);
  const period = season?.period ?? 1;
  const isEnough = n >= MIN_POINTS_FOR_MODELS;
  const tested = isEnough ? backtest(values, MODELS, { period, horizon, seed }) : null;
  const best = tested?.rows[0].model ?? meanModel.name;
  const model = MODELS.find(({ name }) => name === best) ?? meanModel;
  // On all data a model may refuse what it took of a part only where there is nothing to fit at all.
  const fitted = model.fit(values, period) ?? meanModel.fit(values, period);
  if (!fitted) throw new RangeError('there is nothing to forecast from');
  const options = { horizon, random: new Random(seed), paths: PATHS };
  return {
    model: model.name,
    description: fitted.description,
    season,
    backtest: tested,
    notes: [
      ...dataNotes(series, { season, tooShort, isEnough }),
      ...(tested ? backtestNotes(tested, intervalMs) : []),
    ],
    ...fitted.forecast(values, options),
  };
}
