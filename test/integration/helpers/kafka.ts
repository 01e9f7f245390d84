import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type * as Embedded from '../../../dev/kafka/embedded.mjs' with {
  'resolution-mode': 'import',
};
import { loadKafka } from '../../../sidecar/sources/kafka/library';

type RunningKafka = Awaited<ReturnType<(typeof Embedded)['startKafka']>>;

export interface TestMessage {
  key?: string | null;
  value: string | Buffer | null;
  partition?: number;
  timestampMs?: number;
}

export interface ReadMessage {
  partition: number;
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
}

/** The first start may have to fetch Kafka. */
const START_TIMEOUT_MS = 300_000;
const SEND_AT_ONCE = 1_000;

/** A Kafka of a test file's own, with data that are thrown away. To be called once, inside a `describe`. */
export function useKafka() {
  let embedded: typeof Embedded;
  let dataDir: string;
  let port = 0;
  let running: RunningKafka | null = null;

  beforeAll(async () => {
    embedded = await import('../../../dev/kafka/embedded.mjs');
    dataDir = await mkdtemp(join(tmpdir(), 'anomalies-test-kafka-'));
    port = await embedded.freePort();
    running = await embedded.startKafka({ port, dataDir, heapMb: 320 });
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  const connection = () => ({ clientId: 'test', bootstrapBrokers: [`127.0.0.1:${port}`] });

  return {
    get broker() {
      return `127.0.0.1:${port}`;
    },

    async createTopic(name: string, partitions: number, configs: Record<string, string> = {}) {
      const { Admin } = await loadKafka();
      const admin = new Admin(connection());
      await admin.createTopics({
        topics: [name],
        partitions,
        replicas: 1,
        configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
      });
      await admin.close();
    },

    async produce(topic: string, messages: readonly TestMessage[]) {
      const { Producer } = await loadKafka();
      // Idempotent: what is sent again after a lost answer is there once.
      const producer = new Producer({ ...connection(), retries: 10, idempotent: true });
      for (let start = 0; start < messages.length; start += SEND_AT_ONCE) {
        await producer.send({
          acks: -1,
          messages: messages.slice(start, start + SEND_AT_ONCE).map((message) => ({
            topic,
            ...(message.key === undefined || message.key === null
              ? {}
              : { key: Buffer.from(message.key) }),
            ...(message.value === null ? {} : { value: Buffer.from(message.value) }),
            ...(message.partition === undefined ? {} : { partition: message.partition }),
            ...(message.timestampMs === undefined
              ? {}
              : { timestamp: BigInt(message.timestampMs) }),
          })),
        });
      }
      await producer.close();
    },

    /** All messages of a topic, by partition in their order. */
    async read(topic: string): Promise<ReadMessage[]> {
      const { Consumer } = await loadKafka();
      const consumer = new Consumer({ ...connection(), groupId: `read-${Math.random()}` });
      consumer.topics.track(topic);
      const found = (await consumer.metadata({ topics: [topic] })).topics.get(topic);
      const ends = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
      const messages: ReadMessage[] = [];
      for (const [partition, end] of ends.entries()) {
        for (let offset = 0n; offset < end;) {
          const answer = await consumer.fetch({
            node: found?.partitions[partition].leader ?? 0,
            topics: [
              {
                topicId: found?.id ?? '',
                partitions: [
                  {
                    partition,
                    currentLeaderEpoch: -1,
                    fetchOffset: offset,
                    lastFetchedEpoch: -1,
                    partitionMaxBytes: 10_000_000,
                  },
                ],
              },
            ],
          });
          for (const batch of answer.responses[0].partitions[0].records ?? []) {
            for (const record of batch.records) {
              if (batch.firstOffset + BigInt(record.offsetDelta) < offset) continue;
              messages.push({
                partition,
                key: record.key?.toString() ?? null,
                value: record.value?.toString() ?? null,
                headers: Object.fromEntries(
                  record.headers.map(([name, value]) => [String(name), String(value)]),
                ),
              });
            }
            offset = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
          }
        }
      }
      await consumer.close(true);
      return messages;
    },

    /** What a group has committed, by partition; null where nothing. */
    async committed(group: string, topic: string, partitions: number): Promise<(number | null)[]> {
      const { Consumer } = await loadKafka();
      const consumer = new Consumer({ ...connection(), groupId: group });
      const wanted = Array.from({ length: partitions }, (_, partition) => partition);
      const all = await consumer.listCommittedOffsets({ topics: [{ topic, partitions: wanted }] });
      await consumer.close(true);
      return (all.get(topic) ?? []).map((offset) => (offset < 0n ? null : Number(offset)));
    },

    /** Has a group without members stand at other offsets, as `kafka-consumer-groups --reset-offsets` does. */
    async resetOffsets(group: string, topic: string, offsets: readonly number[]) {
      const { Consumer } = await loadKafka();
      const consumer = new Consumer({ ...connection(), groupId: group });
      // As who is no member.
      consumer.memberId = '';
      consumer.generationId = -1;
      await consumer.commit({
        offsets: offsets.map((offset, partition) => ({
          topic,
          partition,
          offset: BigInt(offset),
          leaderEpoch: -1,
        })),
      });
      await consumer.close(true);
    },

    /** Freezes the broker for a while, as a machine does that swaps or a network that hangs. */
    async freeze(ms: number) {
      const pid = running?.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      await delay(ms);
      process.kill(pid, 'SIGCONT');
    },

    /** Stops the broker, and starts it again with its data after a while. */
    async restart(downMs: number) {
      await running?.stop();
      await delay(downMs);
      running = await embedded.startKafka({ port, dataDir, heapMb: 320 });
    },
  };
}
