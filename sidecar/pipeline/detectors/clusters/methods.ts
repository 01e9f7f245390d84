import type { FeatureMatrix } from '../../features/matrix';
import type { Random } from '../../random';
import type { Detector } from '../detector';
import type { RowSample, RowScalerOptions } from '../rows';
import { agglomerative, cutInto } from './agglomerative';
import { clusterDetector, type FoundClusters } from './cluster_detector';
import type { OwnPart } from './cluster_distance';
import { dbscan } from './dbscan';
import { kMeans } from './k_means';
import { neighbourDistance } from './neighbour_distance';

/** Most clusters that are looked for when nobody says how many. */
const MAX_CHOSEN_CLUSTERS = 32;
const K_MEANS_SAMPLE = 20_000;
const HIERARCHICAL_SAMPLE = 2000;
const DBSCAN_SAMPLE = 4000;
/** Core rows that are kept, commonest first: all are looked at for each row that is judged. */
const MAX_CORES = 512;
/** Share of the units that have their k-th neighbour within eps: as many as 10 % may be anomalies. */
const USUAL_SHARE = 0.9;

export interface CentresOptions extends RowScalerOptions {
  /** Clusters to look for. Default: the root of the distinct rows, at most 32. */
  clusters?: number;
}

export interface DbscanOptions extends RowScalerOptions {
  /** Standard units. Default: within it, 90 % of the units have their minPoints-th neighbour. */
  eps?: number;
  /** Units, the row's own included. Default: the root of all units. */
  minPoints?: number;
}

/** Distance to the nearest centre of k-means. */
export function kMeansDetector(options: CentresOptions = {}): Detector<FeatureMatrix> {
  checkClusters(options);
  return clusterDetector(
    {
      name: 'k_means',
      description: 'Lines far from the centres of all usual clusters that k-means finds.',
      maxSample: K_MEANS_SAMPLE,
      memoryBytes: (rows, columns) => rows * (8 * MAX_CHOSEN_CLUSTERS + 4 * columns + 32),
      find: (sample, random) => {
        const { matrix, weights } = sample;
        const k = chosenClusters(options, matrix.rows);
        const seed = random.uint32();
        return usualCentres(
          sample,
          kMeans(matrix.values, matrix.columns.length, k, { seed, weights }).labels,
        );
      },
    },
    options,
  );
}

/** Distance to the nearest centre of a cut through Ward's hierarchy. */
export function hierarchicalDetector(options: CentresOptions = {}): Detector<FeatureMatrix> {
  checkClusters(options);
  return clusterDetector(
    {
      name: 'hierarchical',
      description: 'Lines far from the centres of all usual clusters of a hierarchy.',
      maxSample: HIERARCHICAL_SAMPLE,
      memoryBytes: (rows) => rows * rows * 8,
      find: (sample) => {
        const { matrix, weights } = sample;
        const merges = agglomerative(matrix.values, matrix.columns.length, { weights });
        return usualCentres(sample, cutInto(merges, chosenClusters(options, matrix.rows)));
      },
    },
    options,
  );
}

/** Distance to the nearest core row of DBSCAN. */
export function dbscanDetector(options: DbscanOptions = {}): Detector<FeatureMatrix> {
  if (options.eps !== undefined && !(options.eps > 0))
    throw new RangeError(`eps must be more than 0, not ${options.eps}`);
  if (options.minPoints !== undefined && !(options.minPoints >= 1))
    throw new RangeError(`minPoints must be at least 1, not ${options.minPoints}`);
  return clusterDetector(
    {
      name: 'dbscan',
      description: 'Lines far from the dense regions that DBSCAN finds.',
      maxSample: DBSCAN_SAMPLE,
      memoryBytes: (rows, columns) => rows * (16 * columns + 200),
      find: (sample, random) => denseCores(sample, options, random),
    },
    options,
  );
}

function checkClusters({ clusters }: CentresOptions): void {
  if (clusters !== undefined && !(Number.isInteger(clusters) && clusters >= 1))
    throw new RangeError(`clusters must be a whole number of at least 1, not ${clusters}`);
}

const chosenClusters = ({ clusters }: CentresOptions, rows: number) =>
  Math.min(rows, clusters ?? Math.min(MAX_CHOSEN_CLUSTERS, Math.ceil(Math.sqrt(rows))));

/** Units that make a cluster usual: fewer may be a group of equal anomalies that would vouch for itself. */
const usualMass = (units: number) => Math.ceil(Math.sqrt(units));

const sumOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

/** Centres of the clusters that are large enough to be usual (of the largest where none is). */
function usualCentres({ matrix, weights }: RowSample, labels: Int32Array): FoundClusters {
  const width = matrix.columns.length;
  const all = 1 + labels.reduce((a, b) => Math.max(a, b), 0);
  const masses = new Float64Array(all);
  const sums = new Float64Array(all * width);
  labels.forEach((label, row) => {
    masses[label] += weights[row];
    for (let i = 0; i < width; i++)
      sums[label * width + i] += weights[row] * matrix.values[row * width + i];
  });
  const least = Math.min(usualMass(sumOf(weights)), Math.max(...masses));
  const kept: number[] = [];
  const numberOf = Int32Array.from(masses, (mass, label) =>
    mass >= least ? kept.push(label) - 1 : -1,
  );
  const points = new Float32Array(kept.length * width);
  kept.forEach((label, point) => {
    for (let i = 0; i < width; i++)
      points[point * width + i] = sums[label * width + i] / masses[label];
  });
  return {
    points,
    clusterOf: Int32Array.from(kept, (_, point) => point),
    ownParts: Array.from(labels, (label): OwnPart | undefined => {
      // A centre without one of its W units lies W / (W − 1) times as far from it.
      const factor = masses[label] > 1 ? masses[label] / (masses[label] - 1) : Infinity;
      return numberOf[label] < 0 ? undefined : { point: numberOf[label], factor };
    }),
    isMember: (row) => numberOf[labels[row]] >= 0,
  };
}

function denseCores(sample: RowSample, options: DbscanOptions, random: Random): FoundClusters {
  const { matrix, weights } = sample;
  const width = matrix.columns.length;
  const units = sumOf(weights);
  const minPoints = Math.min(units, options.minPoints ?? usualMass(units));
  const eps =
    options.eps ?? neighbourDistance(matrix.values, width, weights, minPoints, USUAL_SHARE, random);
  const { labels, core } = dbscan(matrix.values, width, eps, minPoints, weights);
  let cores: number[] = [];
  core.forEach((isCore, row) => isCore === 1 && cores.push(row));
  cores = cores.sort((a, b) => weights[b] - weights[a] || a - b).slice(0, MAX_CORES);
  // An eps that is far too small: then nothing is usual but the commonest row.
  if (cores.length === 0) cores = [weights.indexOf(Math.max(...weights))];
  const points = new Float32Array(cores.length * width);
  const ownParts = new Array<OwnPart | undefined>(matrix.rows);
  cores.forEach((row, point) => {
    points.set(matrix.values.subarray(row * width, (row + 1) * width), point * width);
    ownParts[row] = { point, factor: weights[row] === 1 ? Infinity : 1 };
  });
  return {
    points,
    clusterOf: Int32Array.from(cores, (row) => Math.max(0, labels[row])),
    ownParts,
    isMember: (row) => labels[row] >= 0,
  };
}
