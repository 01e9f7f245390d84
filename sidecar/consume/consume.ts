import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumerStatus } from '../../common/api/consumer/schema';
import { describeError } from '../elasticsearch/errors';
import type { Logger } from '../logger';
import type { BatchMeasure } from '../metrics/metrics';
import { TopicWriter } from '../sinks/kafka/topic_writer';
import { connectionOptions } from '../sources/kafka/connection';
import { Fetcher } from '../sources/kafka/fetcher';
import { GroupMember } from '../sources/kafka/group_member';
import { loadKafka, type GroupAssignment, type KafkaLibrary } from '../sources/kafka/library';
import { parseTopic, type Topic } from '../sources/kafka/topics';
import { Commits } from './commits';
import type { ConsumeEnvironment } from './environment';
import { Limit } from './limit';
import { ModelPool } from './model_pool';
import { PartitionConsumer } from './partition_consumer';
import type { PartitionParts } from './partition_parts';
import { lagOf, Tally } from './tally';

const LOOP_INTERVAL_MS = 250;
/** Batches of several partitions that are being written at once. */
const WRITES_AT_ONCE = 4;
/** Trouble that was not told again for so long is over. */
const TROUBLE_LASTS_MS = 5_000;

export interface ConsumeEvents {
  log: Logger;
  onStatus: (status: ConsumerStatus) => void;
  /** Told of every batch whose results are stored. */
  onMeasured?: (batch: BatchMeasure) => void;
}

/**
 * Consumes the configured topics as a member of the group until the signal ends it: batches that are being written are
 * finished, and the partitions given back.
 * @param untilEnd ends by itself once all that the partitions hold is scored
 * @throws ConfigError, ProblemError where the configuration cannot be used
 */
export async function runConsume(
  env: ConsumeEnvironment,
  events: ConsumeEvents,
  untilEnd = false,
): Promise<ConsumerStatus> {
  return new Consumption(await loadKafka(), env, events).run(untilEnd);
}

class Consumption {
  private readonly topics: Map<string, Topic>;
  private readonly stopping = new AbortController();
  private readonly signal: AbortSignal;
  private readonly member: GroupMember;
  private readonly fetcher: Fetcher;
  private readonly writer: TopicWriter;
  private readonly commits: Commits;
  private readonly models: ModelPool;
  private readonly tally = new Tally();
  private readonly partitions = new Map<string, PartitionConsumer>();
  private assigned: readonly GroupAssignment[] | null = null;
  private generation = 0;
  private isRebalancing = false;
  private trouble: string | null = null;
  private troubleAtMs = -Infinity;
  private hasConsumed = false;

  constructor(
    kafka: KafkaLibrary,
    private readonly env: ConsumeEnvironment,
    private readonly events: ConsumeEvents,
  ) {
    const { config } = env;
    const topics = config.kafkaTopics.map(parseTopic);
    this.topics = new Map(topics.map((topic) => [topic.name, topic]));
    this.signal = AbortSignal.any([env.signal, this.stopping.signal]);
    const connection = connectionOptions(config, env.secrets);
    const names = topics.map(({ name }) => name);
    const group = config.kafkaGroup;
    const onTrouble = (reason: string | null) => this.tellTrouble(reason);
    this.member = new GroupMember(kafka, {
      connection,
      group,
      topics: names,
      sessionTimeoutMs: config.kafkaSessionTimeoutMs,
      onAssigned: (assigned, generation) => {
        this.assigned = assigned;
        this.generation = generation;
        this.isRebalancing = false;
        this.dropRevoked();
      },
      onRebalance: () => (this.isRebalancing = true),
      onTrouble: (reason) => {
        this.isRebalancing = false;
        onTrouble(reason);
      },
    });
    const maxPartitionBytes = config.kafkaMaxBytes;
    this.fetcher = new Fetcher(kafka, {
      connection,
      group,
      topics: names,
      maxPartitionBytes,
      onTrouble,
    });
    this.writer = new TopicWriter(kafka, connection, { signal: this.signal, onTrouble });
    this.commits = new Commits((offsets) => this.member.commit(offsets));
    this.models = new ModelPool(env);
  }

