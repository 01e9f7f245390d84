import type { StoredAnomaly } from '../elasticsearch/documents';
import type { KafkaMessage } from '../../sources/kafka/message';
import type { OutgoingMessage } from './topic_writer';

/** Where a message came from. */
export interface MessagePlace {
  topic: string;
  partition: number;
}

const header = (name: string, value: string | number): [Buffer, Buffer] => [
  Buffer.from(`anomalies-${name}`),
  Buffer.from(String(value)),
];

/** A message that cannot be scored, as it is, with the reason and where it came from beside its own headers. */
export function deadLetter(
  topic: string,
  message: KafkaMessage,
  from: MessagePlace,
  reason: string,
): OutgoingMessage {
  const own = message.headers.filter(
    (pair): pair is [Buffer, Buffer] => pair[0] !== null && pair[1] !== null,
  );
  return {
    topic,
    key: message.key,
    value: message.value,
    headers: [
      ...own,
      header('reason', reason),
      header('topic', from.topic),
      header('partition', from.partition),
      header('offset', message.offset),
      header('timestamp', new Date(message.timestampMs).toISOString()),
    ],
  };
}

/** A flagged line, as in the anomalies index, under its id: a message that is written again has the same. */
export function flaggedLine(
  topic: string,
  key: Buffer | null,
  id: string,
  document: StoredAnomaly,
): OutgoingMessage {
  return {
    topic,
    key,
    value: Buffer.from(JSON.stringify(document)),
    headers: [header('id', id)],
  };
}
