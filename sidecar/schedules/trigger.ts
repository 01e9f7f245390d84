import type { Drift } from '../../common/api/drift/schema';
import type { DriftTrigger, Schedule, ScheduleRun } from '../../common/api/schedules/schema';
import { runsBetween } from './cron';

const HOUR_MS = 3_600_000;
/** A run that begins later than this after its time was missed, and is caught up. */
const IN_TIME_MS = 60_000;

/** Why a schedule is to run now. */
export type Trigger = Pick<ScheduleRun, 'trigger' | 'missed_runs' | 'notes'>;

/** By the clock: however many times have passed, it is one run. Null where no time has come. */
export function clockTrigger(schedule: Schedule, nowMs: number): Trigger | null {
  const { enabled, cron, timezone, next_run_at: nextRunAt } = schedule;
  if (!enabled || cron === null || nextRunAt === null) return null;
  const dueMs = Date.parse(nextRunAt);
  if (nowMs < dueMs) return null;
  if (nowMs - dueMs < IN_TIME_MS) return { trigger: 'cron', missed_runs: 0, notes: [] };
  const missed = runsBetween({ cron, timezone }, dueMs, nowMs);
  const runs = missed === 1 ? 'One run was' : `${missed} runs were`;
  return {
    trigger: 'catch_up',
    missed_runs: missed,
    notes: [`${runs} not made in time, the first at ${nextRunAt}; this one makes up for it.`],
  };
}

/** Whether the schedule may look at the drift now, by the distance to its last run. */
export function mayRunOnDrift(
  { enabled, on_drift: onDrift, last_run: lastRun }: Schedule,
  nowMs: number,
): boolean {
  if (!enabled || onDrift === null) return false;
  if (lastRun === null) return true;
  return nowMs - Date.parse(lastRun.started_at) >= onDrift.min_hours_between * HOUR_MS;
}

/** Null where the drift is not enough. */
export function driftTrigger(
  { verdict: wanted }: DriftTrigger,
  { verdict, sentences }: Pick<Drift, 'verdict' | 'sentences'>,
): Trigger | null {
  const isEnough = verdict === 'strong' || (verdict === 'drifting' && wanted === 'drifting');
  return isEnough ? { trigger: 'drift', missed_runs: 0, notes: sentences } : null;
}
