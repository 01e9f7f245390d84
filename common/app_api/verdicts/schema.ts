import { z } from 'zod';
import { labelSchema } from '../../api/labels/schema';

/** GET /api/anomalies/verdicts: what people said of patterns on hosts, and how many lines each verdict hides. */
export const verdictSchema = labelSchema.extend({
  /** Lines that would be flagged without it. */
  hidden_lines: z.number().int(),
});
export type GivenVerdict = z.infer<typeof verdictSchema>;

export interface VerdictList {
  /** The newest first; at most {@link MAX_VERDICTS}. */
  verdicts: GivenVerdict[];
  /** How many there are in all. */
  total: number;
}

export const MAX_VERDICTS = 1_000;
