import type { Client } from '@elastic/elasticsearch';
import type { RetryOptions } from '../../elasticsearch/retry';
import type {
  CheckpointStore,
  JobStore,
  LabelStore,
  ModelStore,
  ScheduleStore,
  SettingsStore,
  WatchStore,
} from '../stores';
import { ElasticsearchCheckpointStore } from './checkpoints';
import { ElasticsearchJobStore } from './jobs';
import { ElasticsearchLabelStore } from './labels';
import { ElasticsearchModelStore } from './models';
import { ElasticsearchScheduleStore } from './schedules';
import { ElasticsearchSettingsStore } from './settings';
import { ElasticsearchWatchStore } from './watches';

export interface Stores {
  models: ModelStore;
  labels: LabelStore;
  jobs: JobStore;
  checkpoints: CheckpointStore;
  schedules: ScheduleStore;
  settings: SettingsStore;
  watches: WatchStore;
}

/** All stores on one Elasticsearch. */
export function createStores(client: Client, retry: RetryOptions): Stores {
  return {
    models: new ElasticsearchModelStore(client, retry),
    labels: new ElasticsearchLabelStore(client, retry),
    jobs: new ElasticsearchJobStore(client, retry),
    checkpoints: new ElasticsearchCheckpointStore(client, retry),
    schedules: new ElasticsearchScheduleStore(client, retry),
    settings: new ElasticsearchSettingsStore(client, retry),
    watches: new ElasticsearchWatchStore(client, retry),
  };
}
