import { z } from 'zod';
import type { Verdict } from '../../anomaly';
import { bulkLabelIdsSchema, bulkLabelRequestSchema } from '../../api/labels/bulk_schema';
import { searchFilterShape } from '../search/filters';
import { hasValidRange, INVALID_RANGE } from '../time_range';

/** POST /api/anomalies/labels/bulk, …/bulk_remove, …/bulk_restore: verdicts on many flagged lines at once. */
const matching = z.object(searchFilterShape).refine(hasValidRange, INVALID_RANGE);

const verdictShape = bulkLabelRequestSchema.pick({
  verdict: true,
  mute_seconds: true,
  comment: true,
}).shape;

export const bulkJudgeRequestSchema = z.union([
  z.object({ ...verdictShape, anomalies: bulkLabelRequestSchema.shape.anomalies }),
  z.object({ ...verdictShape, matching }),
]);
export type BulkJudgeRequest = z.infer<typeof bulkJudgeRequestSchema>;
export type BulkJudgeRequestInput = z.input<typeof bulkJudgeRequestSchema>;

/** Labels by id, or those that hold for whatever matches. */
export const bulkRemoveRequestSchema = z.union([bulkLabelIdsSchema, z.object({ matching })]);
export type BulkRemoveRequest = z.infer<typeof bulkRemoveRequestSchema>;
export type BulkRemoveRequestInput = z.input<typeof bulkRemoveRequestSchema>;

export const bulkRestoreRequestSchema = bulkLabelIdsSchema;

export interface BulkEffect {
  /** Labels that were given, taken back or restored: what undoing it needs. */
  label_ids: string[];
  /** Of the labels that were given; null where labels of several kinds may be meant. */
  verdict: Verdict | null;
  /** Anomalies or labels that were not there any more. */
  missing: number;
  /** Flagged lines that were taken below the threshold or put back. */
  affected: number;
}
