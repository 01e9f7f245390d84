import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config';
import { DriftService } from './drift/drift_service';
import { createClient, hasElasticsearch } from './elasticsearch/client';
import { describeError } from './elasticsearch/errors';
import { IncidentService } from './incidents/incident_service';
import { IncidentKeeper } from './incidents/keep/keeper';
import { JobManager } from './jobs/manager';
import { JudgingChanges } from './labels/judging_changes';
import { LabelService } from './labels/label_service';
import type { Logger } from './logger';
import { WatchService } from './patterns/watch_service';
import { ScheduleRunner } from './schedules/schedule_runner';
import { ScheduleService } from './schedules/schedule_service';
import { ClassicService } from './scoring/classic_service';
import { ScoringService } from './scoring/scoring_service';
import type { ElasticsearchServices, Services } from './services';
import { installIndices } from './sinks/elasticsearch/index_templates';
import { createStores } from './store/elasticsearch';
import { JobLease } from './store/elasticsearch/lease';
import { FileModelStore } from './store/file/models';
import type { ModelStore } from './store/stores';
import { ThresholdService } from './thresholds/threshold_service';

/** How long a request waits for an Elasticsearch that does not answer before it says so. */
const REQUEST_GIVE_UP_MS = 5_000;
const INSTALL_RETRY_MS = 2_000;

type ServiceParts = Pick<
  Services,
  'models' | 'scoring' | 'classic' | 'thresholds' | 'elasticsearch'
>;

/** All services of one process, from start to stop. */
export class Sidecar {
  readonly services: Services;
  private reason: string | null;
  private readonly stopping = new AbortController();
  private lease: JobLease | null = null;
  private scheduleRunner: ScheduleRunner | null = null;

  constructor(
    private readonly config: Config,
    private readonly log: Logger,
  ) {
    const withElasticsearch = hasElasticsearch(config);
    this.reason = withElasticsearch ? 'The sidecar is starting.' : null;
    const parts = withElasticsearch ? this.elasticsearchParts() : this.fileParts();
    this.services = {
      config,
      log,
      startedAt: new Date(),
      ...parts,
      notReadyReason: () => this.reason,
    };
  }

  /** Makes ready what needs Elasticsearch, however long that takes to answer. */
  async start(): Promise<void> {
    const { elasticsearch, scoring } = this.services;
    if (!elasticsearch) {
      await scoring.refresh();
      return;
    }
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await installIndices(elasticsearch.client, { ...elasticsearch.retry, signal });
        await scoring.refresh();
        await this.runJobs(elasticsearch);
      } catch (error) {
        if (signal.aborted) return;
        this.reason = describeError(error);
        this.log.warn({ reason: this.reason }, 'Not ready; trying again');
        await delay(INSTALL_RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Takes up the jobs as soon as no other sidecar runs them, until another does. */
  private async runJobs({ client, jobs, retry }: ElasticsearchServices): Promise<void> {
    const { signal } = this.stopping;
    const lease = new JobLease(client, { ...retry, signal });
    this.lease = lease;
    let isTold = false;
    await lease.acquire(signal, ({ host, pid }) => {
      const reason = `Another sidecar (process ${pid} on ${host}) runs the jobs of this Elasticsearch. This one takes over when that one ends.`;
      if (!isTold) this.log.info(reason);
      isTold = true;
      void jobs.suspend(reason);
      this.ready();
    });
    await jobs.recover();
    this.ready();
    await this.followByItself();
    const lost = new AbortController();
    const held = AbortSignal.any([signal, lost.signal]);
    const schedules = this.scheduleRunner?.run(held);
    const intervalMs = this.config.incidentsIntervalMs;
    const incidents = new IncidentKeeper({ client, retry, log: this.log, intervalMs }).run(held);
    await lease.keep(signal);
    lost.abort();
    await Promise.all([schedules, incidents]);
    if (!signal.aborted) await jobs.suspend('Another sidecar has taken over the jobs.');
  }

  private ready(): void {
    if (this.reason !== null) this.log.info('Ready');
    this.reason = null;
  }

  /** Lets jobs finish their batch; they go on in the next process. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { elasticsearch } = this.services;
    if (!elasticsearch) return;
    await elasticsearch.jobs.stop();
    await this.lease?.release();
    await elasticsearch.client.close();
  }

  private elasticsearchParts(): ServiceParts {
    const { config, log } = this;
    const client = createClient(config);
    const retry = { giveUpAfterMs: REQUEST_GIVE_UP_MS };
    const stores = createStores(client, retry);
    const scoring = new ScoringService({
      config,
      models: stores.models,
      listLabels: () => stores.labels.list(),
      log,
    });
    const modelChanged = async () => {
      await scoring.refresh();
      jobs.modelChanged();
      await this.followByItself();
    };
    const jobs = new JobManager({
      config,
      store: stores.jobs,
      log,
      onModelChange: () => {
        modelChanged().catch((error: unknown) => {
          log.warn({ reason: describeError(error) }, 'The new model is not loaded yet');
        });
      },
    });
    const changes = new JudgingChanges({
      log,
      onChange: async (timeoutMs) => {
        const [, everyoneKnows] = await Promise.all([
          scoring.refresh(),
          jobs.labelsChanged(timeoutMs),
        ]);
        return everyoneKnows;
      },
    });
    const labels = new LabelService({
      client,
      labels: stores.labels,
      models: stores.models,
      retry,
      log,
      changes,
    });
    const thresholds = new ThresholdService({
      models: stores.models,
      changes,
      results: { client, labels: stores.labels, retry },
      log,
    });
    const classic = new ClassicService(config, stores.models, scoring, false);
    const drift = new DriftService({ client, models: stores.models, retry });
    const runner = new ScheduleRunner({
      store: stores.schedules,
      jobs,
      models: stores.models,
      drift,
      log,
      onModelDeleted: (id) => {
        scoring.forget(id);
        classic.forget(id);
      },
    });
    this.scheduleRunner = runner;
    const schedules = new ScheduleService({ store: stores.schedules, runner, log });
    const elasticsearch: ElasticsearchServices = {
      client,
      jobs,
      labels,
      incidents: new IncidentService({ client, retry, log }),
      drift,
      watches: new WatchService(stores.watches, log),
      schedules,
      retry,
      modelChanged,
    };
    return { models: stores.models, scoring, classic, thresholds, elasticsearch };
  }

  private fileParts(): ServiceParts {
    const { config, log } = this;
    const models: ModelStore = new FileModelStore(config.modelDir);
    const scoring = new ScoringService({ config, models, listLabels: null, log });
    const classic = new ClassicService(config, models, scoring, true);
    const changes = new JudgingChanges({
      log,
      onChange: async () => {
        await scoring.refresh();
        return true;
      },
    });
    const thresholds = new ThresholdService({ models, changes, results: null, log });
    return { models, scoring, classic, thresholds, elasticsearch: null };
  }

  /** Starts to follow, unless something follows, a user ended it, or the configuration says not to. */
  private async followByItself(): Promise<void> {
    const jobs = this.services.elasticsearch?.jobs;
    if (!jobs || !this.config.autoFollow || this.stopping.signal.aborted) return;
    try {
      if (jobs.follower() || (await jobs.followWasCancelled())) return;
      await jobs.start({ type: 'follow', index: this.config.sourcePattern });
    } catch (error) {
      this.log.warn({ reason: describeError(error) }, 'Following does not start by itself');
    }
  }
}
