import type { Drift } from '../../../../common/api/drift/schema';
import type { Job, JobRequest } from '../../../../common/api/jobs/schema';
import type { Model } from '../../../../common/api/models/schema';
import { scheduleRequestSchema, type Schedule } from '../../../../common/api/schedules/schema';
import { newJob } from '../../../../sidecar/jobs/job_record';
import { createLogger } from '../../../../sidecar/logger';
import { ScheduleRunner } from '../../../../sidecar/schedules/schedule_runner';
import { ScheduleService } from '../../../../sidecar/schedules/schedule_service';
import {
  ProblemError,
  type ModelStore,
  type ScheduleStore,
} from '../../../../sidecar/store/stores';

const NOW = Date.parse('2026-05-01T12:00:00.000Z');
const HOUR_MS = 3_600_000;

class MemoryScheduleStore implements ScheduleStore {
  private readonly schedules = new Map<string, Schedule>();

  async list(): Promise<Schedule[]> {
    return structuredClone([...this.schedules.values()]);
  }
  async get(id: string): Promise<Schedule | null> {
    return structuredClone(this.schedules.get(id) ?? null);
  }
  async create(schedule: Schedule): Promise<void> {
    this.schedules.set(schedule.id, structuredClone(schedule));
  }
  async change(id: string, change: (schedule: Schedule) => Schedule | null) {
    const current = this.schedules.get(id);
    const changed = current ? change(structuredClone(current)) : null;
    if (changed) this.schedules.set(id, structuredClone(changed));
    return structuredClone(changed);
  }
  async delete(id: string): Promise<void> {
    this.schedules.delete(id);
  }
}

class FakeJobs {
  readonly started: JobRequest[] = [];
  readonly jobs: Job[] = [];
  room = true;

  async start(request: JobRequest): Promise<Job> {
    this.started.push(request);
    const job = { ...newJob(request), state: 'running' as const };
    this.jobs.push(job);
    return job;
  }
  async get(id: string): Promise<Job> {
    const job = this.jobs.find((it) => it.id === id);
    if (!job) throw new ProblemError(404, 'job_not_found', 'gone');
    return job;
  }
  live(): Job[] {
    return this.jobs.filter(({ state }) => state === 'running');
  }
  hasRoom(): boolean {
    return this.room;
  }
  end(change: Partial<Job>): void {
    const [job] = this.live();
    Object.assign(job, { state: 'succeeded', phase: 'Done', finished_at: 'then' }, change);
  }
}

function modelNamed(id: string, active = false): Model {
  const [, name, version] = /^(.*)-v(\d+)$/.exec(id) ?? [];
  return { id, name, version: Number(version), active } as Model;
}

