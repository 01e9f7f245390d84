import { Random } from '../../random';
import { squaredDistance64, rowCount } from './distances';
import { seedCentres } from './seed_centres';

const DEFAULT_MAX_ITERATIONS = 300;
const DEFAULT_TOLERANCE = 1e-4;

export interface KMeansOptions {
  /** Default 1. */
  seed?: number;
  /** Units that each row stands for. Default: one each. */
  weights?: Float64Array;
  /** Default 300. */
  maxIterations?: number;
  /** Ends when the centres move less than this share of the mean variance of the columns. Default 1e−4. */
  tolerance?: number;
  /** k × columns numbers to start from. Default: k-means++. */
  start?: Float64Array;
}

export interface KMeansResult {
  /** Cluster of each row, 0 … k − 1. */
  labels: Int32Array;
  /** k × columns numbers. */
  centres: Float64Array;
  /** Weighted sum of the squared distances of rows to their centres. */
  inertia: number;
  iterations: number;
}

/**
 * K-means: Lloyd's iterations with the bounds of Elkan (2003), which give the same clusters and leave out most
 * distances, from the seeds of k-means++ (Arthur and Vassilvitskii 2007).
 * @param values rows of `columns` numbers
 * @param k clusters; no more than there are rows
 * @throws RangeError
 */
export function kMeans(
  values: Float32Array,
  columns: number,
  k: number,
  options: KMeansOptions = {},
): KMeansResult {
  const { seed = 1, weights, maxIterations = DEFAULT_MAX_ITERATIONS } = options;
  const rows = rowCount(values, columns, weights);
  if (!(Number.isInteger(k) && k >= 1 && k <= rows))
    throw new RangeError(`k must be a whole number from 1 to ${rows} (the rows), not ${k}`);
  if (options.start && options.start.length !== k * columns)
    throw new RangeError(`the start must be ${k} centres of ${columns} columns`);
  const start =
    options.start?.slice() ?? seedCentres(values, columns, k, new Random(seed), weights);
  const run = new Elkan(values, columns, start, weights);
  const least = (options.tolerance ?? DEFAULT_TOLERANCE) * meanVariance(values, columns, weights);
  let iterations = 0;
  while (iterations < maxIterations) {
    iterations++;
    const { changed, moved } = run.iterate();
    if (!changed || moved <= least) break;
  }
  run.assign();
  return { labels: run.labels, centres: run.centres, inertia: run.inertia(), iterations };
}

/**
 * Lloyd's algorithm with a bound from above on the distance to a row's own centre, and bounds from below on those to
 * all others: a centre that cannot be nearer is not looked at.
 */
class Elkan {
  /** The rows in the type of the centres: a loop over two types of numbers is slow. */
  private readonly rowValues: Float64Array;
  readonly labels: Int32Array;
  private readonly rows: number;
  private readonly k: number;
  /**
   * Distance of each row to its centre, less how far that had come by then: with how far it has come now added, a
   * bound from above, so that bounds need no work while centres move.
   */
  private readonly upper: Float64Array;
  /** The same to all centres, plus how far those had come: a bound from below with it taken off; rows × k. */
  private readonly lower: Float64Array;
  private readonly sums: Float64Array;
  private readonly masses: Float64Array;
  /** Distances between centres, halved; k × k. */
  private readonly halves: Float64Array;
  /** Half the distance from each centre to the nearest other. */
  private readonly nearest: Float64Array;
  /** How far each centre has come in all iterations. */
  private readonly travelled: Float64Array;

  constructor(
    values: Float32Array,
    private readonly columns: number,
    public centres: Float64Array,
    private readonly weights?: Float64Array,
  ) {
    this.rowValues = new Float64Array(values);
    this.rows = values.length / columns;
    this.k = centres.length / columns;
    this.labels = new Int32Array(this.rows).fill(-1);
    this.upper = new Float64Array(this.rows).fill(Infinity);
    this.lower = new Float64Array(this.rows * this.k).fill(-Infinity);
    this.sums = new Float64Array(centres.length);
    this.masses = new Float64Array(this.k);
    this.halves = new Float64Array(this.k * this.k);
    this.nearest = new Float64Array(this.k);
    this.travelled = new Float64Array(this.k);
  }

  iterate(): { changed: boolean; moved: number } {
    const changed = this.assign();
    this.relocateEmpty();
    return { changed, moved: this.moveCentres() };
  }

  /** Gives each row its nearest centre; whether any row changed its. */
  assign(): boolean {
    const { rows, labels, upper, nearest, travelled } = this;
    this.measureCentres();
    let changed = false;
    for (let row = 0; row < rows; row++) {
      const old = labels[row];
      if (old >= 0 && upper[row] + travelled[old] <= nearest[old]) continue;
      if (this.assignRow(row, old)) changed = true;
    }
    return changed;
  }

