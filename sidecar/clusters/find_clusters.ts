import { MAX_CLUSTERS, type ClustersRequest } from '../../common/api/clusters/schema';
import {
  agglomerative,
  cutInto,
  dbscan,
  kMeans,
  type Merges,
} from '../pipeline/detectors/clusters';
import { neighbourKnee } from './neighbour_knee';
import { silhouette } from './silhouette';
import { cosineDistanceOf, euclideanOf, type WordVectors } from './word_vectors';

/** Numbers of clusters that are tried when nobody says how many. More of them nobody would read. */
const TRIED = [2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20];
/** A silhouette that is better by less does not pay for more clusters. */
const WORTH = 0.01;
/** Bounds of a distance that is chosen: below, only the same words are alike; above, everything is. */
const LEAST_COSINE_DISTANCE = 0.01;
const MOST_COSINE_DISTANCE = 1;

export type ClusterOptions = Pick<
  ClustersRequest,
  'algorithm' | 'k' | 'eps' | 'min_points' | 'cut' | 'seed'
>;

export interface UsedParameters {
  k: number | null;
  eps: number | null;
  min_points: number | null;
  cut: number | null;
  are_chosen: boolean;
}

export interface FoundLabels {
  /** Cluster of each row; −1 for one that is like no other. */
  labels: Int32Array;
  parameters: UsedParameters;
}

/** Of all rows to all, n × n: the same in two measures. */
export interface Distances {
  euclidean: Float32Array;
  cosines: Float32Array;
}

const NONE: Omit<UsedParameters, 'are_chosen'> = {
  k: null,
  eps: null,
  min_points: null,
  cut: null,
};

/** Groups rows by the algorithm that is asked for, with parameters of its own choice where none are given. */
export function findClusters(
  vectors: WordVectors,
  distances: Distances,
  options: ClusterOptions,
): FoundLabels {
  switch (options.algorithm) {
    case 'kmeans':
      return byKMeans(vectors, distances, options);
    case 'dbscan':
      return byDensity(vectors, distances, options);
    case 'hierarchical':
      return byHierarchy(vectors, distances, options);
  }
}

function byKMeans(
  { rows, columns, values }: WordVectors,
  distances: Distances,
  { k: asked, seed }: ClusterOptions,
): FoundLabels {
  const labelsFor = (k: number) => kMeans(values, columns, k, { seed }).labels;
  const k =
    asked === undefined ? bestCount(rows, distances.cosines, labelsFor) : Math.min(asked, rows);
  return {
    labels: labelsFor(k),
    parameters: { ...NONE, k, are_chosen: asked === undefined },
  };
}

function byDensity(
  { rows, columns, values }: WordVectors,
  distances: Distances,
  { eps: asked, min_points: minPoints }: ClusterOptions,
): FoundLabels {
  const eps =
    asked ?? withinBounds(cosineDistanceOf(neighbourKnee(distances.euclidean, rows, minPoints)));
  const { labels } = dbscan(values, columns, euclideanOf(eps), minPoints);
  return {
    labels,
    parameters: { ...NONE, eps, min_points: minPoints, are_chosen: asked === undefined },
  };
}

/** With average linkage: two groups are as far apart as their rows are on average. */
function byHierarchy(
  { rows, columns, values }: WordVectors,
  distances: Distances,
  { cut: asked }: ClusterOptions,
): FoundLabels {
  const merges = agglomerative(values, columns, { linkage: 'average' });
  if (asked !== undefined) {
    return {
      labels: cutInto(merges, clustersBelow(merges, euclideanOf(asked))),
      parameters: { ...NONE, cut: asked, are_chosen: false },
    };
  }
  const clusters = bestCount(rows, distances.cosines, (count) => cutInto(merges, count));
  return {
    labels: cutInto(merges, clusters),
    parameters: { ...NONE, cut: cutBetween(merges, clusters), are_chosen: true },
  };
}

/** The fewest clusters whose mean silhouette is about the best. */
function bestCount(
  rows: number,
  cosines: Float32Array,
  labelsFor: (count: number) => Int32Array,
): number {
  const tried = TRIED.filter((count) => count < rows).map((count) => ({
    count,
    mean: silhouette(cosines, labelsFor(count), count).mean ?? -1,
  }));
  const best = Math.max(...tried.map(({ mean }) => mean));
  return tried.find(({ mean }) => mean >= best - WORTH)?.count ?? 1;
}

/** Clusters that are left when all joins up to a height are made; joins are sorted by height. */
function clustersBelow({ rows, heights }: Merges, height: number): number {
  return rows - heights.filter((joined) => joined <= height).length;
}

/** A cosine distance that stops joining at so many clusters: half way between the last join and the next. */
function cutBetween({ rows, heights }: Merges, clusters: number): number {
  const joins = rows - clusters;
  const last = joins > 0 ? heights[joins - 1] : 0;
  const next = joins < heights.length ? heights[joins] : last;
  return withinBounds(cosineDistanceOf((last + next) / 2));
}

const withinBounds = (distance: number): number =>
  Math.min(MOST_COSINE_DISTANCE, Math.max(LEAST_COSINE_DISTANCE, distance));

/**
 * Clusters numbered anew in falling order of their weight. One row alone is no cluster where the algorithm decides how
 * many there are, nor are those beyond the {@link MAX_CLUSTERS} heaviest.
 */
export function orderClusters(
  labels: Int32Array,
  weights: ArrayLike<number>,
  keepsSingles: boolean,
): { labels: Int32Array; clusters: number } {
  const found = new Map<number, { rows: number; weight: number }>();
  labels.forEach((label, row) => {
    if (label < 0) return;
    const { rows, weight } = found.get(label) ?? { rows: 0, weight: 0 };
    found.set(label, { rows: rows + 1, weight: weight + weights[row] });
  });
  const kept = [...found]
    .filter(([, { rows }]) => keepsSingles || rows > 1)
    .sort(([a, left], [b, right]) => right.weight - left.weight || a - b)
    .slice(0, MAX_CLUSTERS);
  const numberOf = new Map(kept.map(([label], number) => [label, number]));
  return {
    labels: labels.map((label) => numberOf.get(label) ?? -1),
    clusters: kept.length,
  };
}
