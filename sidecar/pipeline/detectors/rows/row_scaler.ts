import { BundleError, type Bundle } from '../../bundle';
import { MAX_COLUMNS, type FeatureMatrix } from '../../features/matrix';
import { quantile } from '../../scoring/tail_calibration';

/** Quantiles between which the width of a column is measured: a tenth of the rows on each side may be anomalies. */
const TAIL = 0.1;
/** Standard deviations from the median to that quantile under a bell curve. */
const BELL_DEVIATIONS = 1.2816;
/** Least width of a column, in its own units: a column that hardly varied must not drown the others. */
const MIN_WIDTH = 0.1;
/** Widths beyond which a value counts by its logarithm, so that one wild value is not all there is to a row. */
const LINEAR_WIDTHS = 5;

export interface RowScalerOptions {
  /** Columns to look at. Default: all. */
  columns?: readonly string[];
  /** Whether values below a column's median count as the median, so that only high ones are strange. Default false. */
  oneSided?: boolean;
}

/**
 * Robust standard units: (value − median) / width for each column, the width from the 10 % and 90 % quantiles (or,
 * where those are equal, the root mean square distance from the median); logarithmic beyond 5 widths.
 */
export class RowScaler {
  private constructor(
    readonly columns: readonly string[],
    readonly oneSided: boolean,
    private readonly medians: Float32Array,
    private readonly widths: Float32Array,
  ) {}

  /** @throws RangeError for no rows, too many columns or a column that is not there */
  static fit(
    matrix: FeatureMatrix,
    { columns = matrix.columns, oneSided = false }: RowScalerOptions,
  ): RowScaler {
    if (matrix.rows === 0) throw new RangeError('a detector needs at least one row to learn from');
    if (columns.length > MAX_COLUMNS)
      throw new RangeError(`at most ${MAX_COLUMNS} columns, not ${columns.length}`);
    const medians = new Float32Array(columns.length);
    const widths = new Float32Array(columns.length);
    const held = new Float64Array(matrix.rows);
    positionsOf(columns, matrix).forEach((position, column) => {
      for (let row = 0; row < matrix.rows; row++)
        held[row] = matrix.values[row * matrix.columns.length + position];
      held.sort();
      const median = quantile(held, 0.5);
      medians[column] = median;
      widths[column] = Math.max(MIN_WIDTH, widthOf(held, median, oneSided));
    });
    return new RowScaler(columns, oneSided, medians, widths);
  }

  /** The rows in standard units, in the columns of this scaler. */
  apply(matrix: FeatureMatrix): FeatureMatrix {
    const { columns, medians, widths, oneSided } = this;
    const positions = positionsOf(columns, matrix);
    const from = matrix.columns.length;
    const width = columns.length;
    const lowest = oneSided ? 0 : -Infinity;
    const values = new Float32Array(matrix.rows * width);
    for (let row = 0; row < matrix.rows; row++)
      for (let column = 0; column < width; column++) {
        const value = matrix.values[row * from + positions[column]];
        const scaled = (value - medians[column]) / widths[column];
        values[row * width + column] = scaled < lowest ? lowest : compress(scaled);
      }
    return { columns, rows: matrix.rows, values };
  }

  toMeta() {
    return { columns: this.columns, oneSided: this.oneSided };
  }

  toArrays() {
    return { medians: this.medians, widths: this.widths };
  }

  /** @throws BundleError */
  static fromBundle(bundle: Bundle): RowScaler {
    const { columns, oneSided } = bundle.meta as ReturnType<RowScaler['toMeta']>;
    if (!Array.isArray(columns) || columns.length > MAX_COLUMNS || typeof oneSided !== 'boolean')
      throw new BundleError('the columns of the detector are not described');
    const medians = bundle.array('medians', 'f32', columns.length);
    const widths = bundle.array('widths', 'f32', columns.length);
    if (!medians.every(Number.isFinite) || !widths.every((width) => width > 0 && width < Infinity))
      throw new BundleError('the scales of the columns are no scales');
    return new RowScaler(columns, oneSided, medians, widths);
  }
}

function widthOf(sorted: Float64Array, median: number, oneSided: boolean): number {
  const upper = quantile(sorted, 1 - TAIL) - median;
  const span = oneSided ? upper : (upper + median - quantile(sorted, TAIL)) / 2;
  if (span > 0) return span / BELL_DEVIATIONS;
  let squares = 0;
  for (const value of sorted) if (!oneSided || value > median) squares += (value - median) ** 2;
  return Math.sqrt(squares / sorted.length);
}

function compress(scaled: number): number {
  const size = Math.abs(scaled);
  if (size <= LINEAR_WIDTHS) return scaled;
  return Math.sign(scaled) * LINEAR_WIDTHS * (1 + Math.log(size / LINEAR_WIDTHS));
}

function positionsOf(columns: readonly string[], matrix: FeatureMatrix): Int32Array {
  return Int32Array.from(columns, (name) => {
    const position = matrix.columns.indexOf(name);
    if (position < 0) throw new RangeError(`the matrix has no column "${name}"`);
    return position;
  });
}
