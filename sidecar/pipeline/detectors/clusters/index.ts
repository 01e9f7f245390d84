export {
  agglomerative,
  cutInto,
  MAX_AGGLOMERATIVE_ROWS,
  type AgglomerativeOptions,
  type Linkage,
  type Merges,
} from './agglomerative';
export { dbscan, type DbscanResult } from './dbscan';
export { kMeans, type KMeansOptions, type KMeansResult } from './k_means';
export { squaredDistance } from './distances';
export {
  dbscanDetector,
  hierarchicalDetector,
  kMeansDetector,
  type CentresOptions,
  type DbscanOptions,
} from './methods';
