/**
 * Nodes that scores are counted at. A score says how rare a line is, so that the nodes are shares of the lines: of new lines
 * that are like the training's, about half lie between the first two, and one in a thousand at or above the last.
 */
const SHARES_AT_OR_ABOVE = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Score (0–100) of each node, rising; the inverse of score = 100 · −log₁₀ p / 6. */
export const SCORE_NODES: readonly number[] = SHARES_AT_OR_ABOVE.map(
  (share) => (100 / 6) * Math.abs(Math.log10(share)),
);

/** The field of each node in a rollup document. */
export const SCORE_BINS = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8', 'b9'] as const;
export type ScoreBin = (typeof SCORE_BINS)[number];

/**
 * Counts a line at the two nodes beside its score, in parts by how near they are. Few patterns make up most lines of a log
 * and score much the same: in bins with hard edges, thousands of lines would move for a hair's breadth of score.
 * @param counts lines per node
 * @param scorePct 0–100
 */
export function countScore(counts: number[], scorePct: number): void {
  let node = 0;
  while (node < SCORE_NODES.length - 1 && scorePct >= SCORE_NODES[node + 1]) node++;
  if (node === SCORE_NODES.length - 1) {
    counts[node]++;
    return;
  }
  const width = SCORE_NODES[node + 1] - SCORE_NODES[node];
  const part = Math.max(0, scorePct - SCORE_NODES[node]) / width;
  counts[node] += 1 - part;
  counts[node + 1] += part;
}
