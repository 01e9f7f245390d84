import { BundleError, decodeBundle, encodeBundle } from '../../bundle';
import { concatenate, MAX_COLUMNS, type FeatureMatrix } from '../../features/matrix';
import { Random } from '../../random';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detector';
import {
  averagePathLength,
  meanPathLengths,
  packNodes,
  PathAttribution,
  walk as walkTree,
  type ForestArrays,
} from './forest';
import { emptyForest, growTree } from './grow';
import { Projection } from './projection';
import { RowMemo } from './row_memo';

const KIND = 'detector:isolation_forest';
const DEFAULT_TREES = 100;
const DEFAULT_SAMPLE_SIZE = 256;
const TREES_PER_STEP = 10;
/** Above this share of the rows in a tree's sample, a row is judged by the trees that did not see it only. */
const OWN_TREES_MATTER = 0.005;

export interface IsolationForestOptions {
  /** Trees, 1–1,000. Default 100. */
  trees?: number;
  /** Rows that a tree is grown on, 2–4,096. Default 256. */
  sampleSize?: number;
  /** Columns to look at. Default: all. */
  columns?: readonly string[];
  /** Whether only values above a column's median set a row apart. Default false. */
  oneSided?: boolean;
  /**
   * What a value that never happened is worth. With it, each tree also sees a made-up row for each column
   * that is as high there as the highest row, and at least so much above the floor. Default: no such rows.
   */
  unseenLevel?: number;
}

/** A grown forest. Raw score: (c(ψ) − mean path length) · ln 2, in nats, since a step halves a set at best. */
export class IsolationForest implements FittedDetector<FeatureMatrix> {
  private attribution: PathAttribution | undefined;
  private readonly nodes: Int32Array;
  /** Floored rows are often equal; others hardly ever are. */
  private readonly memo: RowMemo | undefined;

  constructor(
    private readonly forest: ForestArrays,
    private readonly projection: Projection,
    private readonly sampleSize: number,
  ) {
    this.nodes = packNodes(forest);
    this.memo = projection.isFloored ? new RowMemo(forest.columns.length) : undefined;
  }

  score(batch: FeatureMatrix): Float64Array {
    const walk = (rows: FeatureMatrix) => meanPathLengths(this.forest, this.nodes, rows);
    const projected = this.projection.apply(batch);
    const scores = this.memo ? this.memo.map(projected, walk) : walk(projected);
    const base = averagePathLength(this.sampleSize);
    for (let i = 0; i < scores.length; i++) scores[i] = (base - scores[i]) * Math.LN2;
    return scores;
  }

  /** The anomaly score of Liu et al. 2008, equation 2: 2^(−E[h(x)] / c(ψ)), in (0, 1). */
  anomalyScores(batch: FeatureMatrix): Float64Array {
    const base = averagePathLength(this.sampleSize);
    return this.score(batch).map((nats) => 2 ** (-(base - nats / Math.LN2) / base));
  }

  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const width = batch.columns.length;
    const values = batch.values.subarray(i * width, (i + 1) * width);
    const row = this.projection.apply({ columns: batch.columns, rows: 1, values });
    this.attribution ??= new PathAttribution(this.forest, this.nodes);
    return this.attribution.attribute(row, 0, Math.LN2);
  }

  toBytes(): Uint8Array {
    const { depth, trees, columns, feature, threshold, leafLength, leafRows } = this.forest;
    const meta = { depth, trees, columns, sampleSize: this.sampleSize };
    const { floors } = this.projection;
    return encodeBundle(KIND, meta, { feature, threshold, leafLength, leafRows, floors });
  }
}

interface ForestMeta {
  depth: number;
  trees: number;
  columns: string[];
  sampleSize: number;
}

function loadForest(bytes: Uint8Array): IsolationForest {
  const bundle = decodeBundle(bytes, KIND);
  const { depth, trees, columns, sampleSize } = bundle.meta as ForestMeta;
  if (!(depth >= 1 && depth <= 12 && trees >= 1 && trees <= 1000 && columns?.length <= MAX_COLUMNS))
    throw new BundleError('the isolation forest has impossible dimensions');
  const nodes = trees * (2 ** depth - 1);
  const leaves = trees * 2 ** depth;
  const feature = bundle.array('feature', 'u8', nodes);
  if (feature.some((column) => column >= columns.length))
    throw new BundleError('the isolation forest splits on a column that it does not have');
  return new IsolationForest(
    {
      depth,
      trees,
      columns,
      feature,
      threshold: bundle.array('threshold', 'f32', nodes),
      leafLength: bundle.array('leafLength', 'f32', leaves),
      leafRows: bundle.array('leafRows', 'u16', leaves),
    },
    Projection.of(columns, bundle.array('floors', 'f32', columns.length)),
    sampleSize,
  );
}

