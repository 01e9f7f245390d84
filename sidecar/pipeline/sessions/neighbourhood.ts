import { BundleError, type Bundle, type BundleArray } from '../bundle';
import type { EventCounts } from './open_sessions';

/** Distinct count vectors that are kept, commonest first: the cost of a session is linear in them. */
export const MAX_VECTORS = 4096;
const MIN_STD = 0.1;
/** Distances below this are rounding: no two different count vectors are so near. */
const SAME = 1e-6;

/** A vector of which only the columns that are not 0 are kept, in rising order. */
export interface SparseVector {
  columns: Int32Array;
  values: Float32Array;
}

export interface Neighbour {
  /** Distance of the k-th nearest. */
  distance: number;
  /** Which kept vector it is. */
  vector: number;
}

/** Distinct vectors, each with how often it came, and the k-th nearest of them by L1 distance. */
export class Neighbourhood {
  /** Sum of each vector; they are in rising order of it. */
  private readonly sums: Float64Array;
  /** The vectors that hold each column, with their values there: the vectors once more, column by column. */
  private readonly holders: { offsets: Uint32Array; vectors: Uint32Array; values: Float32Array };
  /** What each vector has in common with the point that neighbours are looked for. */
  private readonly common: Float64Array;

  /** @param offsets of each vector in `columns` and `values` */
  private constructor(
    private readonly offsets: Uint32Array,
    private readonly columns: Uint32Array,
    private readonly values: Float32Array,
    private readonly multiplicity: Uint32Array,
    private readonly weights: Float64Array,
    private readonly k: number,
  ) {
    this.sums = Float64Array.from(multiplicity, (_, v) =>
      sumOf(values.subarray(offsets[v], offsets[v + 1])),
    );
    this.holders = holdersOf(weights.length, offsets, columns, values);
    this.common = new Float64Array(multiplicity.length);
  }

  /**
   * @param sessions counts of each training session
   * @param width columns
   */
  static fit(sessions: Iterable<EventCounts>, width: number): Neighbourhood {
    const distinct = new Map<string, { held: EventCounts; times: number }>();
    let n = 0;
    for (const counts of sessions) {
      n++;
      const key = keyOf(counts);
      const known = distinct.get(key);
      if (known) known.times++;
      else distinct.set(key, { held: counts, times: 1 });
    }
    const weights = columnWeights([...distinct.values()], n, width);
    const kept = [...distinct.values()]
      .sort((a, b) => b.times - a.times)
      .slice(0, MAX_VECTORS)
      .map(({ held, times }) => ({ vector: weigh(held, weights), times }))
      .sort((a, b) => sumOf(a.vector.values) - sumOf(b.vector.values));
    const offsets = new Uint32Array(kept.length + 1);
    kept.forEach(({ vector }, v) => (offsets[v + 1] = offsets[v] + vector.columns.length));
    const columns = new Uint32Array(offsets[kept.length]);
    const values = new Float32Array(offsets[kept.length]);
    kept.forEach(({ vector }, v) => {
      columns.set(vector.columns, offsets[v]);
      values.set(vector.values, offsets[v]);
    });
    const multiplicity = Uint32Array.from(kept, ({ times }) => times);
    return new Neighbourhood(
      offsets,
      columns,
      values,
      multiplicity,
      weights,
      Math.ceil(Math.sqrt(n)),
    );
  }

  weigh(counts: EventCounts): SparseVector {
    return weigh(counts, this.weights);
  }

  /**
   * Σ|a − b| = Σa + Σb − 2 Σ min(a, b), since nothing is below 0, so only columns that both hold have to be looked at.
   * And it is at least |Σa − Σb|: vectors are taken in the order of how near their sums are, until no other can be
   * among the k nearest.
   * @param own 1 where the point is one of the training vectors: it is left out once
   */
  nearest(point: SparseVector, own: 0 | 1): Neighbour {
    this.findCommon(point);
    const { sums, common } = this;
    const sum = sumOf(point.values);
    const nearest = new NearestHeap(this.k);
    let above = lowerBound(sums, sum);
    let below = above - 1;
    while (below >= 0 || above < sums.length) {
      const gapBelow = below >= 0 ? sum - sums[below] : Infinity;
      const gapAbove = above < sums.length ? sums[above] - sum : Infinity;
      const isBelow = gapBelow < gapAbove;
      if ((isBelow ? gapBelow : gapAbove) > nearest.bound) break;
      const v = isBelow ? below-- : above++;
      const exact = sums[v] + sum - 2 * common[v];
      if (exact >= nearest.bound) continue;
      const distance = exact < SAME ? 0 : exact;
      const times = this.multiplicity[v] - (distance === 0 ? own : 0);
      if (times > 0) nearest.add(v, distance, times);
    }
    return nearest.farthest;
  }

  private findCommon({ columns, values }: SparseVector): void {
    const { common, holders } = this;
    common.fill(0);
    for (let i = 0; i < columns.length; i++) {
      const value = values[i];
      const to = holders.offsets[columns[i] + 1];
      for (let at = holders.offsets[columns[i]]; at < to; at++) {
        const held = holders.values[at];
        common[holders.vectors[at]] += held < value ? held : value;
      }
    }
  }

