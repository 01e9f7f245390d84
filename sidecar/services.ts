import type { Client } from '@elastic/elasticsearch';
import type { ClusterService } from './clusters/cluster_service';
import type { Config } from './config';
import type { ConsumerService } from './consume/consumer_service';
import type { DriftService } from './drift/drift_service';
import type { RetryOptions } from './elasticsearch/retry';
import type { IncidentService } from './incidents/incident_service';
import type { JobManager } from './jobs/manager';
import type { LabelService } from './labels/label_service';
import type { LogLevelSwitch } from './log_level';
import type { Logger } from './logger';
import type { Metrics } from './metrics/metrics';
import type { WatchService } from './patterns/watch_service';
import type { ClassicService } from './scoring/classic_service';
import type { PrivilegeCheck } from './privileges/privilege_check';
import type { NotificationService } from './notify/notification_service';
import type { RetentionService } from './retention/retention_service';
import type { ScheduleService } from './schedules/schedule_service';
import type { ScoringService } from './scoring/scoring_service';
import type { SettingsService } from './settings/settings_service';
import type { ThresholdService } from './thresholds/threshold_service';
import { ProblemError, type ModelStore } from './store/stores';

/** What needs an Elasticsearch. */
export interface ElasticsearchServices {
  client: Client;
  privileges: PrivilegeCheck;
  jobs: JobManager;
  labels: LabelService;
  incidents: IncidentService;
  drift: DriftService;
  watches: WatchService;
  schedules: ScheduleService;
  settings: SettingsService;
  retention: RetentionService;
  notifications: NotificationService;
  /** Null where no topics of Kafka are configured. */
  consumer: ConsumerService | null;
  /** For requests that a caller waits for. */
  retry: RetryOptions;
  /** Another model was made active, or one was deleted. */
  modelChanged(): Promise<void>;
}

/** What the API works with. */
export interface Services {
  /** What the process was started with. */
  config: Config;
  /** The same with what is set in the app. */
  currentConfig(): Config;
  log: Logger;
  logLevel: LogLevelSwitch;
  metrics: Metrics;
  startedAt: Date;
  models: ModelStore;
  scoring: ScoringService;
  classic: ClassicService;
  thresholds: ThresholdService;
  clusters: ClusterService;
  /** Null where the sidecar works without Elasticsearch. */
  elasticsearch: ElasticsearchServices | null;
  /** Why requests that need Elasticsearch cannot be answered yet; null where they can. */
  notReadyReason(): string | null;
}

/** @throws ProblemError (503) where the sidecar is still starting */
export function requireReady(services: Services): void {
  const reason = services.notReadyReason();
  if (reason !== null) throw new ProblemError(503, 'not_ready', reason, 5);
}

/** @throws ProblemError (503) where there is none, or the sidecar is still starting */
export function requireElasticsearch(services: Services): ElasticsearchServices {
  if (!services.elasticsearch) {
    throw new ProblemError(
      503,
      'no_elasticsearch',
      'This sidecar works without Elasticsearch (ELASTICSEARCH_URL=none). Set ELASTICSEARCH_URL and start it again.',
    );
  }
  requireReady(services);
  return services.elasticsearch;
}
