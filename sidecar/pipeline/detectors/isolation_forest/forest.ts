import { MAX_COLUMNS, type FeatureMatrix } from '../../features/matrix';
import type { Contribution } from '../detector';
import { orderedKey, orderedKeys, TOP_KEY } from './ordered_keys';

/** Rows that are taken through one tree before the next: their values stay in the cache. Divisible by 4. */
const ROWS_PER_BLOCK = 64;

/**
 * Trees as perfect binary heaps, all in the same arrays: node n of a tree has children 2n + 1 and 2n + 2,
 * so a walk is `depth` steps without a test for leaves. Where a tree ends early the threshold is +∞ and the
 * walk goes down the left edge to the leaf that holds the value.
 */
export interface ForestArrays {
  readonly depth: number;
  readonly trees: number;
  readonly columns: readonly string[];
  /** trees × (2^depth − 1): column that a node splits on. */
  readonly feature: Uint8Array;
  /** trees × (2^depth − 1): rows with a greater value go right. */
  readonly threshold: Float32Array;
  /** trees × 2^depth: path length at a leaf, c(size) added for rows that it did not part. */
  readonly leafLength: Float32Array;
  /** trees × 2^depth: training rows in the leaf. */
  readonly leafRows: Uint16Array;
}

/**
 * Mean path length of an unsuccessful search in a binary search tree of n keys: c(n) of Liu, Ting and Zhou,
 * "Isolation Forest", ICDM 2008, equation 1.
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}

/** The nodes as a walk wants them, side by side: ordered key of the threshold, column. */
export function packNodes(forest: ForestArrays): Int32Array {
  const nodes = new Int32Array(forest.feature.length * 2);
  for (let at = 0; at < forest.feature.length; at++) {
    const threshold = forest.threshold[at];
    nodes[2 * at] = threshold === Infinity ? TOP_KEY : orderedKey(threshold);
    nodes[2 * at + 1] = forest.feature[at];
  }
  return nodes;
}

/**
 * Takes a block of rows through one tree and adds the path lengths. Four rows walk side by side: their loads
 * do not depend on one another, so the processor overlaps them. A last group of less than four walks over
 * stale keys too; what it adds falls off at the end.
 */
function walkBlock(
  nodes: Int32Array,
  base: number,
  depth: number,
  keys: Int32Array,
  width: number,
  leafLength: Float32Array,
  leafBase: number,
  lengths: Float64Array,
): void {
  for (let row = 0; row < lengths.length; row += 4) {
    const startA = row * width;
    const startB = startA + width;
    const startC = startB + width;
    const startD = startC + width;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let level = 0; level < depth; level++) {
      const atA = base + 2 * a;
      const atB = base + 2 * b;
      const atC = base + 2 * c;
      const atD = base + 2 * d;
      a = 2 * a + 1 + ((nodes[atA] - keys[startA + nodes[atA + 1]]) >>> 31);
      b = 2 * b + 1 + ((nodes[atB] - keys[startB + nodes[atB + 1]]) >>> 31);
      c = 2 * c + 1 + ((nodes[atC] - keys[startC + nodes[atC + 1]]) >>> 31);
      d = 2 * d + 1 + ((nodes[atD] - keys[startD + nodes[atD + 1]]) >>> 31);
    }
    lengths[row] += leafLength[leafBase + a];
    lengths[row + 1] += leafLength[leafBase + b];
    lengths[row + 2] += leafLength[leafBase + c];
    lengths[row + 3] += leafLength[leafBase + d];
  }
}

/**
 * Mean path length of each row over all trees.
 * @param nodes of {@link packNodes}
 */
