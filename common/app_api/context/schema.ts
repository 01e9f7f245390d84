import { z } from 'zod';
import type { Severity } from '../../severity';
import type { AnomalyRow } from '../search/schema';

/** GET /api/anomalies/context: a flagged line with the lines around it in the same stream. */
export const contextQuerySchema = z.object({
  index: z.string().min(1).max(300),
  id: z.string().min(1).max(600),
  lines: z.coerce.number().int().min(0).max(100).default(5),
});
export type ContextQuery = z.infer<typeof contextQuerySchema>;

export interface NeighbourLine {
  index: string;
  id: string;
  timestamp: string | null;
  message: string;
  /** Given where the neighbour was flagged, too. */
  score?: number;
  severity?: Severity;
}

export interface AnomalyContext {
  anomaly: AnomalyRow;
  /** Fields and values that all these lines share: what "the same stream" means here. */
  stream: Record<string, string>;
  /** The flagged line itself, as the logs have it; null where the logs do not have it any more. */
  line: NeighbourLine | null;
  before: NeighbourLine[];
  after: NeighbourLine[];
}
