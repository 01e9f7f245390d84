import type { Forecast } from '../../../common/api/forecast/schema';

/** Bands may be so wide that nothing else would be seen: they are cut at so many times of what is seen. */
const BAND_ROOM = 3;

interface Count {
  value: number;
}

/** Where the axis of counts ends. */
export function countTop({ forecast }: Forecast, past: readonly Count[], limit = 0): number {
  const seen = Math.max(limit, ...[...past, ...forecast].map(({ value }) => value), 1);
  return Math.min(BAND_ROOM * seen, highestBound(forecast, seen));
}

/** The highest count that is possible in 95 of 100 cases, `least` where that is more. */
export const highestBound = (forecast: Forecast['forecast'], least = 0): number =>
  forecast.reduce((highest, step) => Math.max(highest, step.upper_95), least);
