import { correlate } from './correlate/correlate';
import type { FlaggedLine } from './flagged_line';
import { isIncident, tellIncident } from './tell/tell_incident';
import type { Incident } from '../../common/incident';

export { correlate, type Group } from './correlate/correlate';
export { flaggedLineOf, type FlaggedLine } from './flagged_line';
export { periodSentences } from './tell/period_summary';
export { isIncident, tellIncident } from './tell/tell_incident';

/** An incident with the lines that it is made of, in the order of time. */
export interface FoundIncident {
  incident: Incident;
  lines: readonly FlaggedLine[];
}

/** Incidents among flagged lines, the earliest first. The same lines give the same incidents, in any order. */
export function findIncidents(lines: readonly FlaggedLine[]): FoundIncident[] {
  return correlate(lines)
    .filter(isIncident)
    .map((group) => ({ incident: tellIncident(group), lines: group.lines }));
}
