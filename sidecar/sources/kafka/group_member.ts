import { setTimeout as delay } from 'node:timers/promises';
import { describeKafkaError } from './kafka_error';
import type { ConnectionOptions } from './connection';
import type { Consumer, GroupAssignment, KafkaLibrary } from './library';

const HEARTBEATS_A_SESSION = 4;
const MIN_HEARTBEAT_MS = 250;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 15_000;
/** How long leaving the group may take, where Kafka does not answer. */
const LEAVE_TIMEOUT_MS = 5_000;

const NO_MEMBER = 'This process is no member of the group now.';

export interface GroupMemberOptions {
  connection: ConnectionOptions;
  group: string;
  topics: readonly string[];
  sessionTimeoutMs: number;
  /** Which partitions this process has from now on; the generation rises with every assignment of the group. */
  onAssigned: (assignments: readonly GroupAssignment[], generation: number) => void;
  /** Partitions are being assigned anew: what is begun now may be for another to write. */
  onRebalance: () => void;
  /** What keeps it from being a member; null once it is one again. */
  onTrouble: (reason: string | null) => void;
}

export interface CommittedOffset {
  topic: string;
  partition: number;
  offset: number;
}

/**
 * Membership in a consumer group. Whatever ends it, it is taken up again until the signal ends it; who has no partitions
 * is told of none.
 */
export class GroupMember {
  private consumer: Consumer | null = null;

  constructor(
    private readonly kafka: KafkaLibrary,
    private readonly options: GroupMemberOptions,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const { consumer, lost } = this.create();
      const stopped = once(signal);
      try {
        await consumer.joinGroup();
        this.consumer = consumer;
        failures = 0;
        this.options.onTrouble(null);
        const reason = await Promise.race([lost, stopped, this.silence(consumer, signal)]);
        if (!signal.aborted) this.options.onTrouble(reason);
      } catch (error) {
        if (!signal.aborted) this.options.onTrouble(describeKafkaError(error));
      }
      this.consumer = null;
      await leave(consumer);
      const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
      await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    }
  }

  /** Tells Kafka how far the group is. Not essential: what counts is the checkpoint. @throws the error of Kafka */
  async commit(offsets: readonly CommittedOffset[]): Promise<void> {
    if (!this.consumer) throw new Error(NO_MEMBER);
    await this.consumer.commit({
      offsets: offsets.map(({ topic, partition, offset }) => ({
        topic,
        partition,
        offset: BigInt(offset),
        leaderEpoch: -1,
      })),
    });
  }

  /** What the group has committed of a partition; null where it has nothing. @throws the error of Kafka */
  async committed(topic: string, partition: number): Promise<number | null> {
    if (!this.consumer) throw new Error(NO_MEMBER);
    const all = await this.consumer.listCommittedOffsets({
      topics: [{ topic, partitions: [partition] }],
    });
    const offset = all.get(topic)?.find((found) => found !== undefined);
    return offset === undefined || offset < 0n ? null : Number(offset);
  }

  private create(): { consumer: Consumer; lost: Promise<string> } {
    const { connection, group, topics, sessionTimeoutMs } = this.options;
    const consumer: Consumer = new this.kafka.Consumer({
      ...connection,
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.max(
        MIN_HEARTBEAT_MS,
        Math.min(3_000, Math.floor(sessionTimeoutMs / HEARTBEATS_A_SESSION)),
      ),
      // Joining is answered when all members have joined.
      requestTimeout: sessionTimeoutMs + (connection.requestTimeout ?? 0),
    });
    for (const topic of topics) consumer.topics.track(topic);
    consumer.on('consumer:group:join', ({ assignments, generationId }) => {
      this.options.onAssigned(assignments ?? [], generationId ?? 0);
    });
    consumer.on('consumer:group:rebalance', () => this.options.onRebalance());
    const lost = new Promise<string>((resolve) => {
      // The library says so when it could not join again.
      consumer.on('error', (error: unknown) => resolve(describeKafkaError(error)));
    });
    return { consumer, lost };
  }

  /** Resolves when no heartbeat got through for two sessions: the coordinator may be another broker by now. */
  private async silence(consumer: Consumer, signal: AbortSignal): Promise<string> {
    const { sessionTimeoutMs } = this.options;
    const joinedMs = Date.now();
    for (;;) {
      await delay(sessionTimeoutMs / 2, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return '';
      const lastMs = Math.max(joinedMs, consumer.lastHeartbeat?.getTime() ?? 0);
      if (Date.now() - lastMs > 2 * sessionTimeoutMs) {
        return `Kafka: the group "${this.options.group}" did not answer for ${Math.round((2 * sessionTimeoutMs) / 1_000)} s`;
      }
    }
  }
}

function once(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('');
    else signal.addEventListener('abort', () => resolve(''), { once: true });
  });
}

/** Leaves the group, so that its partitions go to others at once. */
async function leave(consumer: Consumer): Promise<void> {
  const left = Promise.resolve(consumer.close(true)).catch(() => {});
  await Promise.race([left, delay(LEAVE_TIMEOUT_MS, undefined, { ref: false })]);
}
