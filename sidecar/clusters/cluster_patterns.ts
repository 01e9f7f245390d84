import type { Clusters } from '../../common/api/clusters/schema';
import { clusterWords } from './cluster_words';
import { distanceMatrix } from './distance_matrix';
import { findClusters, orderClusters, type ClusterOptions } from './find_clusters';
import { layOut } from './layout';
import { patternWords } from './pattern_words';
import { silhouette } from './silhouette';
import { cosineDistanceOf, wordVectors } from './word_vectors';

export interface CountedPattern {
  id: string;
  text: string;
  lines: number;
}

export type PatternClusters = Omit<Clusters, 'model' | 'left_out'>;

/** Groups patterns by their words, names the groups, and draws a map. The same patterns give the same answer. */
export function clusterPatterns(
  patterns: readonly CountedPattern[],
  options: ClusterOptions,
): PatternClusters {
  const documents = patterns.map(({ text }) => patternWords(text));
  const vectors = wordVectors(documents, options.seed);
  const distances = distanceMatrix(vectors);
  const cosines = distances.map(cosineDistanceOf);
  const found = findClusters(vectors, { euclidean: distances, cosines }, options);
  const lines = Float64Array.from(patterns, (pattern) => pattern.lines);
  const { labels, clusters } = orderClusters(found.labels, lines, options.algorithm === 'kmeans');
  const quality = silhouette(cosines, labels, clusters);
  const words = clusterWords(documents, labels, clusters);
  const places = layOut(vectors, distances, options.seed);
  const sizes = new Int32Array(clusters);
  const masses = new Float64Array(clusters);
  labels.forEach((label, row) => {
    if (label < 0) return;
    sizes[label]++;
    masses[label] += lines[row];
  });
  return {
    algorithm: options.algorithm,
    parameters: found.parameters,
    clusters: Array.from(sizes, (size, id) => ({
      id,
      words: words[id],
      patterns: size,
      lines: masses[id],
      silhouette: roundedOrNull(quality.ofCluster[id]),
    })),
    patterns: patterns.map(({ id, text }, row) => ({
      id,
      text,
      x: rounded(places[2 * row]),
      y: rounded(places[2 * row + 1]),
      cluster: labels[row] < 0 ? null : labels[row],
      lines: lines[row],
    })),
    silhouette: roundedOrNull(quality.mean),
  };
}

/** Finer than any screen. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const roundedOrNull = (value: number | null): number | null =>
  value === null ? null : rounded(value);
