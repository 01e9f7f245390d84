import type { ConsumerStatus } from '../../common/api/consumer/schema';
import type { Config } from '../config';
import type { BatchMeasure } from '../metrics/metrics';

/** What the thread that consumes is started with. */
export interface ConsumeThreadData {
  config: Config;
  logLevel: string;
}

/** From the thread to the main thread. */
export type FromConsumer =
  | { type: 'status'; status: ConsumerStatus }
  /** A batch was scored and its results are stored. */
  | { type: 'measured'; batch: BatchMeasure }
  | { type: 'failed'; error: string };

/** From the main thread. */
export type ToConsumer =
  /** Finish what is being written, and end. */
  | { type: 'stop' }
  /** The log of the process is kept on another level. */
  | { type: 'log_level'; level: string };
