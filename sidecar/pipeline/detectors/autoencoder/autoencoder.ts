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
  type RowSample,
  type RowScalerOptions,
} from '../rows';
import { Network, parameterCount } from './network';
import { reconstructionErrors } from './reconstruction';
import { trainNetwork, type SplitRows } from './train_network';

const KIND = 'detector:autoencoder';
/** Networks, each trained without the units of its own part. */
const PARTS = 2;
const MAX_SAMPLE = 20_000;
const DEFAULT_MAX_EPOCHS = 60;
const MAX_LAYER = 256;
const LEAST_WIDTH = 1e-3;

export interface AutoencoderOptions extends RowScalerOptions {
  /** Sizes of the hidden layers. Default: half, a quarter and half of the columns, so 64-32-16-32-64 for 64 of them. */
  hidden?: readonly number[];
  /** Default 60; fewer where the error on the held-back part stops falling. */
  maxEpochs?: number;
}

/**
 * Tells how badly rows are rebuilt. Raw score: ln(1 + root of the mean squared error), the mean of
 * the networks, in nats of the training's tail.
 */
export class Autoencoder implements FittedDetector<FeatureMatrix> {
  private readonly memo: RowMemo;

  constructor(
    private readonly networks: readonly Network[],
    private readonly scaler: RowScaler,
    private readonly units: TailUnits,
    /** Raw score of a unit whose error is the mean + one standard deviation of the training errors. */
    readonly meanPlusStdThreshold: number,
  ) {
    this.memo = new RowMemo(scaler.columns.length);
  }

  score(batch: FeatureMatrix): Float64Array {
    return this.memo
      .map(this.scaler.apply(batch), (rows) => this.meanOf(rows, strangeness))
      .map((score) => this.units.nats(score));
  }

  /** Mean squared reconstruction error of each unit, in squared standard units, the mean of the networks. */
  errors(batch: FeatureMatrix): Float64Array {
    return this.meanOf(this.scaler.apply(batch), (error) => error);
  }

  private meanOf(rows: FeatureMatrix, of: (error: number) => number): Float64Array {
    const sums = new Float64Array(rows.rows);
    for (const network of this.networks)
      reconstructionErrors(network, rows).forEach((error, i) => (sums[i] += of(error)));
    return sums.map((sum) => sum / this.networks.length);
  }

  /** Against a row that is rebuilt without error: each column's share of the squared error. */
  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const from = batch.columns.length;
    const { columns, values } = this.scaler.apply({
      columns: batch.columns,
      rows: 1,
      values: batch.values.subarray(i * from, (i + 1) * from),
    });
    const parts = new Float64Array(columns.length);
    for (const network of this.networks) {
      const output = network.forward(values, 0, 1);
      const squares = Float64Array.from(values, (value, column) => (output[column] - value) ** 2);
      const total = squares.reduce((a, b) => a + b, 0);
      if (!(total > 0)) continue;
      const nats = strangeness(total / columns.length) / this.units.width / this.networks.length;
      squares.forEach((square, column) => (parts[column] += (nats * square) / total));
    }
    return columns
      .map((feature, column) => ({ feature, value: parts[column] }))
      .filter(({ value }) => value !== 0);
  }

  toBytes(): Uint8Array {
    const meta = {
      ...this.scaler.toMeta(),
      units: this.units.toJSON(),
      sizes: this.networks[0].sizes,
      networks: this.networks.length,
      meanPlusStdThreshold: this.meanPlusStdThreshold,
    };
    const size = this.networks[0].parameters.length;
    const parameters = new Float32Array(size * this.networks.length);
    this.networks.forEach((network, i) => parameters.set(network.parameters, i * size));
    return encodeBundle(KIND, meta, { ...this.scaler.toArrays(), parameters });
  }
}

/** Errors have wide tails: each doubling of the distance is about as strange as the one before. */
const strangeness = (error: number) => Math.log1p(Math.sqrt(error));

interface AutoencoderMeta {
  sizes: number[];
  networks: number;
  meanPlusStdThreshold: number;
  units: unknown;
}

function load(bytes: Uint8Array): Autoencoder {
  const bundle = decodeBundle(bytes, KIND);
  const meta = bundle.meta as AutoencoderMeta;
  const scaler = RowScaler.fromBundle(bundle);
  const { sizes, networks, meanPlusStdThreshold } = meta;
  const width = scaler.columns.length;
  if (!Array.isArray(sizes) || sizes.length < 3 || sizes.length > 12)
    throw new BundleError('the autoencoder has no layers');
  if (!sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= MAX_LAYER))
    throw new BundleError('the autoencoder has layers of impossible sizes');
  if (sizes[0] !== width || sizes[sizes.length - 1] !== width)
    throw new BundleError('the autoencoder does not fit its columns');
  if (!(networks >= 1 && networks <= 16) || typeof meanPlusStdThreshold !== 'number')
    throw new BundleError('the autoencoder is not described');
  const size = parameterCount(sizes);
  const parameters = bundle.array('parameters', 'f32', networks * size);
  if (!parameters.every(Number.isFinite))
    throw new BundleError('the autoencoder has parameters that are no numbers');
  const loaded = Array.from(
    { length: networks },
    (_, i) => new Network(sizes, Float64Array.from(parameters.subarray(i * size, (i + 1) * size))),
  );
  return new Autoencoder(loaded, scaler, TailUnits.fromJSON(meta.units), meanPlusStdThreshold);
}

