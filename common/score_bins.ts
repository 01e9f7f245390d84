/**
 * Bins that scores are counted in. A score says how rare a line is, so that the edges are shares of the lines: of new lines
 * that are like the training's, about 20 % fall into the first bin, and one in a thousand into the last.
 */
const SHARES_AT_OR_ABOVE = [0.8, 0.6, 0.4, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001];

/** Lowest score (0–100) of each bin but the first, rising; the inverse of score = 100 · −log₁₀ p / 6. */
export const SCORE_BIN_EDGES: readonly number[] = SHARES_AT_OR_ABOVE.map(
  (share) => (-100 * Math.log10(share)) / 6,
);

/** The field of each bin in a rollup document. */
export const SCORE_BINS = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8', 'b9'] as const;
export type ScoreBin = (typeof SCORE_BINS)[number];

/** Place of the bin that a score (0–100) falls into. */
export function scoreBinOf(scorePct: number): number {
  let bin = 0;
  while (bin < SCORE_BIN_EDGES.length && scorePct >= SCORE_BIN_EDGES[bin]) bin++;
  return bin;
}
