import { z } from 'zod';
import type { AnomalyRow } from '../search/schema';

/** GET /api/anomalies/similar: other flagged lines of the same pattern or with the same rare words. */
export const similarQuerySchema = z.object({
  index: z.string().min(1).max(300),
  id: z.string().min(1).max(600),
  size: z.coerce.number().int().min(1).max(50).default(5),
});
export type SimilarQuery = z.infer<typeof similarQuerySchema>;

export interface SimilarLines {
  /** The most similar first; those that somebody judged before equally similar ones. */
  rows: AnomalyRow[];
  /** How many there are. */
  total: number;
}