/** Raw scores of the training rows; where samples are a large part of all rows, by out-of-sample trees only. */
function leftOutScores(
  forest: ForestArrays,
  matrix: FeatureMatrix,
  samples: Int32Array[],
  sampleSize: number,
): Float64Array {
  const width = matrix.columns.length;
  const nodes = packNodes(forest);
  const lengths = meanPathLengths(forest, nodes, matrix);
  const kept = new Uint16Array(matrix.rows).fill(forest.trees);
  for (let row = 0; row < matrix.rows; row++) lengths[row] *= forest.trees;
  samples.forEach((sample, tree) => {
    for (const row of sample) {
      if (kept[row] <= 1) continue;
      lengths[row] -= forest.leafLength[walkTree(forest, nodes, tree, matrix.values, row * width)];
      kept[row]--;
    }
  });
  const base = averagePathLength(sampleSize);
  return lengths.map((length, row) => (base - length / kept[row]) * Math.LN2);
}

/** Isolation forest of Liu, Ting and Zhou (2008) on the feature matrix. */
export function isolationForest(options: IsolationForestOptions = {}): Detector<FeatureMatrix> {
  const trees = options.trees ?? DEFAULT_TREES;
  const wantedSample = options.sampleSize ?? DEFAULT_SAMPLE_SIZE;
  if (!(Number.isInteger(trees) && trees >= 1 && trees <= 1000))
    throw new RangeError(`trees must be a whole number from 1 to 1000, not ${trees}`);
  if (!(Number.isInteger(wantedSample) && wantedSample >= 2 && wantedSample <= 4096))
    throw new RangeError(`sampleSize must be a whole number from 2 to 4096, not ${wantedSample}`);

  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { seed, signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const all = await concatenate(batches);
    if (all.rows === 0) throw new RangeError('an isolation forest needs at least one row');
    const projection = Projection.fit(all, options.columns, options.oneSided);
    const matrix = projection.apply(all);
    if (matrix.columns.length > MAX_COLUMNS)
      throw new RangeError(`at most ${MAX_COLUMNS} columns, not ${matrix.columns.length}`);
    const random = new Random(seed);
    const unseen =
      options.unseenLevel === undefined
        ? undefined
        : projection.unseenRows(matrix, options.unseenLevel, random);
    const extended = unseen ? await concatenate([matrix, unseen]) : matrix;
    const unseenRows = extended.rows - matrix.rows;
    const sampleSize = Math.max(2, Math.min(wantedSample, extended.rows));
    const forest = emptyForest(trees, sampleSize, matrix.columns);
    const samples: Int32Array[] = [];
    for (let tree = 0; tree < trees; tree++) {
      if (tree % TREES_PER_STEP === 0) {
        signal?.throwIfAborted();
        yield { phase: 'Growing isolation trees', fraction: tree / trees };
      }
      const sample = random.sample(matrix.rows, sampleSize - unseenRows);
      samples.push(sample);
      const rows = Int32Array.from({ length: sampleSize }, (_, i) =>
        i < sample.length ? sample[i] : matrix.rows + i - sample.length,
      );
      growTree(forest, tree, extended, rows, random);
    }
    const fitted = new IsolationForest(forest, projection, sampleSize);
    const trainingScores = () =>
      sampleSize > matrix.rows * OWN_TREES_MATTER
        ? leftOutScores(forest, matrix, samples, sampleSize)
        : fitted.score(all);
    return { fitted, trainingScores };
  }

  return {
    name: 'isolation_forest',
    description: 'Lines that a few random cuts through all features set apart from the rest.',
    fit,
    // A copy of the rows in float32 and their raw scores; the trees are small beside them.
    memoryBytes: ({ units, columns }) =>
      units * (Math.min(columns, MAX_COLUMNS) * 4 + 16) + trees * 2 * wantedSample * 16,
    fromBytes: loadForest,
  };
}