  /** |difference| of each column in which a point and a kept vector differ. */
  differences({ columns, values }: SparseVector, v: number): Map<number, number> {
    const differences = new Map(Array.from(columns, (column, at) => [column, values[at]]));
    for (let at = this.offsets[v]; at < this.offsets[v + 1]; at++) {
      const column = this.columns[at];
      const difference = Math.abs((differences.get(column) ?? 0) - this.values[at]);
      if (difference === 0) differences.delete(column);
      else differences.set(column, difference);
    }
    return differences;
  }

  toArrays(): Record<string, BundleArray> {
    const { offsets, columns, values, multiplicity, weights } = this;
    return { offsets, columns, values, multiplicity, weights, k: Uint32Array.of(this.k) };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle, width: number): Neighbourhood {
    const multiplicity = bundle.array('multiplicity', 'u32');
    const offsets = bundle.array('offsets', 'u32', multiplicity.length + 1);
    const columns = bundle.array('columns', 'u32');
    const values = bundle.array('values', 'f32', columns.length);
    const weights = bundle.array('weights', 'f64', width);
    const [k] = bundle.array('k', 'u32', 1);
    const bad =
      k < 1 ||
      offsets[0] !== 0 ||
      offsets[multiplicity.length] !== columns.length ||
      multiplicity.some((_, v) => offsets[v] > offsets[v + 1]) ||
      columns.some((column) => column >= width) ||
      values.some((value) => !(value >= 0 && value < Infinity)) ||
      weights.some((weight) => !(weight >= 0 && weight <= 1 / MIN_STD));
    if (bad) throw new BundleError('the neighbours have impossible dimensions or values');
    const hood = new Neighbourhood(offsets, columns, values, multiplicity, weights, k);
    if (hood.sums.some((sum, v) => v > 0 && sum < hood.sums[v - 1]))
      throw new BundleError('the neighbours are out of order');
    return hood;
  }
}

function holdersOf(
  width: number,
  offsets: Uint32Array,
  columns: Uint32Array,
  values: Float32Array,
): { offsets: Uint32Array; vectors: Uint32Array; values: Float32Array } {
  const starts = new Uint32Array(width + 1);
  for (const column of columns) starts[column + 1]++;
  for (let column = 0; column < width; column++) starts[column + 1] += starts[column];
  const next = starts.slice();
  const vectors = new Uint32Array(columns.length);
  const held = new Float32Array(columns.length);
  for (let v = 0; v + 1 < offsets.length; v++)
    for (let at = offsets[v]; at < offsets[v + 1]; at++) {
      const to = next[columns[at]]++;
      vectors[to] = v;
      held[to] = values[at];
    }
  return { offsets: starts, vectors, values: held };
}

/** The nearest vectors that make up k units together: a heap with the farthest of them on top. */
class NearestHeap {
  private readonly vectors: number[] = [];
  private readonly distances: number[] = [];
  private readonly times: number[] = [];
  private units = 0;

  constructor(private readonly k: number) {}

  /** Nothing as far can come in. */
  bound = Infinity;

  get farthest(): Neighbour {
    return this.vectors.length > 0
      ? { distance: this.distances[0], vector: this.vectors[0] }
      : { distance: 0, vector: 0 };
  }

  add(vector: number, distance: number, times: number): void {
    this.units += times;
    let at = this.vectors.length;
    this.vectors.push(vector);
    this.distances.push(distance);
    this.times.push(times);
    while (at > 0 && this.distances[(at - 1) >> 1] < this.distances[at]) {
      this.swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
    while (this.units - this.times[0] >= this.k) this.pop();
    if (this.units >= this.k) this.bound = this.distances[0];
  }

  private pop(): void {
    this.units -= this.times[0];
    this.swap(0, this.vectors.length - 1);
    this.vectors.pop();
    this.distances.pop();
    this.times.pop();
    for (let at = 0; ;) {
      let farthest = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.distances.length && this.distances[child] > this.distances[farthest])
          farthest = child;
      if (farthest === at) return;
      this.swap(at, farthest);
      at = farthest;
    }
  }

  private swap(a: number, b: number): void {
    swapIn(this.vectors, a, b);
    swapIn(this.distances, a, b);
    swapIn(this.times, a, b);
  }
}

function swapIn(values: number[], a: number, b: number): void {
  const held = values[a];
  values[a] = values[b];
  values[b] = held;
}

/** Equal for equal counts only. */
export const keyOf = ({ templates, counts }: EventCounts) => `${templates.join()};${counts.join()}`;

/** log(1 + count) of each column, times its weight. */
function weigh({ templates, counts }: EventCounts, weights: Float64Array): SparseVector {
  return {
    columns: templates,
    values: Float32Array.from(counts, (count, at) => Math.log1p(count) * weights[templates[at]]),
  };
}

/** 1 / max(standard deviation, 0.1) of the log counts of each column, over all `n` sessions. */
function columnWeights(
  distinct: readonly { held: EventCounts; times: number }[],
  n: number,
  width: number,
): Float64Array {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (const { held, times } of distinct)
    held.templates.forEach((column, at) => {
      const x = Math.log1p(held.counts[at]);
      sums[column] += times * x;
      squares[column] += times * x * x;
    });
  return sums.map((sum, column) => {
    const mean = sum / n;
    return 1 / Math.max(MIN_STD, Math.sqrt(Math.max(0, squares[column] / n - mean * mean)));
  });
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Index of the first of numbers in rising order that is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
