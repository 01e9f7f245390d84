/** Small logs: the daily budget would be a good part of them. */
const MAX_FLAGGED_SHARE = 1 / 200;

/** Alerts a day where nobody named a number: the configured ones, but at most one line in 200. */
export function defaultAlertBudget(configuredPerDay: number, linesPerDay: number): number {
  return Math.min(configuredPerDay, Math.max(1, linesPerDay) * MAX_FLAGGED_SHARE);
}
