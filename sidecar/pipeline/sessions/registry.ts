import { autoencoder } from '../detectors/autoencoder';
import { dbscanDetector, hierarchicalDetector, kMeansDetector } from '../detectors/clusters';
import type { Detector } from '../detectors/detector';
import { oneClassSvm } from '../detectors/one_class_svm';
import { countForest } from './count_forest';
import { lstm } from './lstm';
import { matrixDetector } from './matrix_detector';
import { nearestNeighbours } from './nearest_neighbours';
import { ngram } from './ngram';
import { rareEvent } from './rare_event';
import type { SessionBatch } from './session_batch';

const SESSION_DETECTORS: Record<string, () => Detector<SessionBatch>> = {
  nearest_neighbours: nearestNeighbours,
  rare_event: rareEvent,
  bigram: () => ngram('bigram', 2),
  trigram: () => ngram('trigram', 3),
  lstm,
  isolation_forest: countForest,
  one_class_svm: () => matrixDetector(oneClassSvm()),
  autoencoder: () => matrixDetector(autoencoder()),
  k_means: () => matrixDetector(kMeansDetector()),
  dbscan: () => matrixDetector(dbscanDetector()),
  hierarchical: () => matrixDetector(hierarchicalDetector()),
};

export const SESSION_DETECTOR_NAMES: readonly string[] = Object.keys(SESSION_DETECTORS);
/** Who judges sessions when nobody says otherwise. */
export const DEFAULT_SESSION_DETECTORS: readonly string[] = [
  'nearest_neighbours',
  'rare_event',
  'bigram',
];

/** @throws RangeError that names the detectors there are */
export function sessionDetector(name: string): Detector<SessionBatch> {
  if (!Object.hasOwn(SESSION_DETECTORS, name))
    throw new RangeError(
      `There is no detector "${name}" for sessions; there are ${SESSION_DETECTOR_NAMES.join(', ')}.`,
    );
  return SESSION_DETECTORS[name]();
}
