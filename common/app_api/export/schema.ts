import { z } from 'zod';
import { COLUMN_NAMES } from '../search/columns';
import { searchFilterShape, sortSchema } from '../search/filters';
import { hasValidRange, INVALID_RANGE } from '../time_range';

/** POST /api/anomalies/export: all matching lines as CSV, as many as {@link MAX_EXPORT_ROWS}. */
export const MAX_EXPORT_ROWS = 100_000;

/** Headers of the answer: rows that the file will have, and rows that match. */
export const EXPORT_HEADERS = { rows: 'x-anomalies-rows', total: 'x-anomalies-total' } as const;

export const exportRequestSchema = z
  .object({
    ...searchFilterShape,
    sort: sortSchema,
    columns: z.array(z.enum(COLUMN_NAMES)).min(1).max(COLUMN_NAMES.length),
  })
  .refine(hasValidRange, INVALID_RANGE);
export type ExportRequest = z.infer<typeof exportRequestSchema>;
export type ExportRequestInput = z.input<typeof exportRequestSchema>;
