import type { LineSource } from '../jobs/batch_scorer';
import type { SeqPage } from '../sources/elasticsearch/seq_reader';
import { decodeMessage, type KafkaMessage } from '../sources/kafka/message';
import type { Topic } from '../sources/kafka/topics';

/** A message that is not scored, with the reason. */
export interface RefusedMessage {
  message: KafkaMessage;
  reason: string;
}

/** Messages of a partition as lines to score. */
export interface ReadBatch {
  source: LineSource;
  page: SeqPage;
  refused: RefusedMessage[];
  messageAt: (offset: number) => KafkaMessage | undefined;
}

export interface BatchOrigin {
  topic: Topic;
  topicId: string;
  partition: number;
}

/** Reads messages, of which there is at least one, in the order of their offsets. */
export function readBatch(
  messages: readonly KafkaMessage[],
  { topic, topicId, partition }: BatchOrigin,
  maxMessageBytes: number,
): ReadBatch {
  const refused: RefusedMessage[] = [];
  const page: SeqPage = {
    fromSeqNo: messages[0].offset,
    nextSeqNo: messages[messages.length - 1].offset + 1,
    lines: [],
    oversize: 0,
  };
  const byOffset = new Map<number, KafkaMessage>();
  for (const message of messages) {
    const { offset } = message;
    const decoded = decodeMessage(message, topic.format, maxMessageBytes);
    if (!decoded.ok) {
      refused.push({ message, reason: decoded.reason });
      continue;
    }
    byOffset.set(offset, message);
    page.lines.push({ id: lineId(partition, offset), seqNo: offset, source: decoded.source });
  }
  return {
    source: { indexName: topic.name, indexUuid: topicId, shard: partition },
    page,
    refused,
    messageAt: (offset) => byOffset.get(offset),
  };
}

/** What stands for the id of a document in results: partition and offset. */
export const lineId = (partition: number, offset: number): string => `${partition}/${offset}`;
