import { setTimeout as delay } from 'node:timers/promises';
import {
  jobRequestSchema,
  type FollowJobRequest,
  type Job,
  type JobRequest,
} from '../../common/api/jobs/schema';
import type { Config } from '../config';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics/metrics';
import type { LeaseMeter } from '../store/elasticsearch/lease_meter';
import { ProblemError, type JobStore } from '../store/stores';
import { closed, isLive, newJob, type EndedState } from './job_record';
import { JobPersister } from './job_persister';
import type { JobEnd } from './protocol';
import { refuseLearners } from './supervised/refuse_learners';
import { RunningJob } from './running_job';

const STOP_TIMEOUT_MS = 20_000;
const RETRY_AFTER_SECONDS = 10;
const MAX_RECOVERED_JOBS = 1_000;

export interface JobManagerOptions {
  /** As it holds when a job starts. */
  config: () => Config;
  /** Of the settings that a follower is started under. */
  settingsVersion: () => number;
  store: JobStore;
  log: Logger;
  metrics: Metrics;
  lease: LeaseMeter;
  /** Another model may be active. */
  onModelChange: () => void;
}

/** Starts, watches, cancels and recovers jobs. Each runs in a thread of its own. */
export class JobManager {
  private readonly running = new Map<string, RunningJob>();
  /** Jobs that wait for their turn to replace results; the first has it. */
  private readonly turns: RunningJob[] = [];
  private readonly persister: JobPersister;
  private isStopping = false;
  private labelRequests = 0;
  /** Why no job can be started now; null where one can. */
  private blocked: string | null =
    'The sidecar is starting and waits for Elasticsearch. GET /readyz says when it is ready.';

  constructor(private readonly options: JobManagerOptions) {
    this.persister = new JobPersister(options.store, options.log);
    options.log.on('level-change', (level) => {
      for (const job of this.running.values()) job.send({ type: 'log_level', level });
    });
  }

  /**
   * Starts a job.
   * @throws ProblemError where detectors learn from labels and it is not supervised (400), where too many run (429), one follows already (409) or jobs are not recovered yet (503)
   */
  async start(request: JobRequest): Promise<Job> {
    this.requireReady();
    if (request.type === 'train') refuseLearners(request);
    if (request.type === 'follow') this.refuseSecondFollow();
    else this.refuseTooMany();
    const job = this.newJob(request);
    this.run(job, null);
    await this.persister.now(job);
    this.options.log.info({ job: job.id, type: job.type, user: job.user }, 'Job started');
    return { ...job };
  }

  async get(id: string): Promise<Job> {
    const job = this.running.get(id)?.job ?? this.persister.unsaved(id);
    const found = job ?? (await this.options.store.get(id));
    if (!found) throw notFound(id);
    return { ...found };
  }

  /** The newest jobs first. */
  async list(limit: number): Promise<Job[]> {
    const stored = await this.options.store.list(limit);
    const byId = new Map(stored.map((job) => [job.id, job]));
    for (const job of this.persister.allUnsaved()) byId.set(job.id, job);
    for (const { job } of this.running.values()) byId.set(job.id, job);
    return [...byId.values()]
      .sort((a, b) => b.created_at.localeCompare(a.created_at))
      .slice(0, limit)
      .map((job) => ({ ...job }));
  }

  /** Jobs whose threads run now. */
  live(): Job[] {
    return [...this.running.values()].map(({ job }) => ({ ...job }));
  }

  /** Whether another job that is no follower may be started now, as far as their number goes. */
  hasRoom(): boolean {
    return this.liveWork() < this.options.config().maxConcurrentJobs;
  }

  /** How many jobs wait for their turn to replace results. */
  waiting(): number {
    return Math.max(0, this.turns.length - 1);
  }

  follower(): Job | null {
    return this.live().find((job) => job.type === 'follow') ?? null;
  }

  /** The configuration that the follower works with; null where none runs. */
  followerConfig(): Config | null {
    return this.followerRun()?.config ?? null;
  }

  /**
   * Stops the follower at its next clean point, unfinished.
   * @returns its job, for {@link goOn}; null where none runs
   */
  async pauseFollower(): Promise<Job | null> {
    const running = this.followerRun();
    if (!running) return null;
    await this.stopAll([running]);
    return running.job;
  }

  /**
   * Lets a paused follower go on under the configuration as it is now: itself, or a new one that takes its place.
   * Does nothing where it was cancelled meanwhile, or another follows.
   */
  async goOn(paused: Job, inPlace?: FollowJobRequest): Promise<void> {
    if (!isLive(paused) || this.isStopping || this.blocked !== null) return;
    if (this.follower()) return this.close(paused, 'cancelled', null);
    if (!inPlace) return this.run(paused, paused.model);
    const job = this.newJob(inPlace);
    this.run(job, paused.model);
    await this.persister.now(job);
    // Only now: without any live follower, the next process would take following for ended by a user.
    await this.close(paused, 'succeeded', null);
    this.options.log.info({ job: job.id, before: paused.id, index: job.request.index }, 'Follows');
  }

  /** @throws ProblemError where there is no such job (404) or it has ended (409) */
  async cancel(id: string): Promise<Job> {
    const running = this.running.get(id);
    if (running) {
      if (running.job.state !== 'cancelling') running.cancel();
      return { ...running.job };
    }
    const job = await this.get(id);
    throw new ProblemError(
      409,
      'job_ended',
      `Job "${id}" is ${job.state} already; there is nothing to cancel.`,
    );
  }

  /** Tells all jobs that another model may be active. */
  modelChanged(): void {
    for (const job of this.running.values()) job.send({ type: 'model' });
  }

