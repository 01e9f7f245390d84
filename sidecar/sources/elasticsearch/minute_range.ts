import type { TimeRange } from './seq_reader';

const MINUTE_MS = 60_000;

/**
 * A period in whole minutes, the begun ones included: rollups are kept by the minute, so that only whole
 * ones can be replaced. Undefined where it has no bounds.
 */
export function minuteRange(field: string, from?: string, to?: string): TimeRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  return {
    field,
    ...(from === undefined ? {} : { fromMs: Math.floor(Date.parse(from) / MINUTE_MS) * MINUTE_MS }),
    ...(to === undefined ? {} : { toMs: Math.ceil(Date.parse(to) / MINUTE_MS) * MINUTE_MS }),
  };
}
