import type { z } from 'zod';
import { clustersRequestSchema, type Clusters } from '../../api/clusters/schema';
import { hasValidRange, INVALID_RANGE, timeRangeShape } from '../time_range';

/** POST /api/anomalies/clusters: the sidecar's clusters of the active model, with what came of them in a period. */
export const appClustersRequestSchema = clustersRequestSchema
  .omit({ model: true, max_patterns: true })
  .extend(timeRangeShape)
  .refine(hasValidRange, INVALID_RANGE);
export type AppClustersRequest = z.infer<typeof appClustersRequestSchema>;
export type AppClustersRequestInput = z.input<typeof appClustersRequestSchema>;

export interface PeriodCounts {
  /** Lines in the period, or in training where the rollups do not tell; see `counted`. */
  lines: number;
  /** Flagged in the period, suppressed ones left out. */
  flagged: number;
}

export type MapPattern = Clusters['patterns'][number] & PeriodCounts;
export type MapCluster = Clusters['clusters'][number] & PeriodCounts;

export interface ClusterMap extends Omit<Clusters, 'patterns' | 'clusters'> {
  patterns: MapPattern[];
  clusters: MapCluster[];
  /** What `lines` are: those of the period, or of training, as the period's rollups know no patterns. */
  counted: 'period' | 'training';
}

export type AppClusters =
  | { map: ClusterMap; missing: null }
  /** The model knows too few patterns. */
  | { map: null; missing: 'too_few_patterns' };