  /** Resolves once every job writes with the present labels, or when that takes longer than `timeoutMs`. */
  async labelsChanged(timeoutMs: number): Promise<boolean> {
    const id = ++this.labelRequests;
    const all = Promise.all([...this.running.values()].map((job) => job.reloadLabels(id)));
    return Promise.race([all.then(() => true), delay(timeoutMs, false, { ref: false })]);
  }

  /**
   * Takes up what an earlier process left behind: follow and backfill go on from their checkpoints, as does the
   * backfill of a training whose model is stored; other trainings have failed.
   */
  async recover(): Promise<void> {
    const jobs = await this.options.store.list(MAX_RECOVERED_JOBS);
    const left = jobs.filter((job) => isLive(job) && !this.running.has(job.id));
    let hasFollow = this.follower() !== null;
    for (const job of left.reverse()) {
      if (job.state === 'cancelling') await this.close(job, 'cancelled', null);
      else if (!jobRequestSchema.safeParse(job.request).success) {
        await this.close(job, 'failed', 'It was started by another version; start it again.');
      } else if (job.type === 'train' && (job.model === null || job.request.backfill === false)) {
        await this.close(job, 'failed', 'The sidecar stopped; start it again.');
      } else if (job.type === 'follow' && hasFollow) {
        await this.close(job, 'cancelled', null);
      } else {
        hasFollow ||= job.type === 'follow';
        this.options.log.info({ job: job.id, type: job.type }, 'Job goes on from its checkpoints');
        this.run(job, job.model);
      }
    }
    this.blocked = null;
  }

  /** Another sidecar runs the jobs: this one stops its own and leaves them to that one. */
  async suspend(reason: string): Promise<void> {
    this.blocked = reason;
    await this.stopRunning();
  }

  /** Whether a user ended following, so that it should not start by itself. */
  async followWasCancelled(): Promise<boolean> {
    const jobs = await this.list(MAX_RECOVERED_JOBS);
    return jobs.find((job) => job.type === 'follow')?.state === 'cancelled';
  }

  /** Lets every job finish its batch and stop; the next process goes on from there. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.stopRunning();
    await this.persister.close();
  }

  private async stopRunning(): Promise<void> {
    await this.stopAll([...this.running.values()]);
  }

  private async stopAll(running: readonly RunningJob[]): Promise<void> {
    for (const job of running) job.send({ type: 'stop' });
    const all = Promise.all(running.map((job) => job.gone));
    await Promise.race([all, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    await Promise.all(running.map((job) => job.terminate()));
  }

  private followerRun(): RunningJob | undefined {
    return [...this.running.values()].find(({ job }) => job.type === 'follow');
  }

  private newJob(request: JobRequest): Job {
    const job = newJob(request);
    if (job.type === 'follow') job.request.settings_version = this.options.settingsVersion();
    return job;
  }

  private run(job: Job, resumeModel: string | null): void {
    const running = new RunningJob(
      job,
      this.options.config(),
      {
        changed: (changed) => this.persister.soon(changed),
        activated: () => {
          this.options.onModelChange();
          this.modelChanged();
        },
        measured: ({ type }, batch) => {
          // A training that scores its own period does so as a backfill would.
          this.options.metrics.batch(type === 'follow' ? 'follow' : 'backfill', batch);
        },
        retried: ({ type }) => this.options.metrics.retried(type),
        wantsTurn: (waiting) => this.queueTurn(waiting),
        ended: (ended, end) => this.ended(ended, end),
      },
      resumeModel,
      { lease: this.options.lease.memory, logLevel: this.options.log.level },
    );
    this.running.set(job.id, running);
  }

  private ended(running: RunningJob, end: JobEnd): void {
    this.running.delete(running.job.id);
    const place = this.turns.indexOf(running);
    if (place >= 0) this.turns.splice(place, 1);
    if (place === 0) this.turns.at(0)?.send({ type: 'turn' });
    this.options.log.info({ job: running.job.id, type: running.job.type, ...end }, 'Job ended');
    void this.persister.now(running.job);
  }

  private queueTurn(running: RunningJob): void {
    this.turns.push(running);
    if (this.turns.length === 1) running.send({ type: 'turn' });
  }

  private async close(job: Job, state: EndedState, error: string | null): Promise<void> {
    // The same object, so that an earlier state that is still to be stored is not stored after this one.
    await this.persister.now(Object.assign(job, closed(state, error)));
  }

  private requireReady(): void {
    const reason = this.isStopping
      ? 'The sidecar is stopping. Ask again when it is back.'
      : this.blocked;
    if (reason !== null) throw new ProblemError(503, 'not_ready', reason, RETRY_AFTER_SECONDS);
  }

  private refuseTooMany(): void {
    if (this.hasRoom()) return;
    throw new ProblemError(
      429,
      'too_many_jobs',
      `${this.liveWork()} jobs run already, as many as are allowed (ANOMALIES_MAX_CONCURRENT_JOBS). Wait for one to end, or cancel one.`,
      RETRY_AFTER_SECONDS,
    );
  }

  private liveWork(): number {
    return this.live().filter((job) => job.type !== 'follow').length;
  }

  private refuseSecondFollow(): void {
    const follower = this.follower();
    if (!follower) return;
    throw new ProblemError(
      409,
      'already_following',
      `Job "${follower.id}" follows the logs already. Cancel it first to follow another pattern.`,
    );
  }
}

function notFound(id: string): ProblemError {
  return new ProblemError(
    404,
    'job_not_found',
    `There is no job "${id}". GET /v1/jobs lists those there are.`,
  );
}
