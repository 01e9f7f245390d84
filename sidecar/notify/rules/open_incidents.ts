import type { StoredIncident } from '../../../common/incident';
import { LOG_INCIDENT_DEFAULTS } from '../../../common/rule_types/log_incident_params';
import type { OpenIncidents } from '../state';
import { MINUTE_MS } from './find_news';

/** The same as Kibana's rule "Log incident" takes by itself. */
export const OVER_AFTER_MINUTES = LOG_INCIDENT_DEFAULTS.quietMinutes;
const OVER_AFTER_MS = OVER_AFTER_MINUTES * MINUTE_MS;
/** In place of the lines of an incident that is not found. */
const NOT_THERE = -1;

/** Why an incident is over: no more lines, called a false positive, or its lines are flagged no more. */
export type OverReason = 'quiet' | 'false_positive' | 'gone';

/** No line for a while, by the time of the lines. */
export function isQuietSince({ end }: StoredIncident, nowMs: number): boolean {
  return nowMs - Date.parse(end) >= OVER_AFTER_MS;
}

/**
 * Told incidents as they are now, and why each is over; null for one that goes on.
 * @param found those that there are, under their ids of now
 */
export function followIncidents(
  open: OpenIncidents,
  found: readonly StoredIncident[],
  nowMs: number,
): { next: OpenIncidents; states: (OverReason | null)[] } {
  const incidents: OpenIncidents['incidents'] = {};
  const states: (OverReason | null)[] = [];
  let { last } = open;
  for (const [id, seen] of Object.entries(open.incidents)) {
    const incident = found.find((it) => it.id === id || it.former_ids.includes(id));
    const lines = incident?.lines ?? NOT_THERE;
    const changed_at = lines === seen.lines ? seen.changed_at : new Date(nowMs).toISOString();
    incidents[id] = { lines, changed_at };
    if (incident && incident.end > last) last = incident.end;
    states.push(stateOf(incident, changed_at, nowMs));
  }
  return { next: { ...open, last, incidents }, states };
}

/** Why all of them are over; null where one goes on. */
export function allAreOver(states: readonly (OverReason | null)[]): OverReason | null {
  if (states.includes(null)) return null;
  return states.includes('quiet') ? 'quiet' : (states.find((state) => state !== null) ?? 'gone');
}

function stateOf(
  incident: StoredIncident | undefined,
  changedAt: string,
  nowMs: number,
): OverReason | null {
  const isUnchanged = nowMs - Date.parse(changedAt) >= OVER_AFTER_MS;
  // While a day is scored anew, its incidents are away for a moment.
  if (!incident) return isUnchanged ? 'gone' : null;
  if (incident.dissolved) return 'gone';
  if (incident.verdict?.verdict === 'false_positive') return 'false_positive';
  // Lines that are scored late have an old time: as long as some come, it is not over.
  return isUnchanged && isQuietSince(incident, nowMs) ? 'quiet' : null;
}
