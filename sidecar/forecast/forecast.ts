import {
  MAX_FORECAST_HORIZON,
  MAX_FORECAST_POINTS,
  MIN_COMPARED_INTERVALS,
  type RhythmName,
} from '../../common/api/forecast/schema';
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
  /** Rhythms that the data are too short for. */
  tooShort: RhythmName[];
  /** Null where there are too few data for one. */
  backtest: Backtest | null;
  /** What to know about it, in sentences. */
  notes: string[];
}

const MODELS: readonly ForecastModel[] = [meanModel, seasonalNaive, ets, etsSeasonal, arima];
const PATHS = 500;

/**
 * Forecasts a series by the model that did best in a back-test on it.
 * @param horizon intervals ahead, 1 to {@link MAX_FORECAST_HORIZON}
 * @throws RangeError where the series is empty or too long, or the horizon is out of its range
 */
export async function forecastSeries(
  series: CountSeries,
  { horizon, seed = 1, signal }: { horizon: number; seed?: number; signal?: AbortSignal },
): Promise<SeriesForecast> {
  const { values, intervalMs } = series;
  const n = values.length;
  if (n === 0 || n > MAX_FORECAST_POINTS)
    throw new RangeError(`a series of ${n} intervals; 1 to ${MAX_FORECAST_POINTS} can be forecast`);
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_FORECAST_HORIZON)
    throw new RangeError(
      `a horizon of ${horizon}; it may be 1 to ${MAX_FORECAST_HORIZON} intervals`,
    );
  if (!values.every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError('counts are finite and not below 0');

  const { season, tooShort } = findSeason(values, intervalMs);
  const period = season?.period ?? 1;
  const isEnough = n >= MIN_COMPARED_INTERVALS;
  const options = { period, horizon, seed, signal };
  const tested = isEnough ? await backtest(values, MODELS, options) : null;
  const best = tested?.rows[0].model ?? meanModel.name;
  const model = MODELS.find(({ name }) => name === best) ?? meanModel;
  // On all data a model may refuse what it took of a part only where there is nothing to fit at all.
  const fitted = model.fit(values, period) ?? meanModel.fit(values, period);
  if (!fitted) throw new RangeError('there is nothing to forecast from');
  return {
    model: model.name,
    description: fitted.description,
    season,
    tooShort,
    backtest: tested,
    notes: [
      ...dataNotes(series, { season, tooShort, isEnough }),
      ...(tested ? backtestNotes(tested, intervalMs) : []),
    ],
    ...fitted.forecast(values, { horizon, random: new Random(seed), paths: PATHS }),
  };
}
