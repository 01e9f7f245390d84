import { Autoencoder } from './detectors/autoencoder';
import type { FeatureMatrix } from './features/matrix';
import { scoreOfNats, type Ensemble } from './scoring';

/**
 * The score at the mean plus one standard deviation of the training scores; of an autoencoder that judges alone, of its
 * reconstruction errors.
 * @param combined combined scores of the training lines
 */
export function meanPlusStdThreshold(
  ensemble: Ensemble<FeatureMatrix>,
  combined: Float64Array,
): number {
  const [only, ...others] = ensemble.members;
  const threshold =
    others.length === 0 && only.fitted instanceof Autoencoder
      ? ensemble.combinedOf(only, only.fitted.meanPlusStdThreshold)
      : meanPlusStd(combined);
  return scoreOfNats(ensemble.surpriseOf(threshold));
}

function meanPlusStd(scores: Float64Array): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return mean + Math.sqrt(squares / scores.length);
}
