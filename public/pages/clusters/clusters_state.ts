import {
  CLUSTER_ALGORITHMS,
  MAX_CLUSTERS,
  type ClusterAlgorithm,
} from '../../../common/api/clusters/schema';
import type { AppClustersRequestInput } from '../../../common/app_api/clusters/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import { isRecord } from '../../lib/url_state';

/** Patterns of no cluster, where a cluster's number stands otherwise. */
export const NO_CLUSTER = -1;

/** What the Clusters page keeps in its address. */
export interface ClustersState {
  algorithm: ClusterAlgorithm;
  /** K-means: how many clusters. */
  k?: number;
  /** DBSCAN and hierarchical: how much alike patterns of a cluster are at least, in percent. */
  alikePct?: number;
  /** DBSCAN: patterns that make a cluster. */
  minPoints?: number;
  /** The cluster whose patterns are listed; {@link NO_CLUSTER} for those of none. */
  cluster?: number;
  /** Id of the pattern that is marked on the map. */
  pattern?: string;
}

export const ALIKE_PCT = { min: 0, max: 99 };
export const K = { min: 2, max: MAX_CLUSTERS };
export const MIN_POINTS = { min: 2, max: 50 };

export function parseClustersState(raw: unknown): ClustersState {
  const state = isRecord(raw) ? raw : {};
  return {
    algorithm: CLUSTER_ALGORITHMS.find((name) => name === state.algorithm) ?? 'kmeans',
    k: wholeIn(state.k, K),
    alikePct: wholeIn(state.alikePct, ALIKE_PCT),
    minPoints: wholeIn(state.minPoints, MIN_POINTS),
    cluster: wholeIn(state.cluster, { min: NO_CLUSTER, max: MAX_CLUSTERS }),
    pattern: typeof state.pattern === 'string' ? state.pattern : undefined,
  };
}

function wholeIn(raw: unknown, { min, max }: { min: number; max: number }): number | undefined {
  return Number.isInteger(raw) && Number(raw) >= min && Number(raw) <= max
    ? Number(raw)
    : undefined;
}

/** Alikeness is the cosine of the patterns' words; the sidecar takes distances. */
const distanceOf = (alikePct: number | undefined): number | undefined =>
  alikePct === undefined ? undefined : 1 - alikePct / 100;
export const alikePctOf = (distance: number): number => Math.round(100 * (1 - distance));

export function clustersRequest(
  { algorithm, k, alikePct, minPoints }: ClustersState,
  range: TimeRange,
): AppClustersRequestInput {
  switch (algorithm) {
    case 'kmeans':
      return { ...range, algorithm, k };
    case 'dbscan':
      return { ...range, algorithm, eps: distanceOf(alikePct), min_points: minPoints };
    case 'hierarchical':
      return { ...range, algorithm, cut: distanceOf(alikePct) };
  }
}
