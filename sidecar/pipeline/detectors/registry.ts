import type { FeatureMatrix } from '../features/matrix';
import type { Detector } from './detector';
import { isolationForest } from './isolation_forest';
import { rarity, type RarityOptions } from './rarity';

/** What detectors can be told when they are made. */
export type DetectorSettings = RarityOptions;

/** Every detector of lines, by name. */
const LINE_DETECTORS: Record<string, (settings: DetectorSettings) => Detector<FeatureMatrix>> = {
  rarity: (settings) => rarity(settings),
  isolation_forest: () => isolationForest(),
};

export const LINE_DETECTOR_NAMES: readonly string[] = Object.keys(LINE_DETECTORS);
/** Who judges lines when nobody says otherwise. */
export const DEFAULT_LINE_DETECTORS: readonly string[] = ['rarity', 'isolation_forest'];

/** @throws RangeError that names the detectors there are */
export function lineDetector(
  name: string,
  settings: DetectorSettings = {},
): Detector<FeatureMatrix> {
  if (!Object.hasOwn(LINE_DETECTORS, name))
    throw new RangeError(
      `There is no detector "${name}" for lines; there are ${LINE_DETECTOR_NAMES.join(', ')}.`,
    );
  return LINE_DETECTORS[name](settings);
}
