import { isolationForest } from '../detectors/isolation_forest';
import type { Detector } from '../detectors/detector';
import { matrixDetector } from './matrix_detector';
import type { SessionBatch } from './session_batch';

/** log(1 + 1): an event that came once. */
const ONCE = Math.LN2;

/** Isolation forest on log event counts, with a column for events that training never saw. */
export const countForest = (): Detector<SessionBatch> =>
  matrixDetector(isolationForest({ unseenLevel: ONCE }), {
    description:
      'Sessions that a few random cuts through the event counts set apart from the rest.',
  });
