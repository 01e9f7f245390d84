import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import { Random } from '../random';
import type { SparseRows } from './sparse_rows';
import { settleSigns, symmetricEigen } from './symmetric_eigen';

const KIND = 'text:truncated_svd';
/** Columns that a reduction may have. */
export const MAX_COMPONENTS = 32;
/** Directions beside those that are asked for, which make those exact sooner. */
const OVERSAMPLING = 8;
const ITERATIONS = 7;
/** A direction shorter than this beside the others is rounding. */
const TINY = 1e-12;

/**
 * Latent semantic analysis: rows reduced to their parts along the strongest right singular vectors of the training
 * rows, found by randomised subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4). The rows are not
 * centred, as in scikit-learn's TruncatedSVD. Where training has fewer directions, the columns behind are 0.
 */
export class TruncatedSvd {
  private constructor(
    /** columns × components, a singular vector in each column. */
    private readonly directions: Float64Array,
    readonly components: number,
    /** Singular values, the greatest first. */
    readonly singularValues: Float64Array,
  ) {}

  /**
   * @param components columns of the reduced rows, 1–32
   * @throws RangeError
   */
  static fit(rows: SparseRows, components: number, seed: number): TruncatedSvd {
    if (!(Number.isInteger(components) && components >= 1 && components <= MAX_COMPONENTS))
      throw new RangeError(`components must be 1–${MAX_COMPONENTS}, not ${components}`);
    const random = new Random(seed);
    const width = components + OVERSAMPLING;
    let basis: Float64Array = Float64Array.from(
      { length: rows.columns * width },
      () => 2 * random.uniform() - 1,
    );
    for (let i = 0; i < ITERATIONS; i++) {
      orthonormalise(basis, rows.columns, width);
      basis = rows.transposedTimes(rows.times(basis, width), width);
    }
    orthonormalise(basis, rows.columns, width);
    const image = rows.times(basis, width);
    const { values, vectors } = symmetricEigen(gram(image, rows.rows, width), width);
    const directions = new Float64Array(rows.columns * components);
    for (let column = 0; column < rows.columns; column++)
      for (let k = 0; k < components; k++)
        for (let j = 0; j < width; j++)
          directions[column * components + k] += basis[column * width + j] * vectors[j * width + k];
    settleSigns(directions, components);
    const singularValues = values
      .subarray(0, components)
      .map((value) => Math.sqrt(Math.max(0, value)));
    return new TruncatedSvd(directions, components, singularValues);
  }

  /** rows × components numbers. */
  transform(rows: SparseRows): Float64Array {
    return rows.times(this.directions, this.components);
  }

  toBytes(): Uint8Array {
    const { directions, singularValues } = this;
    return encodeBundle(KIND, { components: this.components }, { directions, singularValues });
  }

  /**
   * @param columns of the rows that it reduces
   * @throws BundleError
   */
  static fromBytes(bytes: Uint8Array, columns: number): TruncatedSvd {
    const bundle = decodeBundle(bytes, KIND);
    const { components } = bundle.meta as { components: number };
    if (!(Number.isInteger(components) && components >= 1 && components <= MAX_COMPONENTS))
      throw new BundleError('a reduction to an impossible number of columns');
    const directions = bundle.array('directions', 'f64', columns * components);
    const singularValues = bundle.array('singularValues', 'f64', components);
    if (!directions.every(Number.isFinite) || !singularValues.every((value) => value >= 0))
      throw new BundleError('the reduction holds impossible numbers');
    return new TruncatedSvd(directions, components, singularValues);
  }
}

/** Makes the columns of a rows × width matrix orthonormal (Gram and Schmidt, twice for exactness); 0 where they depend on others. */
function orthonormalise(matrix: Float64Array, rows: number, width: number): void {
  for (let k = 0; k < width; k++) {
    const before = norm(matrix, rows, width, k);
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < k; j++) {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += matrix[i * width + j] * matrix[i * width + k];
        for (let i = 0; i < rows; i++) matrix[i * width + k] -= dot * matrix[i * width + j];
      }
    const length = norm(matrix, rows, width, k);
    const scale = length > TINY * before && length > 0 ? 1 / length : 0;
    for (let i = 0; i < rows; i++) matrix[i * width + k] *= scale;
  }
}

function norm(matrix: Float64Array, rows: number, width: number, column: number): number {
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += matrix[i * width + column] ** 2;
  return Math.sqrt(squares);
}

/** matrixᵀ · matrix. */
function gram(matrix: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < width; j++)
      for (let k = 0; k < width; k++)
        out[j * width + k] += matrix[i * width + j] * matrix[i * width + k];
  return out;
}
