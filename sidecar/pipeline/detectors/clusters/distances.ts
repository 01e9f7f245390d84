/** Squared Euclidean distance of two rows that start at `a` and `b`. */
export function squaredDistance(
  left: Float32Array | Float64Array,
  a: number,
  right: Float32Array | Float64Array,
  b: number,
  columns: number,
): number {
  let sum = 0;
  for (let i = 0; i < columns; i++) {
    const d = left[a + i] - right[b + i];
    sum += d * d;
  }
  return sum;
}

/** How many rows there are. @throws RangeError where the numbers make no whole rows */
export function rowCount(values: Float32Array, columns: number, weights?: Float64Array): number {
  const rows = values.length / columns;
  if (!(columns >= 1 && Number.isInteger(rows)))
    throw new RangeError(`${values.length} numbers make no rows of ${columns} columns`);
  if (weights && weights.length !== rows)
    throw new RangeError(`${weights.length} weights for ${rows} rows`);
  return rows;
}
