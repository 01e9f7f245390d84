import { setTimeout as delay } from 'node:timers/promises';
import { describeKafkaError, isKafkaError } from './kafka_error';
import type { ConnectionOptions } from './connection';
import type { ClusterMetadata, Consumer, FetchResponse, KafkaLibrary } from './library';
import type { KafkaMessage } from './message';

/** How long a broker waits for the first message of any partition before it answers that there is none. */
const MAX_WAIT_MS = 100;
const IDLE_MS = 50;
const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;
const OUT_OF_RANGE = 1;
const IS_CONTROL = 0b100000;
/** The broker has set the time, one for the whole batch. */
const HAS_APPEND_TIME = 0b1000;

/** A partition that is read: what it wants next, and where what was read goes. */
export interface FetchTarget {
  readonly topic: string;
  /** Tells a topic from a later one of the same name. */
  readonly topicId: string;
  readonly partition: number;
  /** The next offset to read; null where nothing is wanted now. */
  wanted(): number | null;
  /**
   * @param nextOffset everything below was read; there may be no messages for some offsets
   * @param endOffset where the partition ends now
   */
  deliver(messages: KafkaMessage[], nextOffset: number, endOffset: number): void;
  /** Messages from the wanted offset up to the first that Kafka still has are gone, or the offset is beyond the end. */
  outOfRange(firstOffset: number, endOffset: number): void;
  /** The topic was deleted, and made anew. */
  topicGone(): void;
}

export interface FetcherOptions {
  connection: ConnectionOptions;
  group: string;
  topics: readonly string[];
  maxPartitionBytes: number;
  onTrouble: (reason: string | null) => void;
}

/**
 * Reads any number of partitions, those that want something in one request for each broker, several brokers at once. A
 * partition that wants nothing is not asked for: it is paused, and the others go on.
 */
export class Fetcher {
  private readonly reader: Consumer;
  private readonly inFlight = new Map<number, Promise<void>>();
  private readonly targets = new Set<FetchTarget>();
  private failures = 0;
  private wake: () => void = () => {};

  constructor(
    kafka: KafkaLibrary,
    private readonly options: FetcherOptions,
  ) {
    // A client of its own, with no membership: a waiting read would hold up heartbeats on the same connection.
    this.reader = new kafka.Consumer({ ...options.connection, groupId: options.group });
    for (const topic of options.topics) this.reader.topics.track(topic);
    this.reader.on('error', () => {});
  }

  add(target: FetchTarget): void {
    this.targets.add(target);
    this.wake();
  }

  remove(target: FetchTarget): void {
    this.targets.delete(target);
  }

  /** @throws the error of Kafka */
  metadata(): Promise<ClusterMetadata> {
    return this.reader.metadata({ topics: [...this.options.topics] });
  }

  /** Where a partition begins or ends now. @throws the error of Kafka */
  async offset(topic: string, partition: number, which: 'earliest' | 'latest'): Promise<number> {
    const offsets = await this.reader.listOffsets({
      topics: [topic],
      partitions: { [topic]: [partition] },
      timestamp: which === 'earliest' ? -2n : -1n,
    });
    return Number(offsets.get(topic)?.[partition] ?? 0n);
  }

