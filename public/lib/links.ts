import type { GlobalState } from './global_state';
import { parseGlobalState } from './global_state';
import { globalStateOnly, readState, writeState } from './url_state';
import type { PatternsState } from '../pages/patterns/patterns_state';
import type { ReviewState } from '../pages/anomalies/review_state';

/** The path of the Anomalies page with filters set, in the current period or in another. */
export function reviewPath(
  search: string,
  state: Partial<ReviewState>,
  time?: GlobalState['time'],
): string {
  const global = parseGlobalState(readState(search, '_g'));
  const withGlobal = writeState(search, '_g', time ? { ...global, time } : global);
  return `/anomalies${writeState(withGlobal, '_a', state)}`;
}

/** The path of one incident; it shows its own time, and the period is kept for the way back. */
export const incidentPath = (search: string, id: string): string =>
  `/incidents/${encodeURIComponent(id)}${globalStateOnly(search)}`;

export const incidentsPath = (search: string): string => `/incidents${globalStateOnly(search)}`;

/** The path of the Patterns page with a list chosen or a pattern opened, in the current period. */
export function patternsPath(search: string, state: Partial<PatternsState>): string {
  return `/patterns${writeState(search, '_a', state)}`;
}
