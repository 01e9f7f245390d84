import type { Random } from '../../random';
import { squaredDistance64 } from './distances';

/** Rows that seeds are chosen among: more of them do not choose better. */
const MAX_ROWS = 4096;

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007): each seed is the best of 2 + ⌊ln k⌋ rows that are drawn in
 * proportion to their squared distance from the seeds so far. On a random part of the rows where there are many.
 * @returns k × columns numbers
 */
export function seedCentres(
  values: Float32Array,
  columns: number,
  k: number,
  random: Random,
  weights?: Float64Array,
): Float64Array {
  const all = values.length / columns;
  const rows = random.sample(all, Math.max(MAX_ROWS, 4 * k)).sort();
  const masses = Float64Array.from(rows, (row) => weights?.[row] ?? 1);
  const points = new Float64Array(rows.length * columns);
  rows.forEach((row, i) =>
    points.set(values.subarray(row * columns, (row + 1) * columns), i * columns),
  );
  const centres = new Float64Array(k * columns);
  const trials = 2 + Math.floor(Math.log(k));
  let closest = new Float64Array(rows.length).fill(Infinity);
  const first = draw(masses, random);
  place(0, first);
  closest = distancesWith(first).closest;
  for (let c = 1; c < k; c++) {
    const odds = closest.map((d, i) => d * masses[i]);
    let best = { row: 0, potential: Infinity, closest };
    for (let trial = 0; trial < trials; trial++) {
      const row = draw(odds, random);
      const tried = distancesWith(row);
      if (tried.potential < best.potential) best = { row, ...tried };
    }
    place(c, best.row);
    closest = best.closest;
  }
  return centres;

  function place(centre: number, i: number): void {
    centres.set(points.subarray(i * columns, (i + 1) * columns), centre * columns);
  }

  /** Squared distance of each row to its nearest seed, were row i one too. */
  function distancesWith(i: number): { closest: Float64Array<ArrayBuffer>; potential: number } {
    const next = new Float64Array(rows.length);
    let potential = 0;
    for (let j = 0; j < rows.length; j++) {
      const d = squaredDistance64(points, j * columns, points, i * columns, columns);
      next[j] = Math.min(closest[j], d);
      potential += masses[j] * next[j];
    }
    return { closest: next, potential };
  }
}

/** An index, drawn in proportion to its odds; any where all are 0. */
function draw(odds: Float64Array, random: Random): number {
  let total = 0;
  for (const odd of odds) total += odd;
  if (!(total > 0)) return random.below(odds.length);
  let left = random.uniform() * total;
  for (let i = 0; i < odds.length; i++) {
    left -= odds[i];
    if (left < 0 && odds[i] > 0) return i;
  }
  return odds.findLastIndex((odd) => odd > 0);
}