  /** One message; null where it is gone. @throws the error of Kafka */
  async readOne(topic: string, partition: number, offset: number): Promise<KafkaMessage | null> {
    const metadata = await this.metadata();
    const found = metadata.topics.get(topic);
    const leader = found?.partitions[partition]?.leader;
    if (!found || leader === undefined) return null;
    const answer = await this.request(leader, [{ id: found.id, partition, offset }], 16_384);
    const batches = answer.responses[0]?.partitions[0]?.records ?? [];
    return messagesOf(batches, offset).find((message) => message.offset === offset) ?? null;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.startFetches();
      } catch (error) {
        this.reader.clearMetadata();
        await this.failed(error, signal);
      }
      await this.pause(signal);
    }
    await Promise.all(this.inFlight.values());
    await Promise.race([
      Promise.resolve(this.reader.close(true)).catch(() => {}),
      delay(1_000, undefined, { ref: false }),
    ]);
  }

  private async startFetches(): Promise<void> {
    const wanting = [...this.targets].filter((target) => target.wanted() !== null);
    if (wanting.length === 0) return;
    const metadata = await this.metadata();
    const byLeader = new Map<number, FetchTarget[]>();
    for (const target of wanting) {
      const topic = metadata.topics.get(target.topic);
      if (!topic || topic.id !== target.topicId) {
        target.topicGone();
        continue;
      }
      const leader = topic.partitions[target.partition]?.leader ?? -1;
      if (leader < 0 || this.inFlight.has(leader)) continue;
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), target]);
    }
    for (const [leader, targets] of byLeader) {
      const fetched = this.fetch(leader, targets)
        .then(() => {
          if (this.failures > 0) this.options.onTrouble(null);
          this.failures = 0;
        })
        .catch(async (error: unknown) => {
          this.reader.clearMetadata();
          await this.failed(error);
        })
        .finally(() => {
          this.inFlight.delete(leader);
          this.wake();
        });
      this.inFlight.set(leader, fetched);
    }
  }

  private async fetch(leader: number, targets: readonly FetchTarget[]): Promise<void> {
    const wanted = targets.flatMap((target) => {
      const offset = target.wanted();
      return offset === null ? [] : [{ target, id: target.topicId, offset }];
    });
    // In turns, since an answer has a bound of its own, which the first partitions of it could use up.
    const turn = Math.floor(Math.random() * wanted.length);
    const inTurn = [...wanted.slice(turn), ...wanted.slice(0, turn)];
    const answer = await this.request(
      leader,
      inTurn.map(({ target, id, offset }) => ({ id, partition: target.partition, offset })),
      this.options.maxPartitionBytes,
    );
    for (const { topicId, partitions } of answer.responses) {
      for (const found of partitions) {
        const want = wanted.find(
          ({ target, id }) => id === topicId && target.partition === found.partitionIndex,
        );
        // It may want something else by now.
        if (!want || want.target.wanted() !== want.offset) continue;
        if (found.errorCode === OUT_OF_RANGE) await this.tellRange(want.target);
        if (found.errorCode !== 0) continue;
        const batches = found.records ?? [];
        const messages = messagesOf(batches, want.offset);
        const last = batches.at(-1);
        const nextOffset = last ? Number(last.firstOffset) + last.lastOffsetDelta + 1 : want.offset;
        const endOffset = Number(found.lastStableOffset);
        want.target.deliver(messages, Math.max(nextOffset, want.offset), endOffset);
      }
    }
  }

  private async tellRange(target: FetchTarget): Promise<void> {
    const { topic, partition } = target;
    const first = await this.offset(topic, partition, 'earliest');
    target.outOfRange(first, await this.offset(topic, partition, 'latest'));
  }

  private async request(
    leader: number,
    wanted: readonly { id: string; partition: number; offset: number }[],
    maxPartitionBytes: number,
  ): Promise<FetchResponse> {
    const topics = new Map<string, Parameters<Consumer['fetch']>[0]['topics'][number]>();
    for (const { id, partition, offset } of wanted) {
      const topic = topics.get(id) ?? { topicId: id, partitions: [] };
      topics.set(id, topic);
      topic.partitions.push({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: BigInt(offset),
        lastFetchedEpoch: -1,
        partitionMaxBytes: maxPartitionBytes,
      });
    }
    try {
      return await this.reader.fetch({
        node: leader,
        maxWaitTime: MAX_WAIT_MS,
        maxBytes: Math.max(10 * 1_048_576, maxPartitionBytes),
        topics: [...topics.values()],
      });
    } catch (error) {
      // The error of one partition does not spoil what the others brought.
      const response = (error as { response?: FetchResponse }).response;
      if (isKafkaError(error, 'OFFSET_OUT_OF_RANGE') && response) return response;
      throw error;
    }
  }

  private async failed(error: unknown, signal?: AbortSignal): Promise<void> {
    this.options.onTrouble(describeKafkaError(error));
    const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures++);
    await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
  }

  /** Until a fetch has ended or a little later: who wants something now is found by looking. */
  private async pause(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([woken, delay(IDLE_MS, undefined, { signal }).catch(() => {})]);
  }
}

/** The messages from an offset on; a batch may begin before it, and control batches hold none. */
function messagesOf(
  batches: NonNullable<FetchResponse['responses'][number]['partitions'][number]['records']>,
  fromOffset: number,
): KafkaMessage[] {
  const messages: KafkaMessage[] = [];
  for (const batch of batches) {
    if (batch.attributes & IS_CONTROL) continue;
    const firstOffset = Number(batch.firstOffset);
    const firstTimestampMs = Number(batch.firstTimestamp);
    for (const record of batch.records) {
      const offset = firstOffset + record.offsetDelta;
      if (offset < fromOffset) continue;
      const { key, value, headers } = record;
      const timestampMs =
        batch.attributes & HAS_APPEND_TIME
          ? Number(batch.maxTimestamp)
          : firstTimestampMs + Number(record.timestampDelta);
      messages.push({ offset, timestampMs, key, value, headers });
    }
  }
  return messages;
}
