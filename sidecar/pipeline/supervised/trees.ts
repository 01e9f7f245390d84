import { BundleError, type Bundle, type BundleArray } from '../bundle';
import type { NumberMatrix } from './number_matrix';

/** In place of a column: the node is a leaf. */
export const LEAF = 0xffff;
export const MAX_TREE_COLUMNS = LEAF;

/** Trees one after the other in the same arrays. */
export interface Trees {
  readonly width: number;
  /** Root node of each tree. */
  readonly roots: Uint32Array;
  /** Column that a node splits on, {@link LEAF} for none. */
  readonly column: Uint16Array;
  /** Values at most this go left. */
  readonly threshold: Float32Array;
  /** Left child; the right one comes right behind it. */
  readonly left: Uint32Array;
  /** What the tree would predict if it ended at this node. */
  readonly value: Float32Array;
}

/** Trees that are being grown. */
export class TreesBuilder {
  private readonly roots: number[] = [];
  private column = new Uint16Array(1024);
  private threshold = new Float32Array(1024);
  private left = new Uint32Array(1024);
  private value = new Float32Array(1024);
  private size = 0;

  constructor(private readonly width: number) {}

  /** @returns the root of a new tree */
  addTree(): number {
    const root = this.addNodes(1);
    this.roots.push(root);
    return root;
  }

  private addNodes(count: number): number {
    while (this.size + count > this.column.length) this.grow();
    const first = this.size;
    this.size += count;
    this.column.fill(LEAF, first, this.size);
    return first;
  }

  setValue(node: number, value: number): void {
    this.value[node] = value;
  }

  /** @returns the left child */
  split(node: number, column: number, threshold: number): number {
    const left = this.addNodes(2);
    this.column[node] = column;
    this.threshold[node] = threshold;
    this.left[node] = left;
    return left;
  }

  /** The trees so far, not copied: valid until the next node is added. */
  peek(): Trees {
    const { column, threshold, left, value, size } = this;
    return {
      width: this.width,
      roots: Uint32Array.from(this.roots),
      column: column.subarray(0, size),
      threshold: threshold.subarray(0, size),
      left: left.subarray(0, size),
      value: value.subarray(0, size),
    };
  }

  private grow(): void {
    const size = this.column.length * 2;
    const { column, threshold, left, value } = this;
    (this.column = new Uint16Array(size)).set(column);
    (this.threshold = new Float32Array(size)).set(threshold);
    (this.left = new Uint32Array(size)).set(left);
    (this.value = new Float32Array(size)).set(value);
  }

  /** @param trees how many of the first trees to keep */
  finish(trees = this.roots.length): Trees {
    const end = trees < this.roots.length ? this.roots[trees] : this.size;
    return {
      width: this.width,
      roots: Uint32Array.from(this.roots.slice(0, trees)),
      column: this.column.slice(0, end),
      threshold: this.threshold.slice(0, end),
      left: this.left.slice(0, end),
      value: this.value.slice(0, end),
    };
  }
}

/** The leaf that a row falls into. */
export function leafOf(trees: Trees, tree: number, values: Float32Array, start: number): number {
  const { column, threshold, left } = trees;
  let node = trees.roots[tree];
  while (column[node] !== LEAF)
    node = values[start + column[node]] <= threshold[node] ? left[node] : left[node] + 1;
  return node;
}

/** Sum over all trees of the leaf values of each row. */
export function sumOfLeaves(trees: Trees, { rows, width, values }: NumberMatrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let tree = 0; tree < trees.roots.length; tree++)
    for (let row = 0; row < rows; row++)
      sums[row] += trees.value[leafOf(trees, tree, values, row * width)];
  return sums;
}

/**
 * What each column adds to the sum of the leaf values of a row: on the way down a tree the prediction changes at
 * each split, and the change belongs to the split's column (Saabas 2014). Over a path the changes add up to leaf
 * minus root, so all of them add up to the row's sum minus {@link sumOfRoots}.
 */
export function attribute(trees: Trees, values: Float32Array, start: number): Float64Array {
  const { column, threshold, left, value } = trees;
  const sums = new Float64Array(trees.width);
  for (const root of trees.roots) {
    let node = root;
    while (column[node] !== LEAF) {
      const child = values[start + column[node]] <= threshold[node] ? left[node] : left[node] + 1;
      sums[column[node]] += value[child] - value[node];
      node = child;
    }
  }
  return sums;
}

/** What all trees would predict together without a split. */
export const sumOfRoots = ({ roots, value }: Trees): number =>
  roots.reduce((sum, root) => sum + value[root], 0);

export function treesToArrays(trees: Trees): Record<string, BundleArray> {
  const { roots, column, threshold, left, value } = trees;
  return { roots, column, threshold, left, value };
}

/**
 * Reads trees and checks that every walk ends: children come behind their parents.
 * @throws BundleError
 */
export function treesFromBundle(bundle: Bundle, width: number): Trees {
  const roots = bundle.array('roots', 'u32');
  const column = bundle.array('column', 'u16');
  const nodes = column.length;
  const threshold = bundle.array('threshold', 'f32', nodes);
  const left = bundle.array('left', 'u32', nodes);
  const value = bundle.array('value', 'f32', nodes);
  if (roots.length === 0 || roots.some((root) => root >= nodes))
    throw new BundleError('the trees have no roots');
  for (let node = 0; node < nodes; node++) {
    if (!Number.isFinite(value[node])) throw new BundleError('a tree predicts no number');
    if (column[node] === LEAF) continue;
    if (column[node] >= width) throw new BundleError('a tree splits on a column that there is not');
    if (!(left[node] > node && left[node] + 1 < nodes))
      throw new BundleError('a tree has a node outside of it');
    if (Number.isNaN(threshold[node])) throw new BundleError('a tree splits at no number');
  }
  return { width, roots, column, threshold, left, value };
}
