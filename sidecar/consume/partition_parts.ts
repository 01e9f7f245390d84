import type { Logger } from '../logger';
import type { BatchMeasure } from '../metrics/metrics';
import type { TopicWriter } from '../sinks/kafka/topic_writer';
import type { Fetcher } from '../sources/kafka/fetcher';
import type { Commits } from './commits';
import type { ConsumeEnvironment } from './environment';
import type { Limit } from './limit';
import type { ModelPool } from './model_pool';
import type { Tally } from './tally';

/** What all partitions of a process share. */
export interface PartitionParts {
  env: ConsumeEnvironment;
  log: Logger;
  models: ModelPool;
  fetcher: Fetcher;
  topics: TopicWriter;
  commits: Commits;
  tally: Tally;
  /** Writes at once. */
  writes: Limit;
  isRebalancing: () => boolean;
  /** Where the group begins in a partition that has no checkpoint. */
  firstOffset: (topic: string, partition: number) => Promise<number>;
  onProgress: () => void;
  onMeasured: (batch: BatchMeasure) => void;
  onTrouble: (reason: string | null) => void;
}
