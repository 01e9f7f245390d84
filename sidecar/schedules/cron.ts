import { Cron } from 'croner';
import { ProblemError } from '../store/stores';

/** More missed runs than this are not counted one by one. */
const MAX_COUNTED = 1_000;

export interface CronTimes {
  cron: string;
  timezone: string;
}

/**
 * The first time after a moment that the expression names; null where there is none. Times that the change to summer time
 * leaves out are moved behind it.
 * @throws ProblemError (400) where the expression or the time zone is none
 */
export function nextRunMs({ cron, timezone }: CronTimes, afterMs: number): number | null {
  try {
    const times = new Cron(cron, { timezone, mode: '5-or-6-parts', paused: true });
    return times.nextRun(new Date(afterMs))?.getTime() ?? null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProblemError(
      400,
      'invalid_cron',
      `"${cron}" in the time zone "${timezone}" cannot be read: ${why} Such is right: "0 3 * * *" (at three every night), in "Europe/Berlin".`,
    );
  }
}

/** How many times the expression names from `fromMs` (one of them) up to `toMs`; at most 1,000. */
export function runsBetween(times: CronTimes, fromMs: number, toMs: number): number {
  let runs = 0;
  let timeMs: number | null = fromMs;
  while (timeMs !== null && timeMs <= toMs && runs < MAX_COUNTED) {
    runs++;
    timeMs = nextRunMs(times, timeMs);
  }
  return runs;
}
