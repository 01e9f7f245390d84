/** Rows with few columns that are not 0. */
export interface SparseMatrix {
  readonly rows: number;
  readonly width: number;
  /** rows + 1 offsets into `columns` and `values`. */
  readonly offsets: Uint32Array;
  /** Column of each entry, each at most once a row. */
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** Gathers rows one after the other. */
export class SparseBuilder {
  private readonly offsets: number[] = [0];
  private readonly columns: number[] = [];
  private readonly values: number[] = [];

  constructor(private readonly width: number) {}

  /** Adds an entry to the row that is being gathered; zeros are left out. */
  set(column: number, value: number): void {
    if (value === 0) return;
    this.columns.push(column);
    this.values.push(value);
  }

  endRow(): void {
    this.offsets.push(this.columns.length);
  }

  finish(): SparseMatrix {
    return {
      rows: this.offsets.length - 1,
      width: this.width,
      offsets: Uint32Array.from(this.offsets),
      columns: Uint32Array.from(this.columns),
      values: Float32Array.from(this.values),
    };
  }
}

/** Rows of a sparse matrix in the given order. */
export function pickSparseRows(matrix: SparseMatrix, rows: ArrayLike<number>): SparseMatrix {
  const builder = new SparseBuilder(matrix.width);
  for (let i = 0; i < rows.length; i++) {
    for (let at = matrix.offsets[rows[i]]; at < matrix.offsets[rows[i] + 1]; at++)
      builder.set(matrix.columns[at], matrix.values[at]);
    builder.endRow();
  }
  return builder.finish();
}
