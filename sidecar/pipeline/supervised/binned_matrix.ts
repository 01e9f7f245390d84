import type { NumberMatrix } from './number_matrix';

export const MAX_BINS = 256;
/** Rows that cuts are chosen from: more would not move a quantile by much. */
const MAX_CUT_ROWS = 200_000;

/** A matrix whose values were put into bins, column after column: what trees are grown on. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly width: number;
  /** width × rows bins: bin k holds values above cut k − 1 and at most cut k. */
  readonly bins: Uint8Array;
  /** Cuts of each column, rising, at most 255. */
  readonly cuts: readonly Float32Array[];
}

/**
 * Puts each column into at most 256 bins: one a value where there are so few, else bins of about equally many rows
 * (the histograms of LightGBM: Ke et al. 2017). NaN counts as greater than every number.
 */
export function binMatrix({ rows, width, values }: NumberMatrix): BinnedMatrix {
  const bins = new Uint8Array(rows * width);
  const cuts: Float32Array[] = [];
  const step = Math.max(1, Math.ceil(rows / MAX_CUT_ROWS));
  const sample = new Float32Array(Math.ceil(rows / step));
  for (let column = 0; column < width; column++) {
    for (let i = 0, row = 0; row < rows; i++, row += step) sample[i] = values[row * width + column];
    const own = cutsOf(sample);
    cuts.push(own);
    const base = column * rows;
    for (let row = 0; row < rows; row++)
      bins[base + row] = binOf(own, values[row * width + column]);
  }
  return { rows, width, bins, cuts };
}

/** How many cuts lie below the value. */
function binOf(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function cutsOf(sample: Float32Array): Float32Array {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  const distinct: number[] = [];
  for (let i = 1; i < n && distinct.length < MAX_BINS; i++)
    if (sorted[i] > sorted[i - 1]) distinct.push(i);
  const ranks =
    distinct.length < MAX_BINS
      ? distinct
      : Array.from({ length: MAX_BINS - 1 }, (_, k) => Math.round(((k + 1) * n) / MAX_BINS));
  const cuts: number[] = [];
  for (const rank of ranks) {
    const [below, above] = [sorted[rank - 1], sorted[rank]];
    if (!(above > below)) continue;
    const middle = Math.fround(below + (above - below) / 2);
    // Where the two are neighbours among 32-bit floats the middle may round up to the greater one.
    const cut = middle >= below && middle < above ? middle : below;
    if (cuts.length === 0 || cut > cuts[cuts.length - 1]) cuts.push(cut);
  }
  return Float32Array.from(cuts);
}