describe('scheduled training', () => {
  let store: MemoryScheduleStore;
  let jobs: FakeJobs;
  let models: Model[];
  let before: string[];
  let drift: Pick<Drift, 'verdict' | 'sentences'>;
  let runner: ScheduleRunner;
  let service: ScheduleService;
  const deleted: string[] = [];

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['setImmediate', 'nextTick'] });
    store = new MemoryScheduleStore();
    jobs = new FakeJobs();
    models = [];
    before = [];
    deleted.length = 0;
    drift = { verdict: 'stable', sentences: [] };
    const log = createLogger('silent');
    const fakeModels = {
      list: async () => models,
      active: async () => models.find(({ active }) => active) ?? null,
      activeBefore: async () => before,
      delete: async (id: string) => {
        models = models.filter((model) => model.id !== id);
      },
    };
    runner = new ScheduleRunner({
      sourcePattern: () => 'server-logs-*',
      store,
      jobs,
      models: fakeModels as unknown as ModelStore,
      drift: { of: async () => drift as Drift },
      log,
      onModelDeleted: (id) => deleted.push(id),
    });
    service = new ScheduleService({ store, runner, log });
  });
  afterEach(() => jest.useRealTimers());

  const create = (request: object) => service.create(scheduleRequestSchema.parse(request));
  const round = async (nowMs: number) => {
    jest.setSystemTime(nowMs);
    return runner.round(nowMs);
  };
  const only = async () => (await store.list())[0];

  it('should train when the time has come, once, and tell the next time', async () => {
    const made = await create({
      cron: '0 13 * * *',
      timezone: 'UTC',
      train: { name: 'ssh', index: 'logs-*', last_days: 2, alert_budget_per_day: 20 },
      user: 'ann',
    });
    expect(made.next_run_at).toBe('2026-05-01T13:00:00.000Z');
    await round(NOW + HOUR_MS - 1);
    expect(jobs.started).toEqual([]);
    await round(NOW + HOUR_MS);
    await round(NOW + HOUR_MS + 1_000);
    expect(jobs.started).toMatchObject([
      {
        type: 'train',
        name: 'ssh',
        index: 'logs-*',
        from: '2026-04-29T13:00:00.000Z',
        to: '2026-05-01T13:00:00.000Z',
        max_lines: 1_000_000,
        alert_budget_per_day: 20,
        seed: 1,
        activate: 'if_better',
        backfill: false,
        user: 'ann',
      },
    ]);
    expect(jobs.started[0]).not.toHaveProperty('last_days');
    expect(await only()).toMatchObject({
      next_run_at: '2026-05-02T13:00:00.000Z',
      last_run: { trigger: 'cron', outcome: 'running', job_id: jobs.jobs[0].id },
    });
    jobs.end({ model: 'ssh-v4', phase: 'Done; kept ssh-v3: it is better' });
    await round(NOW + HOUR_MS + 2_000);
    expect((await only()).last_run).toMatchObject({
      outcome: 'succeeded',
      model: 'ssh-v4',
      finished_at: 'then',
      notes: ['kept ssh-v3: it is better'],
    });
  });

  it('should begin a run once, however many look at the schedules', async () => {
    await create({ cron: '0 13 * * *' });
    jest.setSystemTime(NOW + HOUR_MS);
    await Promise.all([1, 2, 3].map(() => runner.round(NOW + HOUR_MS)));
    expect(jobs.started).toHaveLength(1);
  });

  it('should catch up missed runs by one, and say so', async () => {
    await create({ cron: '0 * * * *' });
    await round(NOW + 5.5 * HOUR_MS);
    expect(jobs.started).toHaveLength(1);
    expect(await only()).toMatchObject({
      next_run_at: '2026-05-01T18:00:00.000Z',
      last_run: { trigger: 'catch_up', missed_runs: 5 },
    });
    expect((await only()).last_run?.notes[0]).toContain('5 runs were not made in time');
  });

  it('should not catch up what passed while it was disabled', async () => {
    const { id } = await create({ cron: '0 13 * * *' });
    expect((await service.setEnabled(id, false)).next_run_at).toBeNull();
    await round(NOW + 2 * HOUR_MS);
    const enabled = await service.setEnabled(id, true);
    expect(enabled.next_run_at).toBe('2026-05-02T13:00:00.000Z');
    await round(NOW + 3 * HOUR_MS);
    expect(jobs.started).toEqual([]);
  });

  it('should wait for a training of the same name, and for room', async () => {
    await create({ cron: '0 13 * * *', train: { name: 'ssh' } });
    await jobs.start({ type: 'train', name: 'ssh' } as JobRequest);
    expect(await round(NOW + HOUR_MS)).toBe(1_000);
    jobs.end({});
    jobs.room = false;
    await round(NOW + HOUR_MS + 1_000);
    expect(jobs.started).toHaveLength(1);
    jobs.room = true;
    await round(NOW + HOUR_MS + 2_000);
    expect(jobs.started).toHaveLength(2);
    expect((await only()).last_run?.trigger).toBe('cron');
    const { id } = await only();
    await expect(service.run(id)).rejects.toMatchObject({ status: 409 });
  });

  it('should note a run that could not begin, and go on with the next', async () => {
    await create({ cron: '0 13 * * *' });
    jest.spyOn(jobs, 'start').mockRejectedValueOnce(new ProblemError(503, 'x', 'not now'));
    await round(NOW + HOUR_MS);
    expect((await only()).last_run).toMatchObject({ outcome: 'failed', notes: ['not now'] });
    await round(NOW + 25 * HOUR_MS);
    expect((await only()).last_run).toMatchObject({ outcome: 'running' });
    jobs.end({ state: 'failed', error: 'no lines' });
    await round(NOW + 25 * HOUR_MS + 1);
    expect((await only()).last_run).toMatchObject({ outcome: 'failed', notes: ['no lines'] });
  });

  it('should train on drift of its model, at the distance that was asked for', async () => {
    await create({ on_drift: { min_hours_between: 6 }, train: { name: 'ssh' } });
    drift = { verdict: 'drifting', sentences: ['7 % are new: retrain.'] };
    models = [modelNamed('other-v1', true)];
    await round(NOW);
    expect(jobs.started).toEqual([]);
    models = [modelNamed('ssh-v1', true)];
    await round(NOW + 60_000);
    expect(jobs.started).toEqual([]);
    await round(NOW + 6 * 60_000);
    expect(jobs.started).toHaveLength(1);
    expect((await only()).last_run).toMatchObject({
      trigger: 'drift',
      notes: ['7 % are new: retrain.'],
    });
    jobs.end({});
    await round(NOW + 5 * HOUR_MS);
    expect(jobs.started).toHaveLength(1);
    await round(NOW + 7 * HOUR_MS);
    expect(jobs.started).toHaveLength(2);
  });

  it('should not have the others wait for a schedule that cannot be run', async () => {
    await create({ on_drift: {}, train: { name: 'ssh' } });
    await create({ cron: '0 13 * * *', train: { name: 'web' } });
    models = [modelNamed('ssh-v1', true)];
    drift = null as never;
    await round(NOW + HOUR_MS);
    expect(jobs.started).toMatchObject([{ name: 'web' }]);
  });

  it('should wait for strong drift where that is asked for', async () => {
    await create({ on_drift: { verdict: 'strong' }, train: { name: 'ssh' } });
    models = [modelNamed('ssh-v1', true)];
    drift = { verdict: 'drifting', sentences: [] };
    await round(NOW);
    expect(jobs.started).toEqual([]);
    drift = { verdict: 'strong', sentences: [] };
    await round(NOW + HOUR_MS);
    expect(jobs.started).toHaveLength(1);
  });

  it('should delete old versions, never the active one, the one before it, nor others', async () => {
    const { id } = await create({ cron: '0 13 * * *', keep_versions: 2, train: { name: 'a' } });
    await service.run(id);
    models = ['a-v6', 'a-v5', 'a-v4', 'a-v3', 'a-v1', 'b-v1'].map((it) => modelNamed(it));
    models[3].active = true;
    before = ['a-v1'];
    jobs.end({ model: 'a-v6' });
    await round(NOW + 1_000);
    expect(models.map((model) => model.id)).toEqual(['a-v6', 'a-v5', 'a-v3', 'a-v1', 'b-v1']);
    expect(deleted).toEqual(['a-v4']);
    expect((await only()).last_run).toMatchObject({ trigger: 'manual', notes: ['Deleted a-v4.'] });
  });

  it('should refuse what it could never run', async () => {
    await expect(create({ cron: 'now and then' })).rejects.toMatchObject({ code: 'invalid_cron' });
    await expect(create({ cron: '0 0 31 2 *', enabled: false })).rejects.toMatchObject({
      code: 'invalid_cron',
    });
    await expect(create({ cron: '@daily', train: { name: '../x' } })).rejects.toMatchObject({
      code: 'invalid_model_name',
    });
    expect(scheduleRequestSchema.safeParse({}).error?.issues[0]).toMatchObject({ path: ['cron'] });
    await expect(service.get('nowhere')).rejects.toMatchObject({ status: 404 });
  });
});
