import { countScore, SCORE_BINS } from '../../common/score_bins';
import { COLUMN } from './features/columns';
import type { FeatureMatrix } from './features/matrix';
import { scoreOfNats } from './scoring';

/** What new lines look like as long as nothing has changed: training lines, judged by all lines but their own block's. */
export interface DriftReference {
  /** Training lines that were judged. */
  lines: number;
  /** Of those, lines of a pattern that only their own block has. */
  newPatterns: number;
  /** Of those, lines at each node of the score, in parts; see common/score_bins. */
  scoreBins: number[];
}

/**
 * @param heldBack features of the judged training lines
 * @param surprise −ln p of each of them
 */
export function driftReferenceOf(heldBack: FeatureMatrix, surprise: Float64Array): DriftReference {
  const { rows, values, columns } = heldBack;
  const scoreBins = new Array<number>(SCORE_BINS.length).fill(0);
  let newPatterns = 0;
  for (let row = 0; row < rows; row++) {
    if (values[row * columns.length + COLUMN.new_pattern] > 0) newPatterns++;
    countScore(scoreBins, scoreOfNats(surprise[row]));
  }
  return { lines: rows, newPatterns, scoreBins };
}