/** Half, a quarter and half of the columns: 64-32-16-32-64 with the input and the output of 64 columns. */
const hiddenLayers = (columns: number) => {
  const [half, quarter] = [Math.ceil(columns / 2), Math.ceil(columns / 4)];
  return [half, quarter, half];
};

/** Each unit of the sample in one of the parts, at random; −1 outside the sample. */
function partsOf({ holds }: RowSample, random: Random): Int8Array {
  const parts = new Int8Array(holds.length);
  for (let unit = 0; unit < holds.length; unit++)
    parts[unit] = holds[unit] === 1 ? random.below(PARTS) : -1;
  return parts;
}

/** The rows of a sample with the units that a part's network learns from, and those of its own part. */
function splitRows(
  sample: RowSample,
  numberOf: Int32Array,
  parts: Int8Array,
  part: number,
): SplitRows {
  const learned = new Float64Array(sample.matrix.rows);
  const heldBack = new Float64Array(sample.matrix.rows);
  parts.forEach((own, unit) => {
    if (own < 0) return;
    const row = sample.sampleOf[numberOf[unit]];
    if (own === part) heldBack[row]++;
    else learned[row]++;
  });
  const [one, none] = [learned.some((weight) => weight > 0), heldBack.some((weight) => weight > 0)];
  // Too few units to hold any back.
  return {
    matrix: sample.matrix,
    learned: one ? learned : heldBack,
    heldBack: none ? heldBack : learned,
  };
}

/**
 * Errors of the training units: those in the sample by the network that did not learn from them (though it may have
 * from equal ones), the others, which none saw, by one and the other in turn.
 */
function leftOutErrors(
  networks: readonly Network[],
  matrix: FeatureMatrix,
  numberOf: Int32Array,
  parts: Int8Array,
): Float64Array {
  const errors = networks.map((network) => reconstructionErrors(network, matrix));
  return Float64Array.from(
    numberOf,
    (row, unit) => errors[parts[unit] >= 0 ? parts[unit] : unit % networks.length][row],
  );
}

function meanPlusStd(errors: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const error of errors) {
    sum += error;
    squares += error * error;
  }
  const mean = sum / errors.length;
  return mean + Math.sqrt(Math.max(0, squares / errors.length - mean * mean));
}

/**
 * Autoencoder on rows in robust standard units: tanh, Adam on mini-batches, ended early by a held-back part. The
 * training units are split in two parts at random; each of two networks learns from one and is stopped by the other,
 * so that every unit is judged by a network that did not learn from it. New units get the mean of both.
 */
export function autoencoder(options: AutoencoderOptions = {}): Detector<FeatureMatrix> {
  const { hidden, maxEpochs = DEFAULT_MAX_EPOCHS } = options;
  if (!(Number.isInteger(maxEpochs) && maxEpochs >= 1))
    throw new RangeError(`maxEpochs must be a whole number of at least 1, not ${maxEpochs}`);
  if (hidden && !(hidden.length >= 1 && hidden.length <= 10 && hidden.every(isLayerSize)))
    throw new RangeError(
      `hidden must be 1 to 10 sizes from 1 to ${MAX_LAYER}, not ${hidden.join()}`,
    );

  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { seed, signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const all = await concatenate(batches);
    const scaler = RowScaler.fit(all, options);
    const { matrix, weights, numberOf } = foldRows(scaler.apply(all));
    const random = new Random(seed);
    const sample = sampleRows({ matrix, weights, numberOf }, MAX_SAMPLE, random);
    const parts = partsOf(sample, random);
    const width = scaler.columns.length;
    const sizes = [width, ...(hidden ?? hiddenLayers(width)), width];
    const networks: Network[] = [];
    for (let part = 0; part < PARTS; part++) {
      const network = new Network(sizes).initialise(random);
      const rows = splitRows(sample, numberOf, parts, part);
      for (const fraction of trainNetwork(network, rows, { maxEpochs, random })) {
        yield { phase: 'Training the autoencoder', fraction: (part + fraction) / PARTS };
        signal?.throwIfAborted();
      }
      // As they are written down, so that a model that was read scores alike.
      network.parameters.set(Float32Array.from(network.parameters));
      networks.push(network);
    }
    const errors = leftOutErrors(networks, matrix, numberOf, parts);
    const units = TailUnits.fit(errors.map(strangeness), LEAST_WIDTH);
    const threshold = units.nats(strangeness(meanPlusStd(errors)));
    return {
      fitted: new Autoencoder(networks, scaler, units, threshold),
      trainingScores: () => errors.map((error) => units.nats(strangeness(error))),
    };
  }

  return {
    name: 'autoencoder',
    description: 'Lines that a small network, trained to rebuild the usual, rebuilds badly.',
    fit,
    // The rows in standard units twice (all and distinct ones), errors, and a sample; the networks are small.
    memoryBytes: ({ units, columns }) => {
      const width = Math.min(columns, MAX_COLUMNS);
      return units * (width * 8 + 60) + Math.min(units, MAX_SAMPLE) * (width * 4 + 40) + 2 ** 21;
    },
    fromBytes: load,
  };
}

const isLayerSize = (size: number) => Number.isInteger(size) && size >= 1 && size <= MAX_LAYER;
