import { concatenate, MAX_COLUMNS, type FeatureMatrix } from '../../features/matrix';
import { Random } from '../../random';
import type { Detector, FitOptions, FitProgress, FitResult } from '../detector';
import {
  foldRows,
  RowScaler,
  sampleRows,
  TailUnits,
  type DistinctRows,
  type RowSample,
  type RowScalerOptions,
} from '../rows';
import {
  ClusterDistance,
  nearestPoint,
  strangeness,
  type OwnPart,
  type Prototypes,
} from './cluster_distance';

/** Spreads below which distances are rounding. */
const LEAST_WIDTH = 1e-3;

/** The usual clusters of a sample. */
export interface FoundClusters {
  /** Points × width. */
  points: Float32Array;
  clusterOf: Int32Array;
  /** For each row of the sample: what it has in a point; undefined where nothing. */
  ownParts: (OwnPart | undefined)[];
  /** Whether a row of the sample belongs to a usual cluster. */
  isMember: (row: number) => boolean;
}

/** A way to find clusters, and what users are told about it. */
export interface ClusterMethod {
  name: string;
  description: string;
  /** Most distinct rows that clusters are looked for among. */
  maxSample: number;
  /** Bytes at its peak for so many rows. */
  memoryBytes: (rows: number, columns: number) => number;
  find: (sample: RowSample, random: Random) => FoundClusters;
}

/** A detector that judges rows by their distance to the nearest usual cluster. */
export function clusterDetector(
  method: ClusterMethod,
  options: RowScalerOptions,
): Detector<FeatureMatrix> {
  const kind = `detector:${method.name}`;

  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { seed, signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const all = await concatenate(batches);
    const scaler = RowScaler.fit(all, options);
    yield { phase: 'Finding clusters', fraction: 0 };
    signal?.throwIfAborted();
    const distinct = foldRows(scaler.apply(all));
    const random = new Random(seed);
    const sample = sampleRows(distinct, method.maxSample, random);
    const found = method.find(sample, random);
    yield { phase: 'Measuring distances to clusters', fraction: 0.6 };
    signal?.throwIfAborted();
    const prototypes = withSpreads(found, sample);
    const scores = leftOutStrangeness(prototypes, found, distinct, sample);
    const units = TailUnits.fit(scores, LEAST_WIDTH);
    return {
      fitted: new ClusterDistance(kind, prototypes, scaler, units),
      trainingScores: () => scores.map((score) => units.nats(score)),
    };
  }

  return {
    name: method.name,
    description: method.description,
    fit,
    // The rows in standard units twice (all and distinct ones), and scores.
    memoryBytes: ({ units, columns }) => {
      const width = Math.min(columns, MAX_COLUMNS);
      const rows = Math.min(units, method.maxSample);
      return units * (width * 8 + 60) + method.memoryBytes(rows, width);
    },
    fromBytes: (bytes) => ClusterDistance.fromBytes(bytes, kind),
  };
}

/**
 * The root mean square of a cluster's own mean distance and that of all clusters: a cluster of equal rows would
 * otherwise be infinitely far from all others.
 */
function withSpreads(found: FoundClusters, { matrix, weights }: RowSample): Prototypes {
  const { points, clusterOf } = found;
  const width = matrix.columns.length;
  const clusters = 1 + clusterOf.reduce((a, b) => Math.max(a, b), -1);
  const plain = { points, width, clusterOf, spreads: new Float64Array(clusters).fill(1) };
  const sums = new Float64Array(clusters);
  const masses = new Float64Array(clusters);
  for (let row = 0; row < matrix.rows; row++) {
    if (!found.isMember(row)) continue;
    const { point, distance } = nearestPoint(
      plain,
      matrix.values,
      row * width,
      found.ownParts[row],
    );
    if (point < 0) continue;
    sums[clusterOf[point]] += weights[row] * distance;
    masses[clusterOf[point]] += weights[row];
  }
  const total = masses.reduce((a, b) => a + b, 0);
  const overall = total > 0 ? sums.reduce((a, b) => a + b, 0) / total : 0;
  const spreads = sums.map((sum, cluster) => {
    const own = masses[cluster] > 0 ? sum / masses[cluster] : overall;
    return Math.sqrt((own * own + overall * overall) / 2) || 1;
  });
  return { ...plain, spreads };
}

/**
 * What the training units' distances are worth. Those outside the sample had no part in the clusters; those inside are judged
 * with their own part taken out of the point that they belong to (the clusters as they are).
 */
function leftOutStrangeness(
  prototypes: Prototypes,
  { ownParts }: FoundClusters,
  { matrix, numberOf }: DistinctRows,
  { sampleOf, holds }: RowSample,
): Float64Array {
  const whole = new Float64Array(matrix.rows);
  const withoutOne = new Float64Array(matrix.rows);
  for (let row = 0; row < matrix.rows; row++) {
    const start = row * prototypes.width;
    const { distance } = nearestPoint(prototypes, matrix.values, start);
    const own = sampleOf[row] < 0 ? undefined : ownParts[sampleOf[row]];
    const left = own ? nearestPoint(prototypes, matrix.values, start, own).distance : distance;
    whole[row] = strangeness(distance);
    withoutOne[row] = strangeness(Number.isFinite(left) ? left : distance);
  }
  return Float64Array.from(numberOf, (row, unit) =>
    holds[unit] === 1 ? withoutOne[row] : whole[row],
  );
}
