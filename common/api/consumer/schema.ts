import { z } from 'zod';

/** One partition that this sidecar has now. */
export const consumedPartitionSchema = z.object({
  topic: z.string(),
  partition: z.int(),
  /** The first message that is not scored yet; null until its position was read. */
  next_offset: z.int().nullable(),
  /** Messages behind the end of the partition; null where that is not known yet. */
  lag: z.int().nullable(),
  model: z.string().nullable(),
});
export type ConsumedPartition = z.infer<typeof consumedPartitionSchema>;

/** How the consumption of Kafka goes in this sidecar; counts are since it began to consume. */
export const consumerStatusSchema = z.object({
  phase: z.enum(['Starting', 'Waiting for a model', 'Consuming', 'Trying again', 'Stopped']),
  /** What keeps it from going on, or kept it a moment ago. */
  error: z.string().nullable(),
  group: z.string(),
  topics: z.array(z.string()),
  model: z.string().nullable(),
  lines_done: z.int(),
  lines_flagged: z.int(),
  dead_letters: z.int(),
  /** Messages that were not scored, by reason. */
  skipped: z.record(z.string(), z.int()),
  /** Messages behind in all partitions that it has; null where that is not known. */
  lag: z.int().nullable(),
  partitions: z.array(consumedPartitionSchema),
});
export type ConsumerStatus = z.infer<typeof consumerStatusSchema>;
