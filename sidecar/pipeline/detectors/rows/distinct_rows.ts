import type { FeatureMatrix } from '../../features/matrix';
import type { Random } from '../../random';

/** Rows of which each stands once, with the number of times it came. */
export interface DistinctRows {
  matrix: FeatureMatrix;
  /** Times that each row came. */
  weights: Float64Array;
  /** For each row of the original, its number here. */
  numberOf: Int32Array;
}

/** Folds equal rows (bit by bit), in the order of their first coming. */
export function foldRows(matrix: FeatureMatrix): DistinctRows {
  const width = matrix.columns.length;
  const bits = new Int32Array(matrix.values.buffer, matrix.values.byteOffset, matrix.rows * width);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * matrix.rows + 2))).fill(-1);
  const numberOf = new Int32Array(matrix.rows);
  const firsts = new Int32Array(matrix.rows);
  const counts = new Float64Array(matrix.rows);
  let distinct = 0;
  for (let row = 0; row < matrix.rows; row++) {
    let slot = hashRow(bits, row * width, width) & (slots.length - 1);
    while (slots[slot] >= 0 && !equalRows(bits, firsts[slots[slot]] * width, row * width, width))
      slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] < 0) {
      firsts[distinct] = row;
      slots[slot] = distinct++;
    }
    numberOf[row] = slots[slot];
    counts[slots[slot]]++;
  }
  return {
    matrix: pickRows(matrix, firsts.subarray(0, distinct)),
    weights: counts.slice(0, distinct),
    numberOf,
  };
}

/** The rows with these numbers, in this order. */
export function pickRows(matrix: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  const width = matrix.columns.length;
  const values = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    values.set(matrix.values.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
  return { columns: matrix.columns, rows: rows.length, values };
}

/** A bounded part of some distinct rows. */
export interface RowSample {
  matrix: FeatureMatrix;
  /** Units of the sample that each row stands for. */
  weights: Float64Array;
  /** For each distinct row, its number in the sample, or −1. */
  sampleOf: Int32Array;
  /** 1 for each unit (row of the original) that is part of the sample. */
  holds: Uint8Array;
}

/**
 * Takes units in random order until there are `limit` distinct rows among them, so that rows have the shares that
 * they have in the whole. All units where there are no more distinct rows than that.
 */
export function sampleRows(distinct: DistinctRows, limit: number, random: Random): RowSample {
  const { matrix, numberOf } = distinct;
  const units = numberOf.length;
  const holds = new Uint8Array(units);
  const sampleOf = new Int32Array(matrix.rows).fill(-1);
  if (matrix.rows <= limit) {
    holds.fill(1);
    for (let row = 0; row < matrix.rows; row++) sampleOf[row] = row;
    return { matrix, weights: distinct.weights, sampleOf, holds };
  }
  const order = Int32Array.from(numberOf, (_, unit) => unit);
  const chosen = new Int32Array(limit);
  const weights = new Float64Array(limit);
  let rows = 0;
  for (let i = 0; i < units; i++) {
    const other = i + random.below(units - i);
    const unit = order[other];
    order[other] = order[i];
    const number = numberOf[unit];
    if (sampleOf[number] < 0) {
      if (rows === limit) break;
      chosen[rows] = number;
      sampleOf[number] = rows++;
    }
    weights[sampleOf[number]]++;
    holds[unit] = 1;
  }
  return { matrix: pickRows(matrix, chosen), weights, sampleOf, holds };
}

function hashRow(bits: Int32Array, start: number, width: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ bits[start + i], 0x01000193);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function equalRows(bits: Int32Array, a: number, b: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (bits[a + i] !== bits[b + i]) return false;
  return true;
}
