import type { FeatureMatrix } from '../../features/matrix';

const SLOTS = 1 << 14;

/**
 * Remembers what was worked out for a row, so that equal rows, of which logs are full, cost once. One slot a
 * hash: a newer row takes the place of an older one. What it returns does not depend on what it holds.
 */
export class RowMemo {
  private readonly rows: Float32Array;
  private readonly bits: Int32Array;
  private readonly results = new Float64Array(SLOTS);
  private readonly filled = new Uint8Array(SLOTS);

  constructor(private readonly width: number) {
    this.rows = new Float32Array(SLOTS * width);
    this.bits = new Int32Array(this.rows.buffer);
  }

  /** `compute` gets the rows that are not known, each once unless two hash alike, and returns their results. */
  map(matrix: FeatureMatrix, compute: (rows: FeatureMatrix) => Float64Array): Float64Array {
    const { width, results, filled } = this;
    const out = new Float64Array(matrix.rows);
    const bits = new Int32Array(matrix.values.buffer, matrix.values.byteOffset);
    /** Rows to compute; for each row of the batch, its number among them, or −1. */
    const missing = new Int32Array(matrix.rows);
    const numberOf = new Int32Array(matrix.rows).fill(-1);
    const slotOf = new Int32Array(matrix.rows);
    const pending = new Map<number, number>();
    let misses = 0;
    for (let row = 0; row < matrix.rows; row++) {
      const start = row * width;
      const slot = slotOfRow(bits, start, width);
      slotOf[row] = slot;
      if (filled[slot] === 1 && equal(this.bits, slot * width, bits, start, width)) {
        out[row] = results[slot];
        continue;
      }
      const twin = pending.get(slot);
      if (twin !== undefined && equal(bits, missing[twin] * width, bits, start, width)) {
        numberOf[row] = twin;
        continue;
      }
      pending.set(slot, misses);
      missing[misses] = row;
      numberOf[row] = misses++;
    }
    if (misses === 0) return out;
    const values = new Float32Array(misses * width);
    for (let i = 0; i < misses; i++)
      values.set(matrix.values.subarray(missing[i] * width, (missing[i] + 1) * width), i * width);
    const computed = compute({ columns: matrix.columns, rows: misses, values });
    for (let row = 0; row < matrix.rows; row++)
      if (numberOf[row] >= 0) out[row] = computed[numberOf[row]];
    for (let i = 0; i < misses; i++) {
      const slot = slotOf[missing[i]];
      this.rows.set(values.subarray(i * width, (i + 1) * width), slot * width);
      results[slot] = computed[i];
      filled[slot] = 1;
    }
    return out;
  }
}

function slotOfRow(bits: Int32Array, start: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ bits[start + i], 0x01000193);
    hash ^= hash >>> 15;
  }
  return (Math.imul(hash, 0x85ebca6b) >>> 16) & (SLOTS - 1);
}

function equal(
  a: Int32Array,
  startA: number,
  b: Int32Array,
  startB: number,
  width: number,
): boolean {
  for (let i = 0; i < width; i++) if (a[startA + i] !== b[startB + i]) return false;
  return true;
}