  async run(untilEnd: boolean): Promise<ConsumerStatus> {
    const membership = new AbortController();
    const member = this.member.run(membership.signal);
    const fetching = this.fetcher.run(this.signal);
    while (!this.signal.aborted) {
      try {
        await this.models.refreshActive();
        await this.startAssigned();
      } catch (error) {
        this.tellTrouble(describeError(error));
      }
      this.report();
      this.commits.retry();
      if (untilEnd && this.isAtEnd()) this.stopping.abort();
      await delay(LOOP_INTERVAL_MS, undefined, { signal: this.signal }).catch(() => {});
    }
    await Promise.all([...this.partitions.values()].map((partition) => partition.stop()));
    await this.commits.settled();
    membership.abort();
    await Promise.all([member, fetching, this.writer.close()]);
    const status = { ...this.status(), phase: 'Stopped' as const };
    this.events.onStatus(status);
    return status;
  }

  /** Ends the work on partitions that others have now. What they are writing is finished, and not waited for. */
  private dropRevoked(): void {
    const keys = new Set(this.assignedKeys().map(({ key }) => key));
    for (const [key, partition] of this.partitions) {
      if (keys.has(key)) continue;
      this.fetcher.remove(partition);
      this.partitions.delete(key);
      this.commits.forget(partition.topic, partition.partition);
      void partition.stop();
    }
  }

  private async startAssigned(): Promise<void> {
    const missing = this.assignedKeys().filter(({ key }) => {
      const known = this.partitions.get(key);
      return !known || known.isEnded;
    });
    if (missing.length === 0) return;
    const { generation } = this;
    const metadata = await this.fetcher.metadata();
    if (generation !== this.generation || this.signal.aborted) return;
    for (const { key, topic, partition } of missing) {
      const topicId = metadata.topics.get(topic.name)?.id;
      if (topicId === undefined) continue;
      const before = this.partitions.get(key);
      if (before) this.fetcher.remove(before);
      const started = new PartitionConsumer(this.parts(), {
        topic,
        topicId,
        partition,
        owner: randomUUID(),
        generation,
      });
      this.partitions.set(key, started);
      this.fetcher.add(started);
    }
    this.models.keepOnly(
      new Set([...this.partitions.values()].flatMap((one) => one.status().model ?? [])),
    );
  }

  private assignedKeys(): { key: string; topic: Topic; partition: number }[] {
    return (this.assigned ?? []).flatMap(({ topic: name, partitions }) => {
      const topic = this.topics.get(name);
      if (!topic) return [];
      return partitions.map((partition) => ({ key: `${name}/${partition}`, topic, partition }));
    });
  }

  private parts(): PartitionParts {
    const { env, models, fetcher, commits, tally } = this;
    return {
      env,
      log: this.events.log,
      models,
      fetcher,
      topics: this.writer,
      commits,
      tally,
      writes: this.writes,
      isRebalancing: () => this.isRebalancing,
      firstOffset: (topic, partition) => this.firstOffset(topic, partition),
      onProgress: () => {
        this.hasConsumed = true;
      },
      onMeasured: (batch) => this.events.onMeasured?.(batch),
      onTrouble: (reason) => this.tellTrouble(reason),
    };
  }

  private readonly writes = new Limit(WRITES_AT_ONCE);

  private async firstOffset(topic: string, partition: number): Promise<number> {
    const committed = await this.member.committed(topic, partition);
    return committed ?? this.fetcher.offset(topic, partition, this.env.config.kafkaStart);
  }

  private isAtEnd(): boolean {
    if (this.assigned === null || this.isRebalancing) return false;
    const statuses = this.status().partitions;
    return statuses.length === this.assignedKeys().length && statuses.every(({ lag }) => lag === 0);
  }

  private tellTrouble(reason: string | null): void {
    if (reason !== null && reason !== this.trouble) this.events.log.warn({ reason }, 'Consuming');
    this.trouble = reason;
    this.troubleAtMs = performance.now();
  }

  private report(): void {
    if (performance.now() - this.troubleAtMs > TROUBLE_LASTS_MS && !this.isRebalancing) {
      this.trouble = null;
    }
    this.events.onStatus(this.status());
  }

  private status(): ConsumerStatus {
    const partitions = [...this.partitions.values()]
      .map((partition) => partition.status())
      .sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
    return {
      phase: this.phase(),
      error: this.trouble,
      group: this.env.config.kafkaGroup,
      topics: [...this.topics.keys()],
      model: this.models.activeId,
      ...this.tally.totals,
      lag: this.assigned === null ? null : lagOf(partitions),
      partitions,
    };
  }

  private phase(): ConsumerStatus['phase'] {
    if (this.trouble !== null) return 'Trying again';
    if (this.assigned === null) return 'Starting';
    return this.models.activeId === null && !this.hasConsumed ? 'Waiting for a model' : 'Consuming';
  }
}
