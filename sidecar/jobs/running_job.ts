import type { Worker } from 'node:worker_threads';
import type { Job, JobRequest } from '../../common/api/jobs/schema';
import type { Config } from '../config';
import type { BatchMeasure } from '../metrics/metrics';
import { startThread } from './job_thread';
import type { FromJob, JobEnd, JobThreadData, ToJob } from './protocol';

export interface RunningJobEvents {
  /** The job has something new to show. */
  changed(job: Job): void;
  activated(): void;
  measured(job: Job, batch: BatchMeasure): void;
  retried(job: Job): void;
  wantsTurn(job: RunningJob): void;
  /** The thread is gone; the job has its last state, unless it stopped unfinished. */
  ended(job: RunningJob, end: JobEnd): void;
}

/** A job whose thread runs. */
export class RunningJob {
  private readonly thread: Worker;
  private readonly labelWaiters = new Map<number, () => void>();
  private end: JobEnd | null = null;
  /** The thread has said something, and so listens, too. */
  private hasBegun = false;
  /** Resolves when the thread is gone. */
  readonly gone: Promise<void>;

  constructor(
    readonly job: Job,
    readonly config: Config,
    private readonly events: RunningJobEvents,
    resumeModel: string | null,
    { lease, logLevel }: Pick<JobThreadData, 'lease' | 'logLevel'>,
  ) {
    const data: JobThreadData = {
      config,
      lease,
      logLevel,
      jobId: job.id,
      request: job.request as JobRequest,
      resumeModel,
    };
    job.state = 'running';
    job.started_at ??= new Date().toISOString();
    this.thread = startThread('worker', data, config.jobMemoryMb);
    this.thread.on('message', (message: FromJob) => this.receive(message));
    this.thread.on('error', (error) => {
      this.end = { state: 'failed', error: threadError(error, config.jobMemoryMb) };
    });
    this.gone = new Promise((resolve) => {
      this.thread.once('exit', () => {
        this.finish();
        resolve();
      });
    });
  }

  send(message: ToJob): void {
    this.thread.postMessage(message);
  }

  cancel(): void {
    this.job.state = 'cancelling';
    this.job.phase = 'Cancelling';
    this.touch();
    if (this.hasBegun) this.send({ type: 'cancel' });
    else {
      this.end = { state: 'cancelled' };
      void this.thread.terminate();
    }
  }

  /** Resolves once everything that the job writes from now on knows the present labels. */
  reloadLabels(id: number): Promise<void> {
    if (this.end) return Promise.resolve();
    return new Promise((resolve) => {
      this.labelWaiters.set(id, resolve);
      this.send({ type: 'labels', id });
    });
  }

  async terminate(): Promise<void> {
    this.end ??= { state: 'stopped' };
    await this.thread.terminate();
  }

  private receive(message: FromJob): void {
    this.hasBegun = true;
    switch (message.type) {
      case 'update': {
        const { phase } = this.job;
        const before = JSON.stringify(this.job);
        Object.assign(this.job, message.update);
        if (this.job.state === 'cancelling') this.job.phase = phase;
        // An idle follower says the same every second; that is not worth a write.
        if (JSON.stringify(this.job) !== before) this.touch();
        break;
      }
      case 'labels':
        this.labelWaiters.get(message.id)?.();
        this.labelWaiters.delete(message.id);
        break;
      case 'measured':
        this.events.measured(this.job, message.batch);
        break;
      case 'retried':
        this.events.retried(this.job);
        break;
      case 'activated':
        this.events.activated();
        break;
      case 'turn':
        this.events.wantsTurn(this);
        break;
      case 'end':
        this.end = message.end;
        break;
    }
  }

  private finish(): void {
    const end = this.end ?? { state: 'failed', error: 'The thread of the job ended unexpectedly.' };
    this.end = end;
    for (const resolve of this.labelWaiters.values()) resolve();
    this.labelWaiters.clear();
    if (end.state !== 'stopped') {
      this.job.state = end.state;
      if (end.state === 'failed') this.job.error = end.error;
      if (end.state === 'cancelled') this.job.phase = 'Cancelled';
      if (end.state === 'failed') this.job.phase = 'Failed';
      this.job.finished_at = new Date().toISOString();
      this.job.remaining_seconds = null;
    }
    this.touch();
    this.events.ended(this, end);
  }

  private touch(): void {
    this.job.updated_at = new Date().toISOString();
    this.events.changed(this.job);
  }
}

function threadError(error: unknown, memoryMb: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return `The job needed more than ${memoryMb} MB of memory. Set max_lines lower, or ANOMALIES_JOB_MEMORY_MB higher.`;
  }
  return error instanceof Error ? error.message : String(error);
}
