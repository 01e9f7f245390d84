import { parentPort, workerData } from 'node:worker_threads';
import { clusterPatterns, type CountedPattern, type PatternClusters } from './cluster_patterns';
import type { ClusterOptions } from './find_clusters';

export interface ClusterWorkerData {
  patterns: CountedPattern[];
  options: ClusterOptions;
}

export type ClusterWorkerAnswer =
  { ok: true; clusters: PatternClusters } | { ok: false; message: string };

/** The entry of a thread that groups patterns, answers once, and ends. */
function main(): ClusterWorkerAnswer {
  const { patterns, options } = workerData as ClusterWorkerData;
  try {
    return { ok: true, clusters: clusterPatterns(patterns, options) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(main());
