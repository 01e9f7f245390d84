import type { Job, JobRequest } from '../../common/api/jobs/schema';
import type { Schedule, ScheduleRun } from '../../common/api/schedules/schema';
import type { DriftService } from '../drift/drift_service';
import { describeError } from '../elasticsearch/errors';
import { isLive } from '../jobs/job_record';
import type { JobManager } from '../jobs/manager';
import type { Logger } from '../logger';
import {
  NoActiveModelError,
  ProblemError,
  type ModelStore,
  type ScheduleStore,
} from '../store/stores';
import { nextRunMs } from './cron';
import { deleteOldVersions } from './old_versions';
import { clockTrigger, driftTrigger, mayRunOnDrift, type Trigger } from './trigger';

/** Schedules that another sidecar has changed are seen after so long. */
const POLL_INTERVAL_MS = 5_000;
/** While a run goes on, or waits for another training. */
const BUSY_INTERVAL_MS = 1_000;
const DRIFT_INTERVAL_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A run without a job is one whose sidecar died before it began; a moment is left to one that is just beginning. */
const BEGIN_TIMEOUT_MS = 60_000;
const DONE_PREFIX = 'Done; ';

export interface ScheduleRunnerOptions {
  store: ScheduleStore;
  jobs: Pick<JobManager, 'start' | 'get' | 'live' | 'hasRoom'>;
  models: ModelStore;
  drift: Pick<DriftService, 'of'>;
  log: Logger;
  /** Indices with the logs, for schedules that name none. */
  sourcePattern: () => string;
  /** A model was deleted: nothing is to be scored with it any more. */
  onModelDeleted: (id: string) => void;
}

/** Starts the trainings of the schedules when their time has come, and notes what became of them. */
export class ScheduleRunner {
  private readonly driftAskedAtMs = new Map<string, number>();
  private isWoken = false;
  private endSleep: (() => void) | null = null;

  constructor(private readonly options: ScheduleRunnerOptions) {}

  /** Runs until the signal ends it. To be called by the sidecar that runs the jobs only. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let waitMs = POLL_INTERVAL_MS;
      try {
        waitMs = await this.round(Date.now());
      } catch (error) {
        if (signal.aborted) return;
        this.options.log.warn({ reason: describeError(error) }, 'Schedules are tried again');
      }
      if (!signal.aborted) await this.sleep(waitMs, signal);
    }
  }

  /** Schedules have changed. */
  wake(): void {
    this.driftAskedAtMs.clear();
    this.isWoken = true;
    this.endSleep?.();
  }

  /** One look at all schedules. @returns after how many milliseconds to look again */
  async round(nowMs: number): Promise<number> {
    let waitMs = POLL_INTERVAL_MS;
    for (const schedule of await this.options.store.list()) {
      try {
        waitMs = Math.min(waitMs, await this.look(schedule, nowMs));
      } catch (error) {
        // The others are not to wait for one that cannot be run.
        const reason = describeError(error);
        this.options.log.warn({ schedule: schedule.id, reason }, 'A schedule is tried again');
      }
    }
    return waitMs;
  }

  /** @returns after how many milliseconds to look again */
  private async look(listed: Schedule, nowMs: number): Promise<number> {
    const schedule = await this.settle(listed, nowMs);
    const trigger = clockTrigger(schedule, nowMs) ?? (await this.byDrift(schedule, nowMs));
    const isRunning = schedule.last_run?.outcome === 'running';
    if (trigger && !isRunning && this.canTrain(schedule)) await this.begin(schedule, trigger);
    if (trigger || isRunning) return BUSY_INTERVAL_MS;
    if (schedule.next_run_at === null) return POLL_INTERVAL_MS;
    return Math.max(1, Date.parse(schedule.next_run_at) - Date.now());
  }

  /** Runs a schedule at once. @throws ProblemError where a training of the name runs (409) or none can start (429, 503) */
  async runNow(schedule: Schedule): Promise<Schedule> {
    const { train } = schedule;
    const training = this.trainingOf(train.name);
    if (training) {
      throw new ProblemError(
        409,
        'already_training',
        `Job "${training.id}" trains "${train.name}" already. Wait for it to end, or cancel it.`,
      );
    }
    const nowMs = Date.now();
    const job = await this.options.jobs.start(
      trainRequest(schedule, this.options.sourcePattern(), nowMs),
    );
    const trigger: Trigger = { trigger: 'manual', missed_runs: 0, notes: [] };
    const run: ScheduleRun = { ...newRun(trigger, nowMs), job_id: job.id };
    const changed = await this.options.store.change(schedule.id, (current) => {
      return { ...current, last_run: run };
    });
    this.wake();
    return changed ?? { ...schedule, last_run: run };
  }

  private async byDrift(schedule: Schedule, nowMs: number): Promise<Trigger | null> {
    const { id, on_drift: onDrift, train } = schedule;
    if (onDrift === null || !mayRunOnDrift(schedule, nowMs)) return null;
    if (nowMs - (this.driftAskedAtMs.get(id) ?? -Infinity) < DRIFT_INTERVAL_MS) return null;
    this.driftAskedAtMs.set(id, nowMs);
    const from = new Date(nowMs - onDrift.last_hours * HOUR_MS).toISOString();
    try {
      const active = await this.options.models.active();
      if (active?.name !== train.name) return null;
      return driftTrigger(onDrift, await this.options.drift.of({ from, model: active.id }, nowMs));
    } catch (error) {
      if (error instanceof NoActiveModelError) return null;
      throw error;
    }
  }

