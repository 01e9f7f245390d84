import type { FeatureMatrix } from '../../../../../sidecar/pipeline/features/matrix';
import { Random } from '../../../../../sidecar/pipeline/random';

/** Rows in round clouds of unequal width around some centres, and rows anywhere; two decimals, so that others can read them. */
export function clouds(
  rows: number,
  columns: number,
  centres: number,
  anywhere: number,
  seed = 3,
): Float32Array {
  const random = new Random(seed);
  const middle = Float64Array.from({ length: centres * columns }, () => 12 * random.uniform());
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const centre = row % centres;
    for (let i = 0; i < columns; i++) {
      const bell = random.uniform() + random.uniform() + random.uniform() - 1.5;
      const value =
        row >= rows - anywhere
          ? 12 * random.uniform()
          : middle[centre * columns + i] + bell * (1 + centre / 2);
      values[row * columns + i] = Math.round(value * 100) / 100;
    }
  }
  return values;
}

export function matrixOf(values: Float32Array, width: number): FeatureMatrix {
  return {
    columns: Array.from({ length: width }, (_, i) => `c${i}`),
    rows: values.length / width,
    values,
  };
}

/** The rows with these numbers. */
export function rowsOf({ columns, values }: FeatureMatrix, rows: readonly number[]): FeatureMatrix {
  const width = columns.length;
  return {
    columns,
    rows: rows.length,
    values: Float32Array.from(
      rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]),
    ),
  };
}
