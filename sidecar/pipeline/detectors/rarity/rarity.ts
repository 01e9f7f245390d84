import { BundleError, decodeBundle, encodeBundle } from '../../bundle';
import { COLUMN, LINE_COLUMNS, type LineColumn } from '../../features/columns';
import { concatenate, type FeatureMatrix } from '../../features/matrix';
import { TailCalibration } from '../../scoring/tail_calibration';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detector';

const KIND = 'detector:rarity';

/** The parts of rarity: columns that are added up, then calibrated together. */
const PARTS: readonly (readonly LineColumn[])[] = [
  ['block_rarity'],
  ['source_rarity'],
  ['word_rarity'],
  [
    'rare_value',
    'odd_number',
    'odd_length',
    'odd_shape',
    'odd_host',
    'odd_hour',
    'odd_address',
    'odd_service',
  ],
];

/** One part that is in use. */
interface Part {
  columns: number[];
  calibration: TailCalibration;
  /** Mean nats of each of its columns in training: what a usual line gets. */
  usual: number[];
}

/**
 * How seldom the kind of line (level, service, pattern), its words and its values were seen: the mean of the
 * calibrated parts, in nats.
 */
class Rarity implements FittedDetector<FeatureMatrix> {
  constructor(private readonly parts: Part[]) {}

  score(batch: FeatureMatrix): Float64Array {
    const { parts } = this;
    const width = batch.columns.length;
    const scores = new Float64Array(batch.rows);
    for (let row = 0; row < batch.rows; row++) {
      let sum = 0;
      for (const { columns, calibration } of parts)
        sum += calibration.nats(sumOf(columns, batch.values, row * width));
      scores[row] = sum / parts.length;
    }
    return scores;
  }

  /** Relative to a usual training line, so what all lines have in common is no cause. */
  explain(batch: FeatureMatrix, i: number): Contribution[] {
    const { values } = batch;
    const start = i * batch.columns.length;
    const contributions: Contribution[] = [];
    for (const part of this.parts) {
      const nats = columnNats(part, values, start);
      part.columns.forEach((column, k) => {
        const value = (nats[k] - part.usual[k]) / this.parts.length;
        contributions.push({ feature: LINE_COLUMNS[column], value });
      });
    }
    return contributions.filter(({ value }) => value !== 0);
  }

  toBytes(): Uint8Array {
    return encodeBundle(
      KIND,
      {
        parts: this.parts.map(({ columns, calibration, usual }) => ({
          columns: columns.map((column) => LINE_COLUMNS[column]),
          calibration: calibration.toJSON(),
          usual,
        })),
      },
      {},
    );
  }
}

interface RarityMeta {
  parts: { columns: LineColumn[]; calibration: [number, number]; usual: number[] }[];
}

function loadRarity(bytes: Uint8Array): Rarity {
  const meta = decodeBundle(bytes, KIND).meta as RarityMeta;
  const parts = meta.parts.map(({ columns, calibration, usual }) => ({
    usual,
    columns: columns.map((name) => {
      if (!Object.hasOwn(COLUMN, name))
        throw new BundleError(`rarity uses a feature "${name}" that this version does not have`);
      return COLUMN[name];
    }),
    calibration: TailCalibration.fromJSON(calibration),
  }));
  return new Rarity(parts);
}

function sumOf(columns: readonly number[], values: Float32Array, start: number): number {
  let sum = 0;
  for (const column of columns) sum += values[start + column];
  return sum;
}

/** The nats of a part, shared out over its columns by their values. */
function columnNats(part: Part, values: Float32Array, start: number): number[] {
  const total = sumOf(part.columns, values, start);
  const nats = part.calibration.nats(total);
  return part.columns.map(
    (column) => nats * (total > 0 ? values[start + column] / total : 1 / part.columns.length),
  );
}

/** Rows are judged without themselves by the features already, so a fit only calibrates the parts. */
export function rarity(): Detector<FeatureMatrix> {
  async function* fit(
    batches: Iterable<FeatureMatrix> | AsyncIterable<FeatureMatrix>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<FeatureMatrix>> {
    const matrix = await concatenate(batches);
    const parts: Part[] = [];
    for (const [i, names] of PARTS.entries()) {
      signal?.throwIfAborted();
      yield { phase: 'Calibrating rarity', fraction: i / PARTS.length };
      const columns = names.map((name) => COLUMN[name]);
      const raw = new Float64Array(matrix.rows);
      const width = matrix.columns.length;
      for (let row = 0; row < matrix.rows; row++)
        raw[row] = sumOf(columns, matrix.values, row * width);
      // One host only: its rarity is 0 everywhere and says nothing.
      if (names.includes('source_rarity') && raw.every((value) => value === 0)) continue;
      const part: Part = { columns, calibration: TailCalibration.fit(raw), usual: [] };
      part.usual = meanNats(part, matrix);
      parts.push(part);
    }
    const fitted = new Rarity(parts);
    return { fitted, trainingScores: () => fitted.score(matrix) };
  }

  return {
    name: 'rarity',
    description: 'How seldom the pattern, its level, its words and its values were seen.',
    fit,
    memoryBytes: ({ units }) => units * 8 * (PARTS.length + 2),
    fromBytes: loadRarity,
  };
}

function meanNats(part: Part, matrix: FeatureMatrix): number[] {
  const sums = new Float64Array(part.columns.length);
  const width = matrix.columns.length;
  for (let row = 0; row < matrix.rows; row++)
    columnNats(part, matrix.values, row * width).forEach((nats, k) => (sums[k] += nats));
  return Array.from(sums, (sum) => sum / Math.max(1, matrix.rows));
}
