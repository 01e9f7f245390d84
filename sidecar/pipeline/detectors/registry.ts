import { UNSEEN_NATS, type FeatureMatrix } from '../features/matrix';
import type { Detector } from './detector';
import { isolationForest } from './isolation_forest';
import { STRANGENESS_COLUMNS } from '../features/columns';
import { rarity } from './rarity';

/** Every detector of lines, by name. */
const LINE_DETECTORS: Record<string, () => Detector<FeatureMatrix>> = {
  rarity,
  // Only the strange side of a feature may set a line apart; how bad a line says things are is the prior's.
  isolation_forest: () =>
    isolationForest({ columns: STRANGENESS_COLUMNS, oneSided: true, unseenLevel: UNSEEN_NATS }),
};

export const LINE_DETECTOR_NAMES: readonly string[] = Object.keys(LINE_DETECTORS);
/** Who judges lines when nobody says otherwise. */
export const DEFAULT_LINE_DETECTORS: readonly string[] = ['rarity', 'isolation_forest'];

/** @throws RangeError that names the detectors there are */
export function lineDetector(name: string): Detector<FeatureMatrix> {
  if (!Object.hasOwn(LINE_DETECTORS, name))
    throw new RangeError(
      `There is no detector "${name}" for lines; there are ${LINE_DETECTOR_NAMES.join(', ')}.`,
    );
  return LINE_DETECTORS[name]();
}
