import type { ConsumerStatus } from '../../common/api/consumer/schema';
import type { Config } from '../config';
import type { BatchMeasure } from '../metrics/metrics';

/** What the thread that consumes is started with. */
export interface ConsumeThreadData {
  config: Config;
}

/** From the thread to the main thread. */
export type FromConsumer =
  | { type: 'status'; status: ConsumerStatus }
  /** A batch was scored and its results are stored. */
  | { type: 'measured'; batch: BatchMeasure }
  | { type: 'failed'; error: string };

/** From the main thread: finish what is being written, and end. */
export interface ToConsumer {
  type: 'stop';
}
