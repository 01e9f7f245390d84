import type { Severity } from '../severity';
import type { WindowUnit } from './window';

/** What lines are counted apart by; each value has an alert of its own. */
export const GROUP_BY = ['none', 'host', 'service', 'pattern'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

export interface LogAnomalyParams {
  /** Names of the log indices, with * for any part; all sources where it is left out. */
  source?: string;
  /** Only lines of at least this severity. */
  minSeverity: Severity;
  /** Only lines of at least this score, 0–100. */
  minScore?: number;
  /** Fires where more lines than this were flagged within the window. */
  count: number;
  windowSize: number;
  windowUnit: WindowUnit;
  groupBy: GroupBy;
  /** KQL, as on the Anomalies page. */
  filter?: string;
  /** Lines that are older than this when they are scored do not fire: a period that is scored anew is no news. */
  maxAgeMinutes: number;
}

export const LOG_ANOMALY_DEFAULTS = {
  minSeverity: 'minor',
  count: 5,
  windowSize: 5,
  windowUnit: 'm',
  groupBy: 'none',
  maxAgeMinutes: 60,
} as const satisfies LogAnomalyParams;

/** Bounds of the numbers, from and to. */
export const LOG_ANOMALY_BOUNDS = {
  minScore: [0, 100],
  count: [0, 1_000_000],
  windowSize: [1, 1_440],
  maxAgeMinutes: [1, 10_080],
} as const;
