/** Detectors of lines and sets of features that a user may choose from, as the sidecar names them. */
export const DEFAULT_DETECTORS = ['rarity', 'isolation_forest'];
export const DETECTOR_NAMES = [
  ...DEFAULT_DETECTORS,
  'one_class_svm',
  'autoencoder',
  'k_means',
  'dbscan',
  'hierarchical',
];

export const DEFAULT_FEATURES = ['patterns', 'words', 'parameters', 'sources', 'time', 'level'];
export const FEATURE_NAMES = [...DEFAULT_FEATURES, 'tfidf', 'embeddings', 'auth', 'web'];
