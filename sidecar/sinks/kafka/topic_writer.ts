import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionOptions } from '../../sources/kafka/connection';
import { describeKafkaError, isKafkaError } from '../../sources/kafka/kafka_error';
import type { KafkaLibrary, Producer } from '../../sources/kafka/library';

export interface OutgoingMessage {
  topic: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: [Buffer, Buffer][];
}

export interface TopicWriterOptions {
  /** Ends the waiting between tries; a first try is made all the same. */
  signal: AbortSignal;
  onTrouble: (reason: string | null) => void;
}

const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;
const TRUNCATED = 'anomalies-truncated';

/** Writes messages to topics and waits until all brokers that keep them have them. */
export class TopicWriter {
  private readonly producer: Producer;

  constructor(
    { Producer, ProduceAcks }: KafkaLibrary,
    connection: ConnectionOptions,
    private readonly options: TopicWriterOptions,
  ) {
    this.producer = new Producer({
      ...connection,
      acks: ProduceAcks.ALL,
      autocreateTopics: true,
    });
    this.producer.on('error', () => {});
  }

  /**
   * Writes until it succeeds; what was written when an answer got lost may be there twice. A message that is too large for
   * its topic is written without its value, and a header says so.
   * @throws AbortError where the signal ended the waiting
   */
  async write(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    for (let failures = 0; ; failures++) {
      try {
        await this.send(messages);
        if (failures > 0) this.options.onTrouble(null);
        return;
      } catch (error) {
        if (isKafkaError(error, 'MESSAGE_TOO_LARGE')) {
          if (messages.length > 1) return this.oneByOne(messages);
          if (messages[0].value !== null) return this.write([withoutValue(messages[0])]);
        }
        this.producer.clearMetadata();
        const topics = [...new Set(messages.map(({ topic }) => topic))].join(', ');
        this.options.onTrouble(`Topic ${topics} cannot be written: ${describeKafkaError(error)}`);
        const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
        await delay(waitMs * (0.5 + Math.random() / 2), undefined, { signal: this.options.signal });
      }
    }
  }

  async close(): Promise<void> {
    await Promise.resolve(this.producer.close()).catch(() => {});
  }

  private async send(messages: readonly OutgoingMessage[]): Promise<void> {
    await this.producer.send({
      messages: messages.map(({ topic, key, value, headers }) => ({
        topic,
        ...(key === null ? {} : { key }),
        ...(value === null ? {} : { value }),
        headers: new Map(headers),
      })),
    });
  }

  private async oneByOne(messages: readonly OutgoingMessage[]): Promise<void> {
    for (const message of messages) await this.write([message]);
  }
}

function withoutValue(message: OutgoingMessage): OutgoingMessage {
  const headers = [...message.headers, [Buffer.from(TRUNCATED), Buffer.from('true')]];
  return { ...message, value: null, headers: headers as [Buffer, Buffer][] };
}
