/** Squared Euclidean distance of two rows that start at `a` and `b`. */
export function squaredDistance(
  left: Float32Array,
  a: number,
  right: Float32Array,
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

/** The same of double numbers, as four sums that a processor can work on at once: what the costly loops use. */
export function squaredDistance64(
  left: Float64Array,
  a: number,
  right: Float64Array,
  b: number,
  columns: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = a + columns;
  for (; a + 4 <= end; a += 4, b += 4) {
    const d0 = left[a] - right[b];
    const d1 = left[a + 1] - right[b + 1];
    const d2 = left[a + 2] - right[b + 2];
    const d3 = left[a + 3] - right[b + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; a < end; a++, b++) s0 += (left[a] - right[b]) ** 2;
  return s0 + s1 + (s2 + s3);
}

/** The same of single numbers, or ∞ as soon as it is known to be more than `limit`. */
export function squaredWithin(
  left: Float32Array,
  a: number,
  right: Float32Array,
  b: number,
  columns: number,
  limit: number,
): number {
  let sum = 0;
  let i = 0;
  for (; i + 4 <= columns; i += 4) {
    const d0 = left[a + i] - right[b + i];
    const d1 = left[a + i + 1] - right[b + i + 1];
    const d2 = left[a + i + 2] - right[b + i + 2];
    const d3 = left[a + i + 3] - right[b + i + 3];
    sum += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    if (sum > limit) return Infinity;
  }
  for (; i < columns; i++) sum += (left[a + i] - right[b + i]) ** 2;
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
