import { z } from 'zod';
import { LIMITS } from '../limits';
import { anomalyLabelRequestSchema, labelSchema } from './schema';

/** Many labels at once: POST /v1/labels/bulk, POST /v1/labels/bulk_delete (undo), POST /v1/labels/bulk_restore. */
const ids = z.array(z.string().min(1).max(LIMITS.maxNameChars)).min(1).max(LIMITS.maxBulkLabels);

export const bulkLabelRequestSchema = anomalyLabelRequestSchema
  .omit({ anomaly_index: true, anomaly_id: true })
  .extend({
    /** The anomalies that were judged; those of one pattern on one host make one label. */
    anomalies: z
      .array(anomalyLabelRequestSchema.pick({ anomaly_index: true, anomaly_id: true }))
      .min(1)
      .max(LIMITS.maxBulkLabels),
  });
export type BulkLabelRequest = z.infer<typeof bulkLabelRequestSchema>;

export const bulkLabelIdsSchema = z.object({ ids });
export type BulkLabelIds = z.infer<typeof bulkLabelIdsSchema>;

export const bulkLabelResponseSchema = z.object({
  /** Labels that were given, taken back or restored. */
  labels: z.array(labelSchema),
  /** What became of each anomaly (or, undone, of each label), in the order of the request. */
  items: z.array(
    z.object({
      /** Id of the anomaly or label that was named. */
      id: z.string(),
      status: z.enum(['done', 'not_found']),
      /** The label that it is about; null where there is none. */
      label_id: z.string().nullable(),
    }),
  ),
  /** Flagged lines that were taken below the threshold or put back. */
  affected: z.number().int(),
});
export type BulkLabelResponse = z.infer<typeof bulkLabelResponseSchema>;
