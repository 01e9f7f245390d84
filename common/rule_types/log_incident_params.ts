import type { Severity } from '../severity';

export interface LogIncidentParams {
  minSeverity: Severity;
  /** At least so many flagged lines. */
  minLines: number;
  /** Only incidents that this host, this service has a part in. */
  host?: string;
  service?: string;
  /** An incident without a line for so long is over. */
  quietMinutes: number;
}

export const LOG_INCIDENT_DEFAULTS = {
  minSeverity: 'major',
  minLines: 1,
  quietMinutes: 15,
} as const satisfies LogIncidentParams;

/** Bounds of the numbers, from and to. */
export const LOG_INCIDENT_BOUNDS = {
  minLines: [1, 1_000_000],
  quietMinutes: [1, 1_440],
} as const;
