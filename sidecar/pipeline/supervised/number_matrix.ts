/** Rows of numbers, row after row in one array. Wider than a FeatureMatrix may be: words are columns here. */
export interface NumberMatrix {
  readonly rows: number;
  readonly width: number;
  /** rows × width numbers. */
  readonly values: Float32Array;
}

/** Rows of a matrix in the given order. */
export function pickRows({ width, values }: NumberMatrix, rows: ArrayLike<number>): NumberMatrix {
  const picked = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    picked.set(values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  return { rows: rows.length, width, values: picked };
}
