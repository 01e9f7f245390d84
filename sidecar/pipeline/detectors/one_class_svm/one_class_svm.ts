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
import { RowMemo } from '../isolation_forest/row_memo';
import {
  foldRows,
  RowScaler,
  sampleRows,
  TailUnits,
  type DistinctRows,
  type RowSample,
  type RowScalerOptions,
} from '../rows';
import { attribute } from './attribution';
import { fitSupport, logDensity, type Support } from './support';

const KIND = 'detector:one_class_svm';
/** As in scikit-learn. Measured: with 0.1 a few strange training rows hold the boundary up, and rank like usual ones. */
const DEFAULT_NU = 0.5;
const MAX_SAMPLE = 2000;
/** The cost of a row is linear in them; with more, the sample is halved. */
const MAX_VECTORS = 512;
/** Width of the tail below which differences are rounding. */
const LEAST_WIDTH = 1e-3;

export interface OneClassSvmOptions extends RowScalerOptions {
  /** Upper bound of the share of training units outside, in (0, 1]. Default 0.5. */
  nu?: number;
  /** γ of the kernel exp(−γ |a − b|²). Default 1 / (columns · variance), scikit-learn's 'scale'. */
  gamma?: number;
}

/**
 * A boundary around the usual rows. Raw score: ln(1 + u) with u = −ln(Σ α K(x, support vector) / Σ α), 0 and more. It
 * ranks as the decision function does, but goes on rising far away, where that is −ρ everywhere (u grows as the
 * squared distance). In nats of the training's tail.
 */
export class OneClassSvm implements FittedDetector<FeatureMatrix> {
  private readonly memo: RowMemo;

  constructor(
    readonly support: Support,
    private readonly scaler: RowScaler,
    private readonly units: TailUnits,
  ) {
    this.memo = new RowMemo(support.width);
  }

  score(batch: FeatureMatrix): Float64Array {
    return this.memo
      .map(this.scaler.apply(batch), (rows) => strangeness(this.support, rows))
      .map((score) => this.units.nats(score));
  }

  /** Against the typical row, each column at its median. */
  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const width = batch.columns.length;
    const values = batch.values.subarray(i * width, (i + 1) * width);
    const row = this.scaler.apply({ columns: batch.columns, rows: 1, values });
    const parts = attribute(this.support, row.values);
    const typical = remoteness(this.support, new Float32Array(row.columns.length), 0);
    const excess = parts.reduce((a, b) => a + b, 0);
    // What the logarithm leaves of the sum of the parts; its slope where they cancel each other out.
    const growth = Math.log1p(typical + excess) - Math.log1p(typical);
    const kept = Math.abs(excess) > 1e-9 ? growth / excess : 1 / (1 + typical);
    return Array.from(parts, (value, column) => ({
      feature: row.columns[column],
      value: (value * kept) / this.units.width,
    })).filter(({ value }) => value !== 0);
  }

  toBytes(): Uint8Array {
    const { vectors, alpha, rho, gamma } = this.support;
    const meta = { ...this.scaler.toMeta(), units: this.units.toJSON(), rho, gamma };
    return encodeBundle(KIND, meta, { ...this.scaler.toArrays(), vectors, alpha });
  }
}

function load(bytes: Uint8Array): OneClassSvm {
  const bundle = decodeBundle(bytes, KIND);
  const { rho, gamma, units } = bundle.meta as { rho: number; gamma: number; units: unknown };
  const scaler = RowScaler.fromBundle(bundle);
  const width = scaler.columns.length;
  const alpha = bundle.array('alpha', 'f64');
  const vectors = bundle.array('vectors', 'f32', alpha.length * width);
  if (!(alpha.length > 0 && alpha.every((value) => value > 0 && value < Infinity)))
    throw new BundleError('the one-class SVM has no usable support vectors');
  if (!(Number.isFinite(rho) && gamma > 0 && vectors.every(Number.isFinite)))
    throw new BundleError('the one-class SVM has impossible parameters');
  const mass = alpha.reduce((a, b) => a + b, 0);
  const support = { vectors, width, alpha, mass, rho, gamma };
  return new OneClassSvm(support, scaler, TailUnits.fromJSON(units));
}

