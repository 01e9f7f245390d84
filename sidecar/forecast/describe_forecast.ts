import type { Forecast } from '../../common/api/forecast/schema';
import type { TimedSeries } from './count_series';
import type { SeriesForecast } from './forecast';
import { formatInterval } from './interval';
import type { Expected } from './model';

/** A tenth of what is there. */
const HORIZON_SHARE = 0.1;
const MIN_HORIZON = 12;
const MAX_HORIZON = 300;

/** Intervals ahead where nobody says how many. */
export function defaultHorizon(points: number): number {
  return Math.min(MAX_HORIZON, Math.max(MIN_HORIZON, Math.round(HORIZON_SHARE * points)));
}

/** A forecast as the API answers it. */
export function describeForecast(
  subject: Pick<Forecast, 'metric' | 'service' | 'host' | 'source'>,
  series: TimedSeries,
  found: SeriesForecast,
  notes: readonly string[] = [],
): Forecast {
  const { startMs, intervalMs, values } = series;
  const timeOf = (i: number) => new Date(startMs + i * intervalMs).toISOString();
  return {
    ...subject,
    interval: formatInterval(intervalMs),
    interval_ms: intervalMs,
    history: Array.from(values, (value, i) => ({ timestamp: timeOf(i), value })),
    forecast: Array.from(found.point, (value, h) => ({
      timestamp: timeOf(values.length + h),
      ...described({
        value,
        lower80: found.lower80[h],
        upper80: found.upper80[h],
        lower95: found.lower95[h],
        upper95: found.upper95[h],
      }),
    })),
    total: described(found.total),
    model: found.model,
    description: found.description,
    season: found.season && {
      name: found.season.name,
      intervals: found.season.period,
      strength: found.season.strength,
    },
    unknown_rhythms: found.tooShort,
    backtest: found.backtest && {
      origins: found.backtest.origins,
      steps: found.backtest.steps,
      compared_by: found.backtest.comparedBy,
      rows: found.backtest.rows.map(({ model, mae, rmse, mase, coverage80, coverage95 }) => ({
        model,
        mae,
        rmse,
        mase,
        coverage_80: coverage80,
        coverage_95: coverage95,
      })),
    },
    notes: [...notes, ...found.notes],
  };
}

function described({ value, lower80, upper80, lower95, upper95 }: Expected): Forecast['total'] {
  return {
    value: rounded(value),
    lower_80: rounded(lower80),
    upper_80: rounded(upper80),
    lower_95: rounded(lower95),
    upper_95: rounded(upper95),
  };
}

/** Thousandths of a line are enough. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