export function meanPathLengths(
  forest: ForestArrays,
  nodes: Int32Array,
  matrix: FeatureMatrix,
): Float64Array {
  const { rows } = matrix;
  const width = matrix.columns.length;
  const { depth, trees, leafLength } = forest;
  const inner = 2 ** depth - 1;
  const lengths = new Float64Array(Math.ceil(rows / 4) * 4);
  const keys = new Int32Array(ROWS_PER_BLOCK * width);
  for (let first = 0; first < rows; first += ROWS_PER_BLOCK) {
    const end = Math.min(first + ROWS_PER_BLOCK, rows);
    orderedKeys(matrix.values.subarray(first * width, end * width), keys);
    const block = lengths.subarray(first, Math.min(first + ROWS_PER_BLOCK, lengths.length));
    for (let tree = 0; tree < trees; tree++) {
      // Leaf k has heap index inner + k; the leaf arrays hold inner + 1 entries a tree.
      const leafBase = tree * (inner + 1) - inner;
      walkBlock(nodes, 2 * tree * inner, depth, keys, width, leafLength, leafBase, block);
    }
  }
  for (let row = 0; row < rows; row++) lengths[row] /= trees;
  return lengths.subarray(0, rows);
}

/** The leaf (its index in the leaf arrays) that a row falls into; `visit` sees each node and the child taken. */
export function walk(
  forest: ForestArrays,
  nodes: Int32Array,
  tree: number,
  values: Float32Array,
  start: number,
  visit?: (node: number, child: number, column: number) => void,
): number {
  const inner = 2 ** forest.depth - 1;
  let node = 0;
  for (let level = 0; level < forest.depth; level++) {
    const at = 2 * (tree * inner + node);
    const column = nodes[at + 1];
    const child = 2 * node + 1 + ((nodes[at] - orderedKey(values[start + column])) >>> 31);
    visit?.(node, child, column);
    node = child;
  }
  return tree * (inner + 1) + node - inner;
}

/**
 * Why a row's mean path is as short as it is. Walking down, the expected path length of the training rows
 * below changes at each split; the change belongs to the split's column. The sum over a path telescopes to
 * (the row's path length − the tree's mean), so the attributions add up exactly.
 * (The decision-path method of Saabas, 2014, applied to path lengths.)
 */
export class PathAttribution {
  /** trees × (2^(depth+1) − 1): expected path length of the training rows at or below a node. */
  private readonly expected: Float64Array;

  constructor(
    private readonly forest: ForestArrays,
    private readonly packed: Int32Array,
  ) {
    const leaves = 2 ** forest.depth;
    const nodes = 2 * leaves - 1;
    this.expected = new Float64Array(forest.trees * nodes);
    const weight = new Float64Array(nodes);
    for (let tree = 0; tree < forest.trees; tree++) {
      const base = tree * nodes;
      for (let node = nodes - 1; node >= 0; node--) {
        if (node >= leaves - 1) {
          const leaf = tree * leaves + node - (leaves - 1);
          weight[node] = forest.leafRows[leaf];
          this.expected[base + node] = forest.leafLength[leaf];
          continue;
        }
        const left = 2 * node + 1;
        weight[node] = weight[left] + weight[left + 1];
        this.expected[base + node] =
          weight[node] > 0
            ? (weight[left] * this.expected[base + left] +
                weight[left + 1] * this.expected[base + left + 1]) /
              weight[node]
            : this.expected[base + left];
      }
    }
  }

  /** Shortening of the mean path by each column, in `scale` units a step; columns without any are left out. */
  attribute(matrix: FeatureMatrix, row: number, scale: number): Contribution[] {
    const { depth, trees, columns } = this.forest;
    const nodes = 2 ** (depth + 1) - 1;
    const start = row * matrix.columns.length;
    const gains = new Float64Array(MAX_COLUMNS);
    for (let tree = 0; tree < trees; tree++) {
      const base = tree * nodes;
      walk(this.forest, this.packed, tree, matrix.values, start, (node, child, column) => {
        gains[column] += this.expected[base + node] - this.expected[base + child];
      });
    }
    const contributions: Contribution[] = [];
    for (let column = 0; column < columns.length; column++)
      if (gains[column] !== 0)
        contributions.push({ feature: columns[column], value: (gains[column] / trees) * scale });
    return contributions;
  }
}