/** −ln of the mean kernel value, weighted by α: 0 on top of all support vectors, γ · distance² far away. */
function remoteness(
  support: Support,
  values: Float32Array,
  start: number,
  scratch?: Float64Array<ArrayBuffer>,
): number {
  return Math.max(0, Math.log(support.mass) - logDensity(support, values, start, scratch));
}

/** Raw scores before they are brought to nats. */
function strangeness(support: Support, rows: FeatureMatrix): Float64Array {
  const scratch = new Float64Array(support.alpha.length);
  return Float64Array.from({ length: rows.rows }, (_, row) =>
    Math.log1p(remoteness(support, rows.values, row * support.width, scratch)),
  );
}

/**
 * The same of the training units. A unit outside the sample had no part in the boundary. One inside is judged with
 * its own share of α taken out (the others as they are: fitting anew for each would cost a fit a unit).
 */
function leftOutStrangeness(
  support: Support,
  alphaOf: Float64Array,
  distinct: DistinctRows,
  sample: RowSample,
): Float64Array {
  const whole = strangeness(support, distinct.matrix);
  const withoutOne = whole.slice();
  let vector = 0;
  const rowOfSample = new Int32Array(sample.matrix.rows);
  sample.sampleOf.forEach((number, row) => number >= 0 && (rowOfSample[number] = row));
  for (let number = 0; number < alphaOf.length; number++) {
    if (!(alphaOf[number] > 0)) continue;
    const own = alphaOf[number] / sample.weights[number];
    const alpha = support.alpha.slice();
    alpha[vector] = sample.weights[number] === 1 ? 0 : alpha[vector] - own;
    const start = number * support.width;
    const mass = support.mass - own;
    // There may be no other vector.
    if (mass > 0)
      withoutOne[rowOfSample[number]] = Math.log1p(
        remoteness({ ...support, alpha, mass }, sample.matrix.values, start),
      );
    vector++;
  }
  return Float64Array.from(distinct.numberOf, (row, unit) =>
    sample.holds[unit] === 1 ? withoutOne[row] : whole[row],
  );
}

/**
 * One-class ν-SVM of Schölkopf, Platt, Shawe-Taylor, Smola and Williamson (2001) with a Gaussian kernel, on rows in
 * robust standard units. Fitted exactly to a sample of at most 2,000 distinct rows, weighted by how often they came.
 */
export function oneClassSvm(options: OneClassSvmOptions = {}): Detector<FeatureMatrix> {
  const nu = options.nu ?? DEFAULT_NU;
  if (!(nu > 0 && nu <= 1)) throw new RangeError(`nu must be more than 0 and at most 1, not ${nu}`);
  if (options.gamma !== undefined && !(options.gamma > 0))
    throw new RangeError(`gamma must be more than 0, not ${options.gamma}`);

  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { seed, signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const all = await concatenate(batches);
    const scaler = RowScaler.fit(all, options);
    const distinct = foldRows(scaler.apply(all));
    for (let limit = MAX_SAMPLE, tries = 0; ; limit >>= 1, tries++) {
      yield { phase: 'Drawing a boundary around the usual', fraction: tries / (tries + 2) };
      signal?.throwIfAborted();
      const sample = sampleRows(distinct, limit, new Random(seed));
      const { matrix, weights } = sample;
      const { support, alpha } = fitSupport(matrix.values, matrix.columns.length, weights, {
        nu,
        gamma: options.gamma,
      });
      if (support.alpha.length > MAX_VECTORS) continue;
      const scores = leftOutStrangeness(support, alpha, distinct, sample);
      const units = TailUnits.fit(scores, LEAST_WIDTH);
      return {
        fitted: new OneClassSvm(support, scaler, units),
        trainingScores: () => scores.map((score) => units.nats(score)),
      };
    }
  }

  return {
    name: 'one_class_svm',
    description: 'Lines outside a boundary that encloses most of the others.',
    fit,
    // The rows in standard units twice (all and distinct ones), the kernel matrix, and scores.
    memoryBytes: ({ units, columns }) =>
      units * (Math.min(columns, MAX_COLUMNS) * 8 + 60) + Math.min(units, MAX_SAMPLE) ** 2 * 8,
    fromBytes: load,
  };
}
