import dateMath from '@kbn/datemath';
import type { TimeRange } from '../../common/app_api/time_range';
import type { GlobalState } from './global_state';

/** A period such as now-24h to now as points in time; undefined where it cannot be read or runs backward. */
export function resolvePeriod({ from, to }: GlobalState['time']): TimeRange | undefined {
  const start = dateMath.parse(from);
  const end = dateMath.parse(to, { roundUp: true });
  if (!start?.isValid() || !end?.isValid() || !start.isBefore(end)) return undefined;
  return { from: start.toISOString(), to: end.toISOString() };
}
