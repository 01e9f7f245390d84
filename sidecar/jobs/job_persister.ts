import type { Job } from '../../common/api/jobs/schema';
import { describeError } from '../elasticsearch/errors';
import type { Logger } from '../logger';
import type { JobStore } from '../store/stores';

const INTERVAL_MS = 1_000;

interface Entry {
  job: Job;
  timer: NodeJS.Timeout | null;
  saving: Promise<void> | null;
  isDirty: boolean;
}

/** Stores jobs at most once a second each, one write at a time, so that the last state is what stays. */
export class JobPersister {
  private readonly entries = new Map<string, Entry>();
  private isClosed = false;

  constructor(
    private readonly store: JobStore,
    private readonly log: Logger,
  ) {}

  /** A job of which the newest state is not stored yet. */
  unsaved(id: string): Job | undefined {
    return this.entries.get(id)?.job;
  }

  allUnsaved(): Job[] {
    return [...this.entries.values()].map(({ job }) => job);
  }

  soon(job: Job): void {
    const entry = this.entryOf(job);
    entry.isDirty = true;
    if (!entry.timer && !entry.saving) this.schedule(entry);
  }

  /** Stores it at once; where that fails, it is tried again by and by. */
  async now(job: Job): Promise<void> {
    const entry = this.entryOf(job);
    entry.isDirty = true;
    await entry.saving;
    if (!entry.isDirty) return;
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = null;
    entry.saving ??= this.save(entry);
    await entry.saving;
  }

  /** Stores what is left; failures are logged and not tried again. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.entries.values()].map(({ job }) => this.now(job)));
  }

  private entryOf(job: Job): Entry {
    let entry = this.entries.get(job.id);
    if (!entry) {
      entry = { job, timer: null, saving: null, isDirty: false };
      this.entries.set(job.id, entry);
    }
    return entry;
  }

  private schedule(entry: Entry): void {
    entry.timer = setTimeout(() => {
      entry.timer = null;
      entry.saving ??= this.save(entry);
    }, INTERVAL_MS);
  }

  private async save(entry: Entry): Promise<void> {
    entry.isDirty = false;
    try {
      await this.store.save(entry.job);
    } catch (error) {
      entry.isDirty = true;
      const reason = describeError(error);
      this.log.warn({ job: entry.job.id, reason }, 'A job could not be stored; it is tried again');
    }
    entry.saving = null;
    if (!entry.isDirty) this.entries.delete(entry.job.id);
    else if (!this.isClosed) this.schedule(entry);
  }
}
