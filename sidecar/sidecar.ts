import { setTimeout as delay } from 'node:timers/promises';
import { ClusterService } from './clusters/cluster_service';
import type { Config } from './config';
import { ConsumerService } from './consume/consumer_service';
import { DriftService } from './drift/drift_service';
import { createClient, hasElasticsearch } from './elasticsearch/client';
import { describeError } from './elasticsearch/errors';
import { IncidentService } from './incidents/incident_service';
import { IncidentKeeper } from './incidents/keep/keeper';
import { followSettings } from './jobs/follow_settings';
import { JobManager } from './jobs/manager';
import { JudgingChanges } from './labels/judging_changes';
import { LabelService } from './labels/label_service';
import { LogLevelSwitch } from './log_level';
import type { Logger } from './logger';
import { Metrics } from './metrics/metrics';
import { addStateGauges } from './metrics/state_gauges';
import { NotificationRunner } from './notify/notification_runner';
import { NotificationService } from './notify/notification_service';
import { Secrets } from './notify/secrets';
import { PrivilegeCheck } from './privileges/privilege_check';
import { RetentionRunner } from './retention/retention_runner';
import { RetentionService } from './retention/retention_service';
import { WatchService } from './patterns/watch_service';
import { ScheduleRunner } from './schedules/schedule_runner';
import { ScheduleService } from './schedules/schedule_service';
import { ClassicService } from './scoring/classic_service';
import { ScoringService } from './scoring/scoring_service';
import type { ElasticsearchServices, Services } from './services';
import { SettingsService } from './settings/settings_service';
import { installIndices } from './sinks/elasticsearch/index_templates';
import { createStores } from './store/elasticsearch';
import { JobLease } from './store/elasticsearch/lease';
import { LeaseMeter } from './store/elasticsearch/lease_meter';
import { requireKnownState } from './store/elasticsearch/state_version';
import { FileModelStore } from './store/file/models';
import type { CheckpointStore, ModelStore } from './store/stores';
import { ThresholdService } from './thresholds/threshold_service';

/** How long a request waits for an Elasticsearch that does not answer before it says so. */
const REQUEST_GIVE_UP_MS = 5_000;
const RUNNERS_STOP_MS = 5_000;
const INSTALL_RETRY_MS = 2_000;
const SETTLE_RETRY_MS = 5_000;

type ServiceParts = Pick<
  Services,
  'models' | 'scoring' | 'classic' | 'thresholds' | 'elasticsearch'
>;

