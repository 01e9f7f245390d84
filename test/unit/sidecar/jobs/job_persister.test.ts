import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '../../../../common/api/jobs/schema';
import { newJob } from '../../../../sidecar/jobs/job_record';
import { JobPersister } from '../../../../sidecar/jobs/job_persister';
import { createLogger } from '../../../../sidecar/logger';
import type { JobStore } from '../../../../sidecar/store/stores';

/** Remembers what was saved; takes its time, and fails as often as told. */
class SlowStore implements JobStore {
  readonly saved: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  failures = 0;

  async save(job: Job): Promise<void> {
    const { phase } = job;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await delay(10);
    this.atOnce--;
    if (this.failures-- > 0) throw new Error('no');
    this.saved.push(phase);
  }
  async list(): Promise<Job[]> {
    return [];
  }
  async get(): Promise<null> {
    return null;
  }
}

describe('JobPersister', () => {
  const job = newJob({ type: 'follow', index: 'logs' });
  const log = createLogger('silent');

  it('should store one state at a time, the last one last', async () => {
    const store = new SlowStore();
    const persister = new JobPersister(store, log);
    job.phase = 'one';
    const first = persister.now(job);
    job.phase = 'two';
    persister.soon(job);
    job.phase = 'three';
    await Promise.all([first, persister.now(job)]);
    expect(store.mostAtOnce).toBe(1);
    expect(store.saved.at(-1)).toBe('three');
    expect(persister.unsaved(job.id)).toBeUndefined();
  });

  it('should not store more often than once a second', async () => {
    const store = new SlowStore();
    const persister = new JobPersister(store, log);
    for (let i = 0; i < 20; i++) persister.soon(job);
    await delay(50);
    expect(store.saved).toEqual([]);
    expect(persister.unsaved(job.id)).toBe(job);
    await persister.close();
    expect(store.saved).toHaveLength(1);
  });

  it('should try again what failed', async () => {
    const store = new SlowStore();
    store.failures = 1;
    const persister = new JobPersister(store, log);
    await persister.now(job);
    expect(store.saved).toEqual([]);
    await delay(1_200);
    expect(store.saved).toHaveLength(1);
  });
});
