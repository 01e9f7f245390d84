/** Index names, as users meet them. All but the logs are the sidecar's own. */
export const DEFAULT_SOURCE_PATTERN = 'server-logs-*';

/** One document per flagged line, an index a day of the line's own time. */
export const ANOMALIES_INDEX_PREFIX = 'anomalies-server-logs-';
export const ANOMALIES_INDEX_PATTERN = `${ANOMALIES_INDEX_PREFIX}*`;

/** Per minute, host and service: lines seen and flagged. What volumes and swim lanes are drawn from. */
export const ROLLUP_INDEX_PREFIX = 'anomalies-rollup-server-logs-';
export const ROLLUP_INDEX_PATTERN = `${ROLLUP_INDEX_PREFIX}*`;

/** Every family of indices that has one a day: what retention may delete as a whole. */
export const DAILY_INDEX_FAMILIES = {
  anomalies: ANOMALIES_INDEX_PREFIX,
  rollups: ROLLUP_INDEX_PREFIX,
} as const;
export type DailyIndexFamily = keyof typeof DAILY_INDEX_FAMILIES;

/** Related flagged lines, told as one thing. */
export const INCIDENTS_INDEX = 'anomalies-incidents';

/** State of the sidecar, in hidden indices. */
export const STATE_INDICES = {
  models: 'anomalies-models',
  labels: 'anomalies-labels',
  jobs: 'anomalies-jobs',
  checkpoints: 'anomalies-checkpoints',
  patterns: 'anomalies-patterns',
  watches: 'anomalies-watches',
  schedules: 'anomalies-schedules',
  settings: 'anomalies-settings',
} as const;

/** The day that an index name ends with, in UTC as Logstash writes it. */
export function indexDay(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10).replaceAll('-', '.');
}

export function anomaliesIndexOf(timestampMs: number): string {
  return ANOMALIES_INDEX_PREFIX + indexDay(timestampMs);
}

export function rollupIndexOf(timestampMs: number): string {
  return ROLLUP_INDEX_PREFIX + indexDay(timestampMs);
}
