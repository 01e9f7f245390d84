import { randomUUID } from 'node:crypto';
import type { Schedule, ScheduleRequest } from '../../common/api/schedules/schema';
import type { Logger } from '../logger';
import { modelId, ProblemError, ScheduleNotFoundError, type ScheduleStore } from '../store/stores';
import { nextRunMs } from './cron';
import type { ScheduleRunner } from './schedule_runner';

export interface ScheduleServiceOptions {
  store: ScheduleStore;
  runner: ScheduleRunner;
  log: Logger;
}

/** Keeps schedules. Any sidecar may change them; the one that runs the jobs runs them. */
export class ScheduleService {
  constructor(private readonly options: ScheduleServiceOptions) {}

  list(): Promise<Schedule[]> {
    return this.options.store.list();
  }

  /** @throws ScheduleNotFoundError */
  async get(id: string): Promise<Schedule> {
    return found(id, await this.options.store.get(id));
  }

  /** @throws ProblemError (400) where the cron expression, the time zone or the name of the model is none */
  async create(request: ScheduleRequest): Promise<Schedule> {
    const now = new Date().toISOString();
    const schedule: Schedule = {
      id: randomUUID(),
      created_at: now,
      updated_at: now,
      last_run: null,
      ...settingsOf(request),
    };
    await this.options.store.create(schedule);
    this.changed('Schedule made', schedule);
    return schedule;
  }

  /** @throws ProblemError (400), ScheduleNotFoundError */
  async replace(id: string, request: ScheduleRequest): Promise<Schedule> {
    return this.change(id, 'Schedule changed', settingsOf(request));
  }

  /** Times that pass while it is disabled are not caught up. @throws ScheduleNotFoundError */
  async setEnabled(id: string, enabled: boolean): Promise<Schedule> {
    const { cron, timezone } = await this.get(id);
    const next_run_at = nextRunAt({ enabled, cron, timezone });
    const what = enabled ? 'Schedule enabled' : 'Schedule disabled';
    return this.change(id, what, { enabled, next_run_at });
  }

  /** Runs it now, whatever the clock says. @throws ScheduleNotFoundError, ProblemError where no training can start */
  async run(id: string): Promise<Schedule> {
    return this.options.runner.runNow(await this.get(id));
  }

  /** @returns what was deleted. @throws ScheduleNotFoundError */
  async delete(id: string): Promise<Schedule> {
    const schedule = await this.get(id);
    await this.options.store.delete(id);
    this.changed('Schedule deleted', schedule);
    return schedule;
  }

  private async change(id: string, what: string, settings: Partial<Schedule>): Promise<Schedule> {
    const updated_at = new Date().toISOString();
    const changed = await this.options.store.change(id, (schedule) => {
      return { ...schedule, ...settings, updated_at };
    });
    const schedule = found(id, changed);
    this.changed(what, schedule);
    return schedule;
  }

  private changed(what: string, { id, user }: Schedule): void {
    this.options.log.info({ schedule: id, user }, what);
    this.options.runner.wake();
  }
}

type Settings = Omit<Schedule, 'id' | 'created_at' | 'updated_at' | 'last_run'>;

function settingsOf({ user, ...request }: ScheduleRequest): Settings {
  modelId(request.train.name, 1);
  // Also of one that is not enabled: a wrong expression is better told now.
  if (request.cron !== null) nextRunAt({ ...request, enabled: true });
  return { ...request, user: user ?? null, next_run_at: nextRunAt(request) };
}

function nextRunAt({
  enabled,
  cron,
  timezone,
}: Pick<Schedule, 'enabled' | 'cron' | 'timezone'>): string | null {
  if (!enabled || cron === null) return null;
  const nextMs = nextRunMs({ cron, timezone }, Date.now());
  if (nextMs === null) {
    throw new ProblemError(400, 'invalid_cron', `"${cron}" names no time that is still to come.`);
  }
  return new Date(nextMs).toISOString();
}

function found(id: string, schedule: Schedule | null): Schedule {
  if (!schedule) throw new ScheduleNotFoundError(id);
  return schedule;
}
