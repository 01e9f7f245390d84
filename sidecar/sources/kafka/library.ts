import type * as Kafka from '@platformatic/kafka' with { 'resolution-mode': 'import' };

export type KafkaLibrary = typeof Kafka;
export type Consumer = Kafka.Consumer;
export type ConsumerOptions = Kafka.ConsumerOptions<Buffer, Buffer, Buffer, Buffer>;
export type Producer = Kafka.Producer;
export type GroupAssignment = Kafka.GroupAssignment;
export type ClusterMetadata = Kafka.ClusterMetadata;
export type FetchResponse = Awaited<ReturnType<Kafka.Consumer['fetch']>>;
export type RecordsBatch = Kafka.RecordsBatch;
export type KafkaRecord = Kafka.KafkaRecord;

/** The client library: an ES module, which this CommonJS program can only load this way, and only where it is used. */
export const loadKafka = (): Promise<KafkaLibrary> => import('@platformatic/kafka');
