/** Released lines score no more than this share of the threshold. */
const RELEASED_SHARE = 0.9;

/** What a classifier that learned from labels says of a line. */
export interface LabelledVerdict {
  /** 0 at the probability from which on lines are flagged, 1 at certainty; −1 below. */
  certainty: number;
  /** Whether the line is so like those labelled normal that it should not be flagged. */
  isReleased: boolean;
}

/**
 * Score of a line by the unsupervised detectors and a classifier together. Where the classifier flags a line, the score
 * starts at the threshold, or at the unsupervised score if that is higher, and goes the rest of the way to 100 with the
 * classifier's certainty. Released lines are held below the threshold; all other scores stay as they are. So a line is
 * flagged exactly where its score is at or above the threshold.
 */
export function labelledScore(
  unsupervisedPct: number,
  thresholdPct: number,
  { certainty, isReleased }: LabelledVerdict,
): number {
  if (certainty >= 0) {
    const base = Math.max(unsupervisedPct, thresholdPct);
    return base + (100 - base) * certainty;
  }
  return isReleased ? Math.min(unsupervisedPct, RELEASED_SHARE * thresholdPct) : unsupervisedPct;
}

/**
 * How many points of {@link labelledScore} are the classifier's; the rest are the unsupervised detectors'. Negative where
 * it released the line. The Shapley value of a game of two, "A value for n-person games" (1953): the mean of what the
 * classifier adds when it speaks first and when it speaks last.
 */
export function classifierPoints(
  unsupervisedPct: number,
  thresholdPct: number,
  verdict: LabelledVerdict,
): number {
  const alone = labelledScore(0, thresholdPct, verdict);
  const last = labelledScore(unsupervisedPct, thresholdPct, verdict) - unsupervisedPct;
  return (alone + last) / 2;
}
