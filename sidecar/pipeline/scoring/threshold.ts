/** One unit in a thousand: where flagging starts when nobody says otherwise. */
const DEFAULT_NATS = -Math.log(0.001);

/** Nearer to its upper end: what is usual drifts into a gap after training, what is strange does not come down. */
const PLACE_IN_GAP = 0.75;

/**
 * The threshold that calibrated training scores suggest by themselves: one unit in a thousand, moved into the widest
 * gap between neighbouring scores, as far as the gap lies within ⅔ to 2 times of it.
 * @param trainingScores calibrated scores in nats
 */
export function ownThreshold(trainingScores: Float64Array): number {
  const low = (2 / 3) * DEFAULT_NATS;
  const high = 2 * DEFAULT_NATS;
  const sorted = Float64Array.from(trainingScores).sort();
  let threshold = DEFAULT_NATS;
  let widest = 0;
  for (let i = 1; i < sorted.length; i++) {
    const from = Math.max(low, sorted[i - 1]);
    const to = Math.min(high, sorted[i]);
    if (to - from > widest) {
      widest = to - from;
      threshold = from + PLACE_IN_GAP * (to - from);
    }
  }
  return threshold;
}

/** What is more usual than one line in twenty is no anomaly, however large the budget. */
export const MAX_FLAGGED_SHARE = 0.05;

/**
 * The share of the lines to flag where no budget is given: those whose calibrated score says "one in a thousand", but one
 * line in a thousand at least and MAX_FLAGGED_SHARE at most. Where more lines than that say ERROR, an error is no news.
 * @param trainingScores calibrated scores in nats
 */
export function ownLineShare(trainingScores: Float64Array): number {
  let above = 0;
  for (const score of trainingScores) if (score >= DEFAULT_NATS) above++;
  const share = above / Math.max(1, trainingScores.length);
  return Math.min(MAX_FLAGGED_SHARE, Math.max(Math.exp(-DEFAULT_NATS), share));
}

/**
 * The threshold that flags about `share` of the lines. Where many lines score the same, it lies on the side
 * of them that comes nearer to the share, as a ratio.
 * @param trainingNats −ln p of held-back training lines
 * @param share alerts a day over lines a day; counts as MAX_FLAGGED_SHARE at most
 * @returns −ln p from which on lines are flagged
 */
export function budgetThreshold(trainingNats: Float64Array, share: number): number {
  const capped = Math.min(share, MAX_FLAGGED_SHARE);
  const wanted = -Math.log(capped);
  const sorted = Float64Array.from(trainingNats).sort();
  const n = sorted.length;
  const wantedAbove = capped * n;
  // Too few lines above to count them: the fitted tail knows better.
  if (wantedAbove < MIN_COUNTED) return wanted;
  const value = sorted[Math.max(0, n - Math.round(wantedAbove))];
  const from = lowerBound(sorted, value);
  const to = lowerBound(sorted, nextUp(value));
  const aboveWith = n - from;
  const aboveWithout = n - to;
  const next = to < n ? sorted[to] : value + 1;
  const tooMany = aboveWith / wantedAbove;
  const tooFew = wantedAbove / Math.max(0.5, aboveWithout);
  return tooMany <= tooFew ? value : (value + next) / 2;
}

const MIN_COUNTED = 5;
const nextUp = (value: number) => value + Math.max(1e-12, Math.abs(value) * 1e-12);

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
