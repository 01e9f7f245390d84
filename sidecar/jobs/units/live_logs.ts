const STALE_MS = 24 * 3_600_000;

/** Whether more lines are to be expected: of logs without a line for a day, time stands still at their newest. */
export const areLive = (newestMs: number): boolean => newestMs > Date.now() - STALE_MS;
