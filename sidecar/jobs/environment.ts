import type { Client } from '@elastic/elasticsearch';
import type { Config } from '../config';
import { TrainedPipeline } from '../pipeline';
import type { RetryOptions } from '../elasticsearch/retry';
import type { BatchMeasure } from '../metrics/metrics';
import type { CheckpointStore, LabelStore, ModelStore } from '../store/stores';
import { ModelCorruptError } from '../store/stores';
import type { JobControl } from './control';
import type { Reporter } from './reporter';

/** What a job works with. */
export interface JobEnvironment {
  readonly config: Config;
  readonly client: Client;
  readonly models: ModelStore;
  readonly labels: LabelStore;
  readonly checkpoints: CheckpointStore;
  readonly control: JobControl;
  readonly reporter: Reporter;
  /** For requests of which the outcome does not matter once the job is to end. */
  readonly reading: RetryOptions;
  /**
   * For writes: a cancel does not tear them apart, it only ends the waiting between tries. They wait while this process
   * may have lost the right to run jobs.
   */
  readonly writing: RetryOptions;
  /** Waits while this process may have lost the right to run jobs. @throws JobEndedError where it has */
  leaseHeld(): Promise<void>;
  /** Tells the main thread that another model is active. */
  activated(): void;
  /** Tells the main thread what a batch came to, once its results are stored. */
  measured(batch: BatchMeasure): void;
  /** Answers requests to reload the labels. */
  labelsLoaded(ids: readonly number[]): void;
  /** Waits until this job alone may replace the results of a period. */
  turn(): Promise<void>;
}

/** The job was cancelled, or the process stops. */
export class JobEndedError extends Error {
  constructor() {
    super('The job was ended.');
    this.name = 'JobEndedError';
  }
}

export function throwIfEnded(env: Pick<JobEnvironment, 'control'>): void {
  if (env.control.isEnded) throw new JobEndedError();
}

/** A model with the threshold that is set for it now. @throws ModelNotFoundError, ModelCorruptError */
export async function loadPipeline(models: ModelStore, id: string): Promise<TrainedPipeline> {
  const [bytes, model] = await Promise.all([models.loadBytes(id), models.get(id)]);
  try {
    const pipeline = TrainedPipeline.fromBytes(bytes);
    pipeline.threshold = model?.threshold ?? pipeline.threshold;
    return pipeline;
  } catch (error) {
    throw new ModelCorruptError(id, error instanceof Error ? error.message : String(error));
  }
}
