import type { AppForecastRequest } from '../../../common/app_api/forecast/schema';
import {
  FORECAST_METRICS,
  MAX_FORECAST_POINTS,
  type ForecastMetric,
} from '../../../common/api/forecast/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { isRecord } from '../../lib/url_state';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far ahead one may look. */
export const HORIZONS_MS: Record<string, number> = {
  '6h': 6 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '24h': DAY_MS,
  '3d': 3 * DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
};
const DEFAULT_HORIZON = '24h';

/** How finely lines are counted. */
export const INTERVALS_MS: Record<string, number> = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '3h': 3 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
};
/** Steps ahead of an interval that is chosen by itself, and of any. */
const CHOSEN_STEPS = 30;
const MIN_STEPS = 2;
const MAX_STEPS = 300;
/** Intervals that are learned from, where the period in the header is not longer. */
export const LEARNED_INTERVALS = 1_000;

/** What the Forecast page keeps in its address. */
export interface ForecastState {
  metric: ForecastMetric;
  host?: string;
  service?: string;
  /** A key of {@link HORIZONS_MS}. */
  horizon: string;
  /** A key of {@link INTERVALS_MS}; chosen by the horizon where it is left out. */
  interval?: string;
  /** A count per interval that is watched. */
  limit?: number;
}

export function parseForecastState(raw: unknown): ForecastState {
  const state = isRecord(raw) ? raw : {};
  const horizon =
    typeof state.horizon === 'string' && Object.hasOwn(HORIZONS_MS, state.horizon)
      ? state.horizon
      : DEFAULT_HORIZON;
  const { interval, limit } = state;
  return {
    metric: FORECAST_METRICS.find((metric) => metric === state.metric) ?? 'lines',
    host: nameIn(state.host),
    service: nameIn(state.service),
    horizon,
    interval:
      typeof interval === 'string' && intervalsFor(horizon).includes(interval)
        ? interval
        : undefined,
    limit: typeof limit === 'number' && Number.isFinite(limit) && limit >= 0 ? limit : undefined,
  };
}

const nameIn = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw !== '' ? raw : undefined;

/** Intervals that cut a horizon into a number of steps that can be looked at. */
export function intervalsFor(horizon: string): string[] {
  return Object.keys(INTERVALS_MS).filter((interval) => {
    const steps = HORIZONS_MS[horizon] / INTERVALS_MS[interval];
    return steps >= MIN_STEPS && steps <= MAX_STEPS;
  });
}

/** The shortest that gives at most 30 steps. */
export function chosenInterval(horizon: string): string {
  const intervals = intervalsFor(horizon);
  return (
    intervals.find((name) => HORIZONS_MS[horizon] / INTERVALS_MS[name] <= CHOSEN_STEPS) ??
    intervals[intervals.length - 1]
  );
}

/**
 * What is asked of the sidecar. It learns up to the end of the header's period, from long before its start where that is
 * near: a day does not show the rhythm of a week.
 */
export function forecastRequest(
  state: ForecastState,
  range: TimeRange,
  nowMs: number,
): AppForecastRequest {
  const interval = state.interval ?? chosenInterval(state.horizon);
  const intervalMs = INTERVALS_MS[interval];
  const toMs = Math.min(Date.parse(range.to), nowMs);
  const learnedMs = toMs - LEARNED_INTERVALS * intervalMs;
  const fromMs = Math.max(
    Math.min(learnedMs, Date.parse(range.from)),
    toMs - (MAX_FORECAST_POINTS - 1) * intervalMs,
  );
  return {
    metric: state.metric,
    host: state.host,
    service: state.service,
    interval,
    horizon: Math.round(HORIZONS_MS[state.horizon] / intervalMs),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}