/** All services of one process, from start to stop. */
export class Sidecar {
  readonly services: Services;
  private readonly metrics = new Metrics();
  private readonly leaseMeter = new LeaseMeter();
  private reason: string | null;
  private readonly stopping = new AbortController();
  /** What runs beside the jobs, until it ends. */
  private running: Promise<unknown> = Promise.resolve();
  private lease: JobLease | null = null;
  /** What works by itself in the sidecar that runs the jobs, until the signal ends it. */
  private runners: ((signal: AbortSignal) => Promise<void>)[] = [];
  private checkpoints: CheckpointStore | null = null;
  /** Changes of the settings are taken up one after another. */
  private settling: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly log: Logger,
  ) {
    const withElasticsearch = hasElasticsearch(config);
    this.reason = withElasticsearch ? 'The sidecar is starting.' : null;
    const parts = withElasticsearch ? this.elasticsearchParts() : this.fileParts();
    this.services = {
      config,
      currentConfig: () => parts.elasticsearch?.settings.config() ?? config,
      log,
      logLevel: new LogLevelSwitch(log),
      metrics: this.metrics,
      startedAt: new Date(),
      ...parts,
      clusters: new ClusterService(config, parts.scoring),
      notReadyReason: () => this.reason,
    };
    addStateGauges(this.services);
  }

  /** Makes ready what needs Elasticsearch, however long that takes to answer. */
  async start(): Promise<void> {
    const { elasticsearch, scoring } = this.services;
    if (!elasticsearch) {
      await scoring.refresh();
      return;
    }
    const { signal } = this.stopping;
    void elasticsearch.settings.watch(signal);
    void elasticsearch.privileges.watch(signal);
    while (!signal.aborted) {
      try {
        await elasticsearch.privileges.require();
        const retry = { ...elasticsearch.retry, signal };
        for (const clash of await installIndices(elasticsearch.client, retry)) this.log.warn(clash);
        await elasticsearch.settings.refresh();
        // The settings may name other sources.
        await elasticsearch.privileges.require();
        await scoring.refresh();
        // Every sidecar consumes its share, whoever runs the jobs.
        elasticsearch.consumer?.start();
        await this.runJobs(elasticsearch);
      } catch (error) {
        if (signal.aborted) return;
        const reason = describeError(error);
        if (reason !== this.reason) this.log.warn({ reason }, 'Not ready; trying again');
        this.reason = reason;
        await delay(INSTALL_RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Takes up the jobs as soon as no other sidecar runs them, until another does. */
  private async runJobs({ client, jobs, retry }: ElasticsearchServices): Promise<void> {
    const { signal } = this.stopping;
    const lease = new JobLease(client, { ...retry, signal }, this.leaseMeter);
    this.lease = lease;
    let isTold = false;
    await lease.acquire(signal, ({ host, pid }) => {
      const reason = `Another sidecar (process ${pid} on ${host}) runs the jobs of this Elasticsearch. This one takes over when that one ends.`;
      if (!isTold) this.log.info(reason);
      isTold = true;
      void jobs.suspend(reason);
      this.ready();
    });
    // The one that ran them before may have been of a later release.
    await requireKnownState(client, { ...retry, signal }).catch(async (error: unknown) => {
      await lease.release();
      throw error;
    });
    await jobs.recover();
    this.ready();
    await this.followByItself();
    // Settings may have been saved while nobody ran the jobs.
    void this.settle();
    const lost = new AbortController();
    const held = AbortSignal.any([signal, lost.signal]);
    this.running = Promise.all(this.runners.map((run) => run(held)));
    await lease.keep(signal);
    lost.abort();
    await this.running;
    if (!signal.aborted) await jobs.suspend('Another sidecar has taken over the jobs.');
  }

  /** Lets the follower work with the settings as they are now. */
  private settle(): Promise<void> {
    this.settling = this.settling
      .then(async () => {
        const { elasticsearch } = this.services;
        if (!elasticsearch || !this.checkpoints || this.stopping.signal.aborted) return;
        const { client, jobs, settings, retry } = elasticsearch;
        const { checkpoints } = this;
        await followSettings({ client, jobs, settings, checkpoints, retry });
      })
      .catch((error: unknown) => {
        const reason = describeError(error);
        this.log.warn({ reason }, 'The follower goes on under the settings of before');
        void delay(SETTLE_RETRY_MS, undefined, { ref: false }).then(() => this.settle());
      });
    return this.settling;
  }

  private ready(): void {
    if (this.reason !== null) this.log.info('Ready');
    this.reason = null;
  }

  /** Lets jobs finish their batch; they go on in the next process. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { elasticsearch, logLevel } = this.services;
    logLevel.stop();
    if (!elasticsearch) return;
    await Promise.all([elasticsearch.jobs.stop(), elasticsearch.consumer?.stop()]);
    // A message that is under way is struck out before another sidecar takes over.
    await Promise.race([this.running, delay(RUNNERS_STOP_MS, undefined, { ref: false })]);
    await this.lease?.release();
    await elasticsearch.client.close();
  }

  private elasticsearchParts(): ServiceParts {
    const { config, log } = this;
    const client = createClient(config);
    const retry = { giveUpAfterMs: REQUEST_GIVE_UP_MS };
    const stores = createStores(client, retry);
    const secrets = new Secrets(process.env);
    const settings: SettingsService = new SettingsService({
      config,
      store: stores.settings,
      secrets,
      log,
      onChange: () => {
        void this.services.elasticsearch?.consumer?.settle();
        return this.settle();
      },
    });
    const currentConfig = () => settings.config();
    const scoring = new ScoringService({
      config: currentConfig,
      models: stores.models,
      listLabels: () => stores.labels.list(),
      log,
      metrics: this.metrics,
    });
    const modelChanged = async () => {
      await scoring.refresh();
      jobs.modelChanged();
      await this.followByItself();
    };
    const jobs = new JobManager({
      config: currentConfig,
      settingsVersion: () => settings.current.version,
      store: stores.jobs,
      log,
      metrics: this.metrics,
      lease: this.leaseMeter,
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
    const classic = new ClassicService(currentConfig, stores.models, scoring, false);
    const drift = new DriftService({ client, models: stores.models, retry });
    const onModelDeleted = (id: string) => {
      scoring.forget(id);
      classic.forget(id);
    };
    const runner = new ScheduleRunner({
      store: stores.schedules,
      jobs,
      models: stores.models,
      drift,
      log,
      sourcePattern: () => currentConfig().sourcePattern,
      onModelDeleted,
    });
    const { models } = stores;
    const retention = new RetentionService({ client, models, jobs, retry, log, onModelDeleted });
    const notifying = { client, settings, secrets, retry, log, metrics: this.metrics };
    const notifier = new NotificationRunner(notifying);
    const { incidentsIntervalMs: intervalMs } = config;
    this.checkpoints = stores.checkpoints;
    const ownRunners = [
      runner,
      new IncidentKeeper({ client, retry, log, intervalMs }),
      new RetentionRunner({ settings, retention, log }),
      notifier,
    ];
    this.runners = ownRunners.map((own) => (signal) => own.run(signal));
    const schedules = new ScheduleService({ store: stores.schedules, runner, log });
    const elasticsearch: ElasticsearchServices = {
      client,
      privileges: new PrivilegeCheck({ client, config: currentConfig, retry, log }),
      jobs,
      labels,
      incidents: new IncidentService({ client, retry, log }),
      drift,
      watches: new WatchService(stores.watches, log),
      schedules,
      settings,
      retention,
      notifications: new NotificationService({ ...notifying, pending: () => notifier.pending() }),
      consumer:
        config.kafkaTopics.length > 0
          ? new ConsumerService({ config: currentConfig, log, metrics: this.metrics })
          : null,
      retry,
      modelChanged,
    };
    return { models: stores.models, scoring, classic, thresholds, elasticsearch };
  }

  private fileParts(): ServiceParts {
    const { config, log } = this;
    const models: ModelStore = new FileModelStore(config.modelDir);
    const currentConfig = () => config;
    const scoring = new ScoringService({
      config: currentConfig,
      models,
      listLabels: null,
      log,
      metrics: this.metrics,
    });
    const classic = new ClassicService(currentConfig, models, scoring, true);
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
      await jobs.start({ type: 'follow', index: this.services.currentConfig().sourcePattern });
    } catch (error) {
      this.log.warn({ reason: describeError(error) }, 'Following does not start by itself');
    }
  }
}
