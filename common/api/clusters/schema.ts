import { z } from 'zod';
import { LIMITS } from '../limits';

/** POST /v1/clusters: which patterns of a model resemble each other by their words, and a map of them. */
export const CLUSTER_ALGORITHMS = ['kmeans', 'dbscan', 'hierarchical'] as const;
export type ClusterAlgorithm = (typeof CLUSTER_ALGORITHMS)[number];
export const MAX_CLUSTERS = 50;
export const MAX_CLUSTERED_PATTERNS = 2_000;
/** Fewer are not worth grouping. */
export const MIN_CLUSTERED_PATTERNS = 3;

/** 1 − cosine of the word vectors: 0 for the same words, 1 for none in common. */
const cosineDistance = z.number().min(0.01).max(1);

export const clustersRequestSchema = z.object({
  /** Default: the active one. */
  model: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  algorithm: z.enum(CLUSTER_ALGORITHMS).default('kmeans'),
  /** kmeans: how many clusters. Default: the number whose silhouette is best. */
  k: z.number().int().min(2).max(MAX_CLUSTERS).optional(),
  /** dbscan: how far a neighbour may be, as cosine distance. Default: the knee of the distances to neighbours. */
  eps: cosineDistance.optional(),
  /** dbscan: patterns that make a dense place, each itself included. */
  min_points: z.number().int().min(2).max(50).default(3),
  /** hierarchical: groups are joined up to this mean distance. Default: the cut whose silhouette is best. */
  cut: cosineDistance.optional(),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** The most frequent ones are taken. */
  max_patterns: z
    .number()
    .int()
    .min(MIN_CLUSTERED_PATTERNS)
    .max(MAX_CLUSTERED_PATTERNS)
    .default(MAX_CLUSTERED_PATTERNS),
});
export type ClustersRequest = z.infer<typeof clustersRequestSchema>;
export type ClustersRequestInput = z.input<typeof clustersRequestSchema>;

const clusterSchema = z.object({
  /** From 0, in falling order of lines. */
  id: z.number().int(),
  /** Words that tell it from the others, the most telling first; together they differ from cluster to cluster. */
  words: z.array(z.string()),
  patterns: z.number().int(),
  /** Training lines of its patterns. */
  lines: z.number(),
  /** Mean silhouette of its patterns; null where there is no other cluster. */
  silhouette: z.number().nullable(),
});

export const clustersSchema = z.object({
  model: z.string(),
  algorithm: z.enum(CLUSTER_ALGORITHMS),
  /** What was used; null for what the algorithm does not have. */
  parameters: z.object({
    k: z.number().int().nullable(),
    eps: z.number().nullable(),
    min_points: z.number().int().nullable(),
    cut: z.number().nullable(),
    /** Whether they were chosen here, not given. */
    are_chosen: z.boolean(),
  }),
  clusters: z.array(clusterSchema),
  patterns: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      /** Place on the map, −1 to 1. Near each other means: similar words. */
      x: z.number(),
      y: z.number(),
      /** Null for one that is like no other. */
      cluster: z.number().int().nullable(),
      /** Lines of it in training. */
      lines: z.number(),
    }),
  ),
  /** Mean over all patterns in clusters of how much nearer their own cluster is than the next, −1 to 1; null where there is one cluster. */
  silhouette: z.number().nullable(),
  /** Patterns of the model beyond the most frequent ones, and their lines. */
  left_out: z.object({ patterns: z.number().int(), lines: z.number() }),
});
export type Clusters = z.infer<typeof clustersSchema>;