  private assignRow(row: number, old: number): boolean {
    const { k, columns, rowValues, centres, lower, halves, travelled } = this;
    const at = row * k;
    const start = row * columns;
    let best = old;
    let distance = old < 0 ? Infinity : this.upper[row] + travelled[old];
    let isExact = old < 0;
    for (let c = 0; c < k; c++) {
      if (c === best || distance <= lower[at + c] - travelled[c]) continue;
      if (best >= 0 && distance <= halves[best * k + c]) continue;
      if (!isExact) {
        distance = Math.sqrt(squaredDistance64(rowValues, start, centres, best * columns, columns));
        lower[at + best] = distance + travelled[best];
        isExact = true;
        if (distance <= lower[at + c] - travelled[c] || distance <= halves[best * k + c]) continue;
      }
      const other = Math.sqrt(squaredDistance64(rowValues, start, centres, c * columns, columns));
      lower[at + c] = other + travelled[c];
      if (other < distance) {
        best = c;
        distance = other;
      }
    }
    this.upper[row] = distance - travelled[best];
    if (best === old) return false;
    this.move(row, old, best);
    return true;
  }

  private move(row: number, from: number, to: number): void {
    const { columns, rowValues, sums, masses, labels } = this;
    const weight = this.weights?.[row] ?? 1;
    const start = row * columns;
    for (let i = 0; i < columns; i++) sums[to * columns + i] += weight * rowValues[start + i];
    masses[to] += weight;
    labels[row] = to;
    if (from < 0) return;
    for (let i = 0; i < columns; i++) sums[from * columns + i] -= weight * rowValues[start + i];
    masses[from] -= weight;
  }

  /** A centre without rows takes the row that is farthest from its own, as scikit-learn does. */
  private relocateEmpty(): void {
    const { k, columns, rowValues, centres, masses, labels, rows } = this;
    for (let empty = 0; empty < k; empty++) {
      if (masses[empty] > 0) continue;
      let farthest = -1;
      let greatest = 0;
      for (let row = 0; row < rows; row++) {
        const centre = labels[row];
        const weight = this.weights?.[row] ?? 1;
        if (masses[centre] <= weight) continue;
        const d = squaredDistance64(rowValues, row * columns, centres, centre * columns, columns);
        if (d > greatest) {
          greatest = d;
          farthest = row;
        }
      }
      if (farthest < 0) continue;
      this.move(farthest, labels[farthest], empty);
      this.upper[farthest] = Infinity;
    }
  }

  private moveCentres(): number {
    const { k, columns, centres, sums, masses, travelled } = this;
    let moved = 0;
    for (let c = 0; c < k; c++) {
      if (!(masses[c] > 0)) continue;
      let squares = 0;
      for (let i = c * columns; i < (c + 1) * columns; i++) {
        const next = sums[i] / masses[c];
        squares += (next - centres[i]) ** 2;
        centres[i] = next;
      }
      travelled[c] += Math.sqrt(squares);
      moved += squares;
    }
    return moved;
  }

  private measureCentres(): void {
    const { k, columns, centres, halves, nearest } = this;
    nearest.fill(Infinity);
    for (let a = 0; a < k; a++)
      for (let b = 0; b < a; b++) {
        const half =
          Math.sqrt(squaredDistance64(centres, a * columns, centres, b * columns, columns)) / 2;
        halves[a * k + b] = halves[b * k + a] = half;
        nearest[a] = Math.min(nearest[a], half);
        nearest[b] = Math.min(nearest[b], half);
      }
  }

  inertia(): number {
    const { rows, columns, rowValues, centres, labels, weights } = this;
    let sum = 0;
    for (let row = 0; row < rows; row++)
      sum +=
        (weights?.[row] ?? 1) *
        squaredDistance64(rowValues, row * columns, centres, labels[row] * columns, columns);
    return sum;
  }
}

/** Variance of each column, averaged over the columns: what a shift of centres is compared with. */
function meanVariance(values: Float32Array, columns: number, weights?: Float64Array): number {
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  let mass = 0;
  for (let row = 0; row * columns < values.length; row++) {
    const weight = weights?.[row] ?? 1;
    mass += weight;
    for (let i = 0; i < columns; i++) {
      const value = values[row * columns + i];
      sums[i] += weight * value;
      squares[i] += weight * value * value;
    }
  }
  let total = 0;
  for (let i = 0; i < columns; i++) total += Math.max(0, squares[i] / mass - (sums[i] / mass) ** 2);
  return total / columns;
}
