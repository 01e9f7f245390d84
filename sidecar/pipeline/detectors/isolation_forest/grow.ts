import type { FeatureMatrix } from '../../features/matrix';
import type { Random } from '../../random';
import { averagePathLength, type ForestArrays } from './forest';
import { orderedKey } from './ordered_keys';

/** A forest without a split: every row ends in the leftmost leaf of every tree. */
export function emptyForest(
  trees: number,
  sampleSize: number,
  columns: readonly string[],
): ForestArrays {
  const depth = Math.max(1, Math.ceil(Math.log2(Math.max(2, sampleSize))));
  const leaves = 2 ** depth;
  return {
    depth,
    trees,
    columns,
    feature: new Uint8Array(trees * (leaves - 1)),
    threshold: new Float32Array(trees * (leaves - 1)).fill(Infinity),
    leafLength: new Float32Array(trees * leaves),
    leafRows: new Uint16Array(trees * leaves),
  };
}

/**
 * Grows one tree on the given rows: a random column that is not constant there, a uniform split between its
 * least and greatest value, until a row is alone, rows are equal, or the depth limit ⌈log₂ ψ⌉ is reached
 * (Liu, Ting and Zhou 2008, algorithm 2).
 * @param rows row numbers; reordered in place
 */
export function growTree(
  forest: ForestArrays,
  tree: number,
  matrix: FeatureMatrix,
  rows: Int32Array,
  random: Random,
): void {
  const width = matrix.columns.length;
  const { values } = matrix;
  const inner = 2 ** forest.depth - 1;
  const order = Uint8Array.from({ length: width }, (_, column) => column);

  const setLeaf = (node: number, level: number, from: number, to: number) => {
    let leaf = node;
    for (let below = level; below < forest.depth; below++) leaf = 2 * leaf + 1;
    const at = tree * (inner + 1) + leaf - inner;
    forest.leafLength[at] = level + averagePathLength(to - from);
    forest.leafRows[at] = to - from;
  };

  /** `constantColumns`: how many columns at the front of `order` are known to be constant here. */
  const split = (
    node: number,
    level: number,
    from: number,
    to: number,
    constantColumns: number,
  ): void => {
    if (level === forest.depth || to - from <= 1) return setLeaf(node, level, from, to);
    let constants = constantColumns;
    while (constants < width) {
      const pick = constants + random.below(width - constants);
      const column = order[pick];
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const value = values[rows[i] * width + column];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      // Compared as the scoring walk compares: by ordered keys, which leave out the last bit.
      const highKey = orderedKey(high);
      if (!(orderedKey(low) < highKey)) {
        order[pick] = order[constants];
        order[constants] = column;
        constants++;
        continue;
      }
      const drawn = Math.fround(low + random.uniform() * (high - low));
      const threshold = orderedKey(drawn) < highKey ? drawn : low;
      const thresholdKey = orderedKey(threshold);
      forest.feature[tree * inner + node] = column;
      forest.threshold[tree * inner + node] = threshold;
      let middle = from;
      for (let i = from; i < to; i++) {
        const row = rows[i];
        if (orderedKey(values[row * width + column]) <= thresholdKey) {
          rows[i] = rows[middle];
          rows[middle++] = row;
        }
      }
      split(2 * node + 1, level + 1, from, middle, constants);
      split(2 * node + 2, level + 1, middle, to, constants);
      return;
    }
    setLeaf(node, level, from, to);
  };
  split(0, 0, 0, rows.length, 0);
}
