import type { FitProgress } from '../detectors/detector';
import { Random } from '../random';
import { binMatrix } from './binned_matrix';
import { pickRows, type NumberMatrix } from './number_matrix';
import { ForestGrower } from './random_forest_grow';
import type { LabelledRows } from './labelled_rows';
import { leafOf, TreesBuilder, type Trees } from './trees';

export interface RandomForestOptions {
  /** Trees, 1–2,000. Default 100. */
  trees?: number;
  /** Default: until leaves are pure. */
  maxDepth?: number;
  /** Least rows in a leaf. Default 1. */
  minLeafRows?: number;
  /** Columns that each split is chosen from. Default ⌊√columns⌋. */
  columnsPerSplit?: number;
}

export interface FittedForest {
  trees: Trees;
  /** Share of each column in all impurity taken away; adds up to 1, or all 0 where nothing split. */
  importance: Float64Array;
  /**
   * Mean prediction for each row of the matrix by the trees that were not grown on it: of labelled rows about a
   * third of the trees, of the others all.
   */
  outOfBag: Float64Array;
}

/**
 * Random forest (Breiman 2001): each tree grown on a bootstrap sample of the labelled rows, drawn from either kind
 * by itself so that no tree lacks the rare one.
 */
export function* fitForest(
  matrix: NumberMatrix,
  { rows: labelled, truth, weights }: LabelledRows,
  options: RandomForestOptions,
  seed: number,
  signal?: AbortSignal,
): Generator<FitProgress, FittedForest> {
  const { trees: count = 100, maxDepth = Infinity, minLeafRows = 1 } = options;
  const { width } = matrix;
  const columnsPerSplit = options.columnsPerSplit ?? Math.max(1, Math.floor(Math.sqrt(width)));
  const all = labelled.length === matrix.rows;
  const learned = all ? matrix : pickRows(matrix, labelled);
  const gain = new Float64Array(width);
  const grower = new ForestGrower(
    binMatrix(learned),
    truth,
    { maxDepth, minLeafRows, columnsPerSplit },
    gain,
  );
  const builder = new TreesBuilder(width);
  const random = new Random(seed);
  const kinds = [0, 1].map((kind) =>
    Int32Array.from(truth.keys()).filter((row) => truth[row] === kind),
  );
  const drawn = new Uint16Array(truth.length);
  const weight = new Float64Array(truth.length);
  const leftOut: Int32Array[] = [];
  for (let tree = 0; tree < count; tree++) {
    signal?.throwIfAborted();
    yield { phase: 'Growing a random forest', fraction: tree / count };
    drawn.fill(0);
    for (const kind of kinds)
      for (let i = 0; i < kind.length; i++) drawn[kind[random.below(kind.length)]]++;
    const own = new Int32Array(truth.length);
    let size = 0;
    for (let row = 0; row < drawn.length; row++) {
      weight[row] = drawn[row] * weights[row];
      if (drawn[row] > 0) own[size++] = row;
    }
    leftOut.push(Int32Array.from(drawn.keys()).filter((row) => drawn[row] === 0));
    grower.grow(builder, own.subarray(0, size), weight, random);
  }
  const trees = builder.finish();
  return { trees, importance: shares(gain), outOfBag: outOfBag(trees, matrix, labelled, leftOut) };
}

/** Parts of their sum. */
export function shares(gain: Float64Array): Float64Array {
  const total = gain.reduce((sum, value) => sum + value, 0);
  return total > 0 ? gain.map((value) => value / total) : gain;
}

function outOfBag(
  trees: Trees,
  { rows, width, values }: NumberMatrix,
  labelled: Int32Array,
  leftOut: readonly Int32Array[],
): Float64Array {
  const sums = new Float64Array(rows);
  const votes = new Int32Array(rows);
  const isLabelled = new Uint8Array(rows);
  for (const row of labelled) isLabelled[row] = 1;
  const vote = (tree: number, row: number) => {
    sums[row] += trees.value[leafOf(trees, tree, values, row * width)];
    votes[row]++;
  };
  for (let tree = 0; tree < leftOut.length; tree++) {
    for (const i of leftOut[tree]) vote(tree, labelled[i]);
    for (let row = 0; row < rows; row++) if (isLabelled[row] === 0) vote(tree, row);
  }
  for (let row = 0; row < rows; row++) {
    // A row that every tree saw: with few trees only, so the bias of judging it by all of them is rare.
    if (votes[row] === 0) for (let tree = 0; tree < leftOut.length; tree++) vote(tree, row);
    sums[row] /= votes[row];
  }
  return sums;
}
