/** Ten times as many lines of the same weight count half a decade of rarity (a decade is 100 / 6 points). */
const POINTS_PER_DECADE_OF_LINES = 100 / 12;

/**
 * Score of an incident, 0–100: max + (100/12) · log10(Σ scores / max), at most 100. One extreme line counts by
 * itself; many related lines raise it, half as much as they would if each were independent evidence, and less
 * where they are weaker than the worst. 214 lines of score 60 make 79.
 * @param scoresPct scores of the lines; not empty
 */
export function incidentScore(scoresPct: readonly number[]): number {
  let max = 0;
  let sum = 0;
  for (const score of scoresPct) {
    sum += score;
    if (score > max) max = score;
  }
  if (max === 0) return 0;
  return Math.min(100, max + POINTS_PER_DECADE_OF_LINES * Math.log10(sum / max));
}
