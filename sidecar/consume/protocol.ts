import type { ConsumerStatus } from '../../common/api/consumer/schema';
import type { Config } from '../config';

/** What the thread that consumes is started with. */
export interface ConsumeThreadData {
  config: Config;
}

/** From the thread to the main thread. */
export type FromConsumer =
  { type: 'status'; status: ConsumerStatus } | { type: 'failed'; error: string };

/** From the main thread: finish what is being written, and end. */
export interface ToConsumer {
  type: 'stop';
}
