import type { Random } from '../../random';
import { squaredDistance } from './distances';

/** Rows whose neighbours are looked at. */
const MAX_ROWS = 500;

/**
 * The distance within which a share of the units have their k-th neighbour, themselves included: an eps for DBSCAN
 * (the k-distance of Ester et al. 1996). The least distance above 0 where that is 0, and 1 where there is none.
 * @param weights units that each row stands for
 */
export function neighbourDistance(
  values: Float32Array,
  columns: number,
  weights: Float64Array,
  k: number,
  share: number,
  random: Random,
): number {
  const rows = weights.length;
  const judged = random.sample(rows, MAX_ROWS);
  const distances = new Float64Array(rows);
  const found: { distance: number; weight: number }[] = [];
  let least = Infinity;
  for (const row of judged) {
    for (let other = 0; other < rows; other++) {
      const squares = squaredDistance(values, row * columns, values, other * columns, columns);
      distances[other] = Math.sqrt(squares);
      if (squares > 0) least = Math.min(least, distances[other]);
    }
    found.push({ distance: weightedNth(distances, weights, k), weight: weights[row] });
  }
  const usual = weightedShare(found, share);
  if (usual > 0) return usual;
  return least < Infinity ? least : 1;
}

/** The distance at which the weights of nearer rows reach k: found by halving, since sorting by a key is slow. */
function weightedNth(distances: Float64Array, weights: Float64Array, k: number): number {
  const sorted = distances.slice().sort();
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    let mass = 0;
    for (let row = 0; row < distances.length; row++)
      if (distances[row] <= sorted[middle]) mass += weights[row];
    if (mass >= k) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}

function weightedShare(found: { distance: number; weight: number }[], share: number): number {
  found.sort((a, b) => a.distance - b.distance);
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  let mass = 0;
  for (const { distance, weight } of found) {
    mass += weight;
    if (mass >= share * total) return distance;
  }
  return 0;
}