  /** Notes how a run ended, and deletes what is too old then. */
  private async settle(schedule: Schedule, nowMs: number): Promise<Schedule> {
    const run = schedule.last_run;
    if (run?.outcome !== 'running') return schedule;
    const ended = await this.endOf(run, nowMs);
    if (!ended) return schedule;
    const deleted = ended.outcome === 'succeeded' ? await this.deleteOld(schedule) : [];
    const notes = [...ended.notes];
    if (deleted.length > 0) notes.push(`Deleted ${deleted.join(', ')}.`);
    return this.note(schedule, run, { ...ended, notes });
  }

  private async endOf(run: ScheduleRun, nowMs: number): Promise<ScheduleRun | null> {
    const failed = (note: string): ScheduleRun => ({
      ...run,
      outcome: 'failed',
      finished_at: new Date(nowMs).toISOString(),
      notes: [...run.notes, note],
    });
    if (run.job_id === null) {
      if (nowMs - Date.parse(run.started_at) < BEGIN_TIMEOUT_MS) return null;
      return failed('The sidecar stopped before the training began.');
    }
    const job = await this.options.jobs.get(run.job_id).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 404) return null;
      throw error;
    });
    if (!job) return failed('Its job is not there any more.');
    if (isLive(job)) return null;
    const { state, model, phase, error } = job;
    const note = state === 'failed' ? error : phase.startsWith(DONE_PREFIX) ? phase : null;
    return {
      ...run,
      model,
      outcome: state === 'succeeded' || state === 'cancelled' ? state : 'failed',
      finished_at: job.finished_at ?? new Date(nowMs).toISOString(),
      notes: note === null ? run.notes : [...run.notes, note.replace(DONE_PREFIX, '')],
    };
  }

  private async deleteOld({ train, keep_versions: keep }: Schedule): Promise<string[]> {
    if (keep === null) return [];
    const { models, jobs, log, onModelDeleted } = this.options;
    const inUse = new Set(jobs.live().flatMap(({ model }) => (model === null ? [] : [model])));
    try {
      const deleted = await deleteOldVersions(models, train.name, keep, inUse);
      deleted.forEach(onModelDeleted);
      return deleted;
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'Old versions of a model are not deleted');
      return [];
    }
  }

  private canTrain({ train }: Schedule): boolean {
    return this.trainingOf(train.name) === undefined && this.options.jobs.hasRoom();
  }

  private trainingOf(name: string): Job | undefined {
    const jobs = this.options.jobs.live();
    return jobs.find(({ type, request }) => type === 'train' && request.name === name);
  }

  /** Takes the run before it begins, so that nobody else begins it, too. */
  private async begin(schedule: Schedule, trigger: Trigger): Promise<void> {
    const { store, jobs, log, sourcePattern } = this.options;
    const nowMs = Date.now();
    const run = newRun(trigger, nowMs);
    const { cron, timezone } = schedule;
    const nextMs = cron === null ? null : nextRunMs({ cron, timezone }, nowMs);
    const next_run_at = nextMs === null ? null : new Date(nextMs).toISOString();
    const taken = await store.change(schedule.id, (current) =>
      isAsSeen(current, schedule) ? { ...current, next_run_at, last_run: run } : null,
    );
    if (!taken) return;
    try {
      const { id } = await jobs.start(trainRequest(schedule, sourcePattern(), nowMs));
      log.info({ schedule: schedule.id, job: id, trigger: run.trigger }, 'Scheduled training');
      await this.note(schedule, run, { ...run, job_id: id });
    } catch (error) {
      const finished_at = new Date().toISOString();
      const notes = [...run.notes, describeError(error)];
      await this.note(schedule, run, { ...run, outcome: 'failed', finished_at, notes });
    }
  }

  /** Writes what became of a run, unless another one has begun meanwhile. */
  private async note(schedule: Schedule, run: ScheduleRun, become: ScheduleRun): Promise<Schedule> {
    const changed = await this.options.store.change(schedule.id, (current) =>
      current.last_run?.started_at === run.started_at ? { ...current, last_run: become } : null,
    );
    return changed ?? { ...schedule, last_run: become };
  }

  private async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.isWoken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => end(), ms);
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        signal.addEventListener('abort', end, { once: true });
        this.endSleep = end;
      });
    }
    this.isWoken = false;
    this.endSleep = null;
  }
}

function isAsSeen(current: Schedule, seen: Schedule): boolean {
  return (
    current.enabled &&
    current.updated_at === seen.updated_at &&
    current.next_run_at === seen.next_run_at &&
    current.last_run?.started_at === seen.last_run?.started_at
  );
}

function newRun(trigger: Trigger, nowMs: number): ScheduleRun {
  return {
    ...trigger,
    job_id: null,
    started_at: new Date(nowMs).toISOString(),
    finished_at: null,
    outcome: 'running',
    model: null,
  };
}

function trainRequest({ train, user }: Schedule, pattern: string, nowMs: number): JobRequest {
  const { last_days: lastDays, ...request } = train;
  return {
    ...request,
    index: request.index ?? pattern,
    type: 'train',
    from: new Date(nowMs - lastDays * DAY_MS).toISOString(),
    to: new Date(nowMs).toISOString(),
    ...(user === null ? {} : { user }),
  };
}
