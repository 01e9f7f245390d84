/**
 * Products of row-major matrices in flat arrays, four terms at a time: that keeps four numbers in registers for
 * each one that is loaded and stored. All add to `out`. `…At` is where a matrix starts in its array.
 */

/** out[rows × columns] += a[rows × inner] · b[inner × columns]. */
export function addProduct(
  out: Float64Array,
  outAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const whole = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    const to = outAt + row * columns;
    const from = aAt + row * inner;
    let k = 0;
    for (; k < whole; k += 4) {
      const a0 = a[from + k];
      const a1 = a[from + k + 1];
      const a2 = a[from + k + 2];
      const a3 = a[from + k + 3];
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++)
        out[to + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
    for (; k < inner; k++) {
      const a0 = a[from + k];
      for (let j = 0; j < columns; j++) out[to + j] += a0 * b[k * columns + j];
    }
  }
}

/** out[rows × columns] += a[rows × inner] · b[columns × inner]ᵀ. */
export function addProductTransposed(
  out: Float64Array,
  outAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const whole = columns - (columns % 4);
  for (let row = 0; row < rows; row++) {
    const to = outAt + row * columns;
    const from = aAt + row * inner;
    let j = 0;
    for (; j < whole; j += 4) {
      const b0 = j * inner;
      const b1 = b0 + inner;
      const b2 = b1 + inner;
      const b3 = b2 + inner;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let k = 0; k < inner; k++) {
        const x = a[from + k];
        s0 += x * b[b0 + k];
        s1 += x * b[b1 + k];
        s2 += x * b[b2 + k];
        s3 += x * b[b3 + k];
      }
      out[to + j] += s0;
      out[to + j + 1] += s1;
      out[to + j + 2] += s2;
      out[to + j + 3] += s3;
    }
    for (; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[from + k] * b[j * inner + k];
      out[to + j] += sum;
    }
  }
}

/** out[inner × columns] += a[rows × inner]ᵀ · b[rows × columns]. */
export function addTransposedProduct(
  out: Float64Array,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  rows: number,
  inner: number,
  columns: number,
): void {
  const whole = rows - (rows % 4);
  for (let k = 0; k < inner; k++) {
    const to = k * columns;
    let row = 0;
    for (; row < whole; row += 4) {
      const from = aAt + row * inner + k;
      const a0 = a[from];
      const a1 = a[from + inner];
      const a2 = a[from + 2 * inner];
      const a3 = a[from + 3 * inner];
      const b0 = bAt + row * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++)
        out[to + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
    for (; row < rows; row++) {
      const a0 = a[aAt + row * inner + k];
      const b0 = bAt + row * columns;
      for (let j = 0; j < columns; j++) out[to + j] += a0 * b[b0 + j];
    }
  }
}
