import type { FeatureMatrix } from '../../features/matrix';
import type { Random } from '../../random';
import { Adam } from './adam';
import type { Network } from './network';
import { lossGradient, reconstructionErrors } from './reconstruction';

const BATCH_UNITS = 64;
const LEARNING_RATE = 3e-3;
/** Units that an epoch draws at most. */
const EPOCH_UNITS = 16_384;
/** Epochs without a new best on the held-back part. */
const PATIENCE = 6;
/** Share by which a new best must be better. */
const LEAST_GAIN = 0.005;
/** Multiply-adds of a whole training, there and back: some 5 s. */
const MAX_WORK = 8e9;
/** Passes through the network that a row of a batch costs: there, back to the inputs, back to the weights. */
const PASSES = 3;

export interface TrainNetworkOptions {
  maxEpochs: number;
  random: Random;
}

/** Distinct rows with the units that each stands for in the part to learn from and in the part that is held back. */
export interface SplitRows {
  matrix: FeatureMatrix;
  learned: Float64Array;
  heldBack: Float64Array;
}

/**
 * Trains on mini-batches until the error on the held-back part has not fallen for some epochs, and leaves the network
 * with its best parameters. Yields the share of the epochs that are over.
 */
export function* trainNetwork(
  network: Network,
  rows: SplitRows,
  { maxEpochs, random }: TrainNetworkOptions,
): Generator<number, void> {
  const { parameters } = network;
  const adam = new Adam(parameters, LEARNING_RATE);
  const draw = new UnitDraw(rows.learned, random);
  const epochUnits = Math.min(EPOCH_UNITS, draw.units);
  const affordable = Math.ceil(MAX_WORK / (PASSES * network.cost * epochUnits));
  const epochs = Math.min(maxEpochs, affordable);
  const batch = new Batch(rows.matrix);
  const gradient = new Float64Array(parameters.length);
  let best = heldBackLoss(network, rows);
  let bestParameters = parameters.slice();
  let sinceBest = 0;
  for (let epoch = 0; epoch < epochs && sinceBest < PATIENCE; epoch++) {
    yield epoch / epochs;
    const units = draw.epoch(epochUnits);
    for (let from = 0; from < epochUnits; from += BATCH_UNITS) {
      batch.fill(units.subarray(from, from + BATCH_UNITS));
      lossGradient(network, batch.values, batch.weights, batch.rows, gradient);
      adam.step(gradient);
    }
    const loss = heldBackLoss(network, rows);
    sinceBest = loss < best * (1 - LEAST_GAIN) ? 0 : sinceBest + 1;
    if (loss < best) {
      best = loss;
      bestParameters = parameters.slice();
    }
  }
  parameters.set(bestParameters);
}

function heldBackLoss(network: Network, { matrix, heldBack }: SplitRows): number {
  const errors = reconstructionErrors(network, matrix);
  let sum = 0;
  let mass = 0;
  errors.forEach((error, row) => {
    sum += heldBack[row] * error;
    mass += heldBack[row];
  });
  return sum / mass;
}

/** Draws rows in proportion to their units, evenly spread over all of them, in random order. */
class UnitDraw {
  /** Units up to and with each row. */
  private readonly upTo: Float64Array;
  readonly units: number;

  constructor(
    weights: Float64Array,
    private readonly random: Random,
  ) {
    let sum = 0;
    this.upTo = weights.map((weight) => (sum += weight));
    this.units = sum;
  }

  epoch(size: number): Int32Array {
    const { random, upTo, units } = this;
    const rows = new Int32Array(size);
    const offset = random.uniform();
    let row = 0;
    for (let i = 0; i < size; i++) {
      const unit = ((i + offset) / size) * units;
      while (row < upTo.length - 1 && upTo[row] <= unit) row++;
      rows[i] = row;
    }
    for (let i = size - 1; i > 0; i--) {
      const other = random.below(i + 1);
      const held = rows[i];
      rows[i] = rows[other];
      rows[other] = held;
    }
    return rows;
  }
}

/** A mini-batch in which equal rows stand once, with their number. */
class Batch {
  readonly values: Float64Array;
  readonly weights = new Float64Array(BATCH_UNITS);
  rows = 0;
  private readonly slotOf: Int32Array;

  constructor(private readonly matrix: FeatureMatrix) {
    this.values = new Float64Array(BATCH_UNITS * matrix.columns.length);
    this.slotOf = new Int32Array(matrix.rows).fill(-1);
  }

  fill(units: Int32Array): void {
    const { matrix, values, weights, slotOf } = this;
    const width = matrix.columns.length;
    this.rows = 0;
    for (const row of units) {
      if (slotOf[row] >= 0) {
        weights[slotOf[row]]++;
        continue;
      }
      slotOf[row] = this.rows;
      weights[this.rows] = 1;
      for (let i = 0; i < width; i++)
        values[this.rows * width + i] = matrix.values[row * width + i];
      this.rows++;
    }
    for (const row of units) slotOf[row] = -1;
  }
}
