import { squaredDistance64 } from './distances';

const LEAF_ROWS = 24;
/** Room for rounding in what the triangle inequality proves. */
const SLACK = 1e-6;

/**
 * Rows in small groups of neighbours, each with a ball around it, so that whole groups are ruled out (or in) by one
 * distance. Groups come from halving at the median of the column that is spread most, as in a k-d tree.
 */
export class BallLeaves {
  readonly rows: number;
  /** The rows again, group after group, the columns in falling order of variance. */
  readonly values: Float64Array;
  /** Original number of each row here. */
  readonly order: Int32Array;
  /** First row of each group here; one more entry at the end. */
  readonly starts: Int32Array;
  private readonly centres: Float64Array;
  readonly radii: Float64Array;

  constructor(
    values: Float32Array,
    readonly columns: number,
  ) {
    this.rows = values.length / columns;
    this.order = Int32Array.from({ length: this.rows }, (_, row) => row);
    const starts: number[] = [];
    this.split(values, 0, this.rows, starts);
    this.starts = Int32Array.from([...starts, this.rows]);
    this.values = this.permuted(values);
    this.centres = new Float64Array(starts.length * columns);
    this.radii = new Float64Array(starts.length);
    for (let leaf = 0; leaf < starts.length; leaf++) this.encloseLeaf(leaf);
  }

  get leaves(): number {
    return this.radii.length;
  }

  private split(values: Float32Array, from: number, to: number, starts: number[]): void {
    const { columns, order } = this;
    const column = to - from > LEAF_ROWS ? widestColumn(values, columns, order, from, to) : -1;
    if (column < 0) {
      if (to > from) starts.push(from);
      return;
    }
    const middle = (from + to) >> 1;
    order
      .subarray(from, to)
      .sort((a, b) => values[a * columns + column] - values[b * columns + column] || a - b);
    this.split(values, from, middle, starts);
    this.split(values, middle, to, starts);
  }

  private permuted(values: Float32Array): Float64Array {
    const { columns, order, rows } = this;
    const variance = variances(values, columns);
    const byVariance = Int32Array.from(variance, (_, i) => i).sort(
      (a, b) => variance[b] - variance[a],
    );
    const permuted = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        permuted[i * columns + j] = values[order[i] * columns + byVariance[j]];
    return permuted;
  }

  private encloseLeaf(leaf: number): void {
    const { columns, values, centres, starts, radii } = this;
    const size = starts[leaf + 1] - starts[leaf];
    for (let i = starts[leaf]; i < starts[leaf + 1]; i++)
      for (let j = 0; j < columns; j++)
        centres[leaf * columns + j] += values[i * columns + j] / size;
    for (let i = starts[leaf]; i < starts[leaf + 1]; i++)
      radii[leaf] = Math.max(radii[leaf], this.toCentre(i, leaf));
  }

  /** Distance of row i (here) to the centre of a group. */
  toCentre(i: number, leaf: number): number {
    const { columns, values, centres } = this;
    return Math.sqrt(squaredDistance64(values, i * columns, centres, leaf * columns, columns));
  }

  /** Groups that may hold a row within `eps` of one of this group, nearest centre first. */
  leavesNear(leaf: number, eps: number): Int32Array {
    const { columns, centres, radii } = this;
    const reach = (eps + radii[leaf]) * (1 + SLACK);
    const found: number[] = [];
    const distances = new Float64Array(this.leaves);
    for (let other = 0; other < this.leaves; other++) {
      const squares = squaredDistance64(centres, leaf * columns, centres, other * columns, columns);
      distances[other] = Math.sqrt(squares);
      if (distances[other] <= reach + radii[other] * (1 + SLACK)) found.push(other);
    }
    return Int32Array.from(found).sort((a, b) => distances[a] - distances[b]);
  }

  /** Whether rows i and j (here) are within a distance, given squared. */
  areWithin(i: number, j: number, squaredEps: number): boolean {
    const { columns, values } = this;
    let a = i * columns;
    let b = j * columns;
    let sum = 0;
    const end = a + columns;
    // Most rows are apart already in the columns of greatest variance.
    for (; a + 4 <= end; a += 4, b += 4) {
      const d0 = values[a] - values[b];
      const d1 = values[a + 1] - values[b + 1];
      const d2 = values[a + 2] - values[b + 2];
      const d3 = values[a + 3] - values[b + 3];
      sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
      if (sum > squaredEps) return false;
    }
    for (; a < end; a++, b++) sum += (values[a] - values[b]) ** 2;
    return sum <= squaredEps;
  }

  /** Whether a row at this distance from the centre of a group can have none of its rows within `eps`. */
  isOut(distance: number, leaf: number, eps: number): boolean {
    return distance > (eps + this.radii[leaf]) * (1 + SLACK);
  }

  /** Whether it has all of them. */
  isIn(distance: number, leaf: number, eps: number): boolean {
    return (distance + this.radii[leaf]) * (1 + SLACK) < eps;
  }
}

/** The column of greatest range among some rows; −1 where all rows are equal. */
function widestColumn(
  values: Float32Array,
  columns: number,
  order: Int32Array,
  from: number,
  to: number,
): number {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let i = from; i < to; i++)
    for (let j = 0; j < columns; j++) {
      const value = values[order[i] * columns + j];
      if (value < low[j]) low[j] = value;
      if (value > high[j]) high[j] = value;
    }
  let widest = -1;
  let range = 0;
  for (let j = 0; j < columns; j++)
    if (high[j] - low[j] > range) {
      range = high[j] - low[j];
      widest = j;
    }
  return widest;
}

function variances(values: Float32Array, columns: number): Float64Array {
  const rows = values.length / columns;
  return Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + column];
      sum += value;
      squares += value * value;
    }
    return squares / rows - (sum / rows) ** 2;
  });
}
