import { BallLeaves } from './ball_leaves';
import { rowCount } from './distances';

export interface DbscanResult {
  /** Cluster of each row from 0, in the order of their first core rows; −1 for noise. */
  labels: Int32Array;
  /** 1 for each row with enough neighbours. */
  core: Uint8Array;
  clusters: number;
}

/**
 * DBSCAN (Ester, Kriegel, Sander and Xu 1996) with Euclidean distances, exact, with the labels that scikit-learn
 * gives: a row on the border of several clusters belongs to the one that was found first.
 * @param values rows of `columns` numbers
 * @param eps greatest distance of neighbours, itself included
 * @param minPoints neighbours that make a core row, itself included
 * @param weights units that each row stands for; one each when left out
 * @throws RangeError
 */
export function dbscan(
  values: Float32Array,
  columns: number,
  eps: number,
  minPoints: number,
  weights?: Float64Array,
): DbscanResult {
  const rows = rowCount(values, columns, weights);
  if (!(eps > 0)) throw new RangeError(`eps must be more than 0, not ${eps}`);
  if (!(minPoints >= 1)) throw new RangeError(`minPoints must be at least 1, not ${minPoints}`);
  const labels = new Int32Array(rows).fill(-1);
  const core = new Uint8Array(rows);
  if (rows === 0) return { labels, core, clusters: 0 };
  const search = new CoreSearch(new BallLeaves(values, columns), eps, minPoints, weights);
  search.findCores();
  search.joinCores();
  return search.label(labels, core);
}

class CoreSearch {
  private readonly squaredEps: number;
  private readonly isCore: Uint8Array;
  /** Union–find over the rows. */
  private readonly parent: Int32Array;
  /** Neighbours of each row that is no core row: fewer than minPoints. */
  private readonly fewNeighbours: (Int32Array | undefined)[];
  private readonly near: Int32Array[];
  private readonly leafWeights: Float64Array;
  private readonly weightOf: Float64Array;

  constructor(
    private readonly balls: BallLeaves,
    private readonly eps: number,
    private readonly minPoints: number,
    weights?: Float64Array,
  ) {
    const { rows, leaves, order, starts } = balls;
    this.squaredEps = eps * eps;
    this.isCore = new Uint8Array(rows);
    this.parent = Int32Array.from({ length: rows }, (_, i) => i);
    this.fewNeighbours = new Array<Int32Array | undefined>(rows);
    this.near = Array.from({ length: leaves }, (_, leaf) => balls.leavesNear(leaf, eps));
    this.weightOf = Float64Array.from(order, (row) => weights?.[row] ?? 1);
    this.leafWeights = Float64Array.from({ length: leaves }, (_, leaf) =>
      this.weightOf.subarray(starts[leaf], starts[leaf + 1]).reduce((a, b) => a + b, 0),
    );
  }

  findCores(): void {
    const { starts, leaves } = this.balls;
    for (let leaf = 0; leaf < leaves; leaf++)
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) this.countNeighbours(i, leaf);
  }

  /** Counts until there are enough; a row without enough keeps its neighbours. */
  private countNeighbours(i: number, leaf: number): void {
    const { balls, eps, squaredEps, minPoints, weightOf } = this;
    const { starts } = balls;
    const found: number[] = [];
    let mass = 0;
    for (const other of this.near[leaf]) {
      const distance = balls.toCentre(i, other);
      if (balls.isOut(distance, other, eps)) continue;
      const isIn = balls.isIn(distance, other, eps);
      if (isIn && mass + this.leafWeights[other] >= minPoints) mass += this.leafWeights[other];
      else
        for (let j = starts[other]; j < starts[other + 1] && mass < minPoints; j++)
          if (isIn || balls.areWithin(i, j, squaredEps)) {
            mass += weightOf[j];
            found.push(j);
          }
      if (mass >= minPoints) {
        this.isCore[i] = 1;
        return;
      }
    }
    this.fewNeighbours[i] = Int32Array.from(found);
  }

  joinCores(): void {
    const { starts, leaves } = this.balls;
    for (let leaf = 0; leaf < leaves; leaf++)
      for (const other of this.near[leaf]) {
        if (other > leaf || this.areJoined(leaf, other)) continue;
        for (let i = starts[leaf]; i < starts[leaf + 1]; i++)
          if (this.isCore[i] === 1) this.joinWith(i, other);
      }
  }

  private joinWith(i: number, leaf: number): void {
    const { balls, eps, squaredEps } = this;
    const distance = balls.toCentre(i, leaf);
    if (balls.isOut(distance, leaf, eps)) return;
    const isIn = balls.isIn(distance, leaf, eps);
    let root = this.find(i);
    for (let j = balls.starts[leaf]; j < balls.starts[leaf + 1]; j++) {
      if (this.isCore[j] === 0) continue;
      const other = this.find(j);
      if (other === root || !(isIn || balls.areWithin(i, j, squaredEps))) continue;
      this.parent[Math.max(root, other)] = Math.min(root, other);
      root = Math.min(root, other);
    }
  }

  /** Whether the core rows of two groups are all in one cluster already. */
  private areJoined(a: number, b: number): boolean {
    const { starts } = this.balls;
    let root = -1;
    for (const leaf of [a, b])
      for (let i = starts[leaf]; i < starts[leaf + 1]; i++) {
        if (this.isCore[i] === 0) continue;
        const own = this.find(i);
        if (root >= 0 && own !== root) return false;
        root = own;
      }
    return true;
  }

  private find(i: number): number {
    const { parent } = this;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  label(labels: Int32Array, core: Uint8Array): DbscanResult {
    const { rows, order } = this.balls;
    const positionOf = new Int32Array(rows);
    order.forEach((row, i) => (positionOf[row] = i));
    const clusterOf = new Map<number, number>();
    for (let row = 0; row < rows; row++) {
      const i = positionOf[row];
      if (this.isCore[i] === 0) continue;
      core[row] = 1;
      const root = this.find(i);
      if (!clusterOf.has(root)) clusterOf.set(root, clusterOf.size);
      labels[row] = clusterOf.get(root) ?? -1;
    }
    this.fewNeighbours.forEach((neighbours, i) => {
      let first = Infinity;
      for (const j of neighbours ?? [])
        if (this.isCore[j] === 1) first = Math.min(first, labels[order[j]]);
      if (first < Infinity) labels[order[i]] = first;
    });
    return { labels, core, clusters: clusterOf.size };
  }
}
