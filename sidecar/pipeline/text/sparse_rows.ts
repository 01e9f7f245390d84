/** A matrix of which only the entries that are not 0 are kept, row after row. */
export class SparseRows {
  rows = 0;
  /** Where each row begins in `indices` and `values`, and behind the last row; rows + 1 of them count. */
  offsets = new Uint32Array(1025);
  indices = new Uint32Array(8192);
  values = new Float64Array(8192);
  private length = 0;

  constructor(readonly columns: number) {}

  push(column: number, value: number): void {
    if (this.length === this.indices.length) {
      this.indices = doubled(this.indices, new Uint32Array(2 * this.length));
      this.values = doubled(this.values, new Float64Array(2 * this.length));
    }
    this.indices[this.length] = column;
    this.values[this.length++] = value;
  }

  endRow(): void {
    if (++this.rows === this.offsets.length)
      this.offsets = doubled(this.offsets, new Uint32Array(2 * this.rows));
    this.offsets[this.rows] = this.length;
  }

  /** out[rows × width] = this · dense[columns × width]. */
  times(dense: Float64Array, width: number): Float64Array {
    const out = new Float64Array(this.rows * width);
    for (let row = 0; row < this.rows; row++)
      for (let at = this.offsets[row]; at < this.offsets[row + 1]; at++) {
        const value = this.values[at];
        const from = this.indices[at] * width;
        for (let j = 0; j < width; j++) out[row * width + j] += value * dense[from + j];
      }
    return out;
  }

  /** out[columns × width] = thisᵀ · dense[rows × width]. */
  transposedTimes(dense: Float64Array, width: number): Float64Array {
    const out = new Float64Array(this.columns * width);
    for (let row = 0; row < this.rows; row++)
      for (let at = this.offsets[row]; at < this.offsets[row + 1]; at++) {
        const value = this.values[at];
        const to = this.indices[at] * width;
        for (let j = 0; j < width; j++) out[to + j] += value * dense[row * width + j];
      }
    return out;
  }
}

function doubled<T extends Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
