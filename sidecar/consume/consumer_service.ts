import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Worker } from 'node:worker_threads';
import type { ConsumerStatus } from '../../common/api/consumer/schema';
import type { Config } from '../config';
import { startThread } from '../jobs/job_thread';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics/metrics';
import type { ConsumeThreadData, FromConsumer, ToConsumer } from './protocol';
import { parseTopic } from '../sources/kafka/topics';

const STOP_TIMEOUT_MS = 20_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;
/** A thread that ran for so long had no trouble with its start. */
const RAN_WELL_MS = 60_000;

export interface ConsumerServiceOptions {
  /** As it holds when the thread starts. */
  config: () => Config;
  log: Logger;
  metrics: Metrics;
}

/** Keeps a thread that consumes Kafka, as long as the process lives. */
export class ConsumerService {
  private thread: Worker | null = null;
  private gone: Promise<void> = Promise.resolve();
  private config: Config | null = null;
  private isStopping = false;
  private failures = 0;
  private last: ConsumerStatus | null = null;

  constructor(private readonly options: ConsumerServiceOptions) {
    options.log.on('level-change', (level) => this.tell({ type: 'log_level', level }));
  }

  /** What the thread said last. */
  status(): ConsumerStatus {
    return this.last ?? this.initialStatus();
  }

  /** Starts the thread; does nothing where it runs. */
  start(): void {
    if (this.thread || this.isStopping) return;
    const config = this.options.config();
    const data: ConsumeThreadData = { config, logLevel: this.options.log.level };
    const startedMs = performance.now();
    const thread = startThread('../consume/thread', data, config.jobMemoryMb);
    this.thread = thread;
    this.config = config;
    thread.on('message', (message: FromConsumer) => this.receive(message));
    thread.on('error', (error: Error) => this.failed(error.message));
    this.gone = new Promise((resolve) => {
      thread.once('exit', () => {
        this.thread = null;
        resolve();
        if (performance.now() - startedMs > RAN_WELL_MS) this.failures = 0;
        void this.startAgain();
      });
    });
  }

  /** Has the thread work with the configuration as it is now. */
  async settle(): Promise<void> {
    if (!this.thread || isDeepStrictEqual(this.options.config(), this.config)) return;
    // It is started again when it is gone.
    this.failures = -1;
    await this.end();
  }

  /** Lets the batches that are being written end; the partitions go to other sidecars. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.end();
  }

  private async end(): Promise<void> {
    const { thread, gone } = this;
    this.tell({ type: 'stop' });
    await Promise.race([gone, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    await thread?.terminate();
  }

  private tell(message: ToConsumer): void {
    this.thread?.postMessage(message);
  }

  private async startAgain(): Promise<void> {
    if (this.isStopping) return;
    const waitMs =
      this.failures < 0 ? 0 : Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures++;
    await delay(waitMs, undefined, { ref: false });
    this.start();
  }

  private receive(message: FromConsumer): void {
    switch (message.type) {
      case 'failed':
        return this.failed(message.error);
      case 'measured':
        return this.options.metrics.batch('kafka', message.batch);
      case 'status':
        this.last = message.status;
    }
  }

  private failed(error: string): void {
    this.options.log.error({ error }, 'Consuming Kafka failed; trying again');
    this.last = { ...this.status(), phase: 'Trying again', error };
  }

  private initialStatus(): ConsumerStatus {
    const { kafkaGroup, kafkaTopics } = this.options.config();
    return {
      phase: 'Starting',
      error: null,
      group: kafkaGroup,
      topics: kafkaTopics.map((topic) => parseTopic(topic).name),
      model: null,
      lines_done: 0,
      lines_flagged: 0,
      dead_letters: 0,
      skipped: {},
      lag: null,
      partitions: [],
    };
  }
}
