import type { JobUpdate } from './protocol';

const MIN_INTERVAL_MS = 200;

/** Collects what a job says of itself and passes it on a few times a second. */
export class Reporter {
  private pending: JobUpdate = {};
  private timer: NodeJS.Timeout | null = null;
  private phase = '';
  private waiting = false;

  constructor(private readonly send: (update: JobUpdate) => void) {}

  report(update: JobUpdate): void {
    if (update.phase !== undefined) this.phase = update.phase;
    Object.assign(this.pending, update);
    this.timer ??= setTimeout(() => this.flush(), MIN_INTERVAL_MS);
  }

  /** Elasticsearch does not answer; the job goes on by itself when it does. */
  waitingFor(reason: string): void {
    this.waiting = true;
    const { phase } = this;
    this.report({ phase: 'Waiting for Elasticsearch', error: reason });
    this.phase = phase;
  }

  recovered(): void {
    if (!this.waiting) return;
    this.waiting = false;
    this.report({ phase: this.phase, error: null });
  }

  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (Object.keys(this.pending).length === 0) return;
    this.send(this.pending);
    this.pending = {};
  }
}
