import type { BinnedMatrix } from './binned_matrix';
import { MAX_BINS } from './binned_matrix';
import type { TreesBuilder } from './trees';

export interface BoostRules {
  maxDepth: number;
  /** Least Σ hessian in a leaf. */
  minLeafHessian: number;
  /** λ of Chen and Guestrin 2016: shrinks leaves of few rows. */
  lambda: number;
  /** What each tree's prediction is multiplied by. */
  learningRate: number;
}

interface Split {
  gain: number;
  column: number;
  bin: number;
  gradient: number;
  hessian: number;
}

/** Grows trees of second order: gains and leaf values of Chen and Guestrin 2016, equations 5 to 7. */
export class BoostGrower {
  /** Σ gradient of a bin at 2b, Σ hessian at 2b + 1. */
  private readonly sums = new Float64Array(2 * MAX_BINS);

  constructor(
    private readonly matrix: BinnedMatrix,
    private readonly rules: BoostRules,
    /** Loss taken away by each column, added up over all trees. */
    readonly gain: Float64Array,
  ) {}

  /**
   * @param rows rows of the tree; reordered in place
   * @param columns columns that it may split on
   */
  grow(
    trees: TreesBuilder,
    rows: Int32Array,
    columns: Int32Array,
    gradient: Float64Array,
    hessian: Float64Array,
  ): void {
    let g = 0;
    let h = 0;
    for (const row of rows) {
      g += gradient[row];
      h += hessian[row];
    }
    const { learningRate, lambda, maxDepth } = this.rules;
    const split = (node: number, from: number, to: number, depth: number, g: number, h: number) => {
      trees.setValue(node, (-learningRate * g) / (h + lambda));
      if (depth >= maxDepth) return;
      const best = this.findSplit(rows, from, to, columns, gradient, hessian, g, h);
      if (best.column < 0) return;
      this.gain[best.column] += best.gain;
      const middle = this.part(rows, from, to, best);
      const left = trees.split(node, best.column, this.matrix.cuts[best.column][best.bin]);
      split(left, from, middle, depth + 1, best.gradient, best.hessian);
      split(left + 1, middle, to, depth + 1, g - best.gradient, h - best.hessian);
    };
    split(trees.addTree(), 0, rows.length, 0, g, h);
  }

  private findSplit(
    rows: Int32Array,
    from: number,
    to: number,
    columns: Int32Array,
    gradient: Float64Array,
    hessian: Float64Array,
    g: number,
    h: number,
  ): Split {
    const { sums, matrix } = this;
    const { lambda, minLeafHessian } = this.rules;
    const best: Split = { gain: 1e-9, column: -1, bin: 0, gradient: 0, hessian: 0 };
    const whole = (g * g) / (h + lambda);
    for (const column of columns) {
      const last = matrix.cuts[column].length;
      if (last === 0) continue;
      const base = column * matrix.rows;
      sums.fill(0, 0, 2 * last + 2);
      for (let i = from; i < to; i++) {
        const row = rows[i];
        const at = 2 * matrix.bins[base + row];
        sums[at] += gradient[row];
        sums[at + 1] += hessian[row];
      }
      let gl = 0;
      let hl = 0;
      for (let bin = 0; bin < last; bin++) {
        gl += sums[2 * bin];
        hl += sums[2 * bin + 1];
        const hr = h - hl;
        if (hl < minLeafHessian) continue;
        if (hr < minLeafHessian) break;
        const gr = g - gl;
        const gain = ((gl * gl) / (hl + lambda) + (gr * gr) / (hr + lambda) - whole) / 2;
        if (gain > best.gain) {
          best.gain = gain;
          best.column = column;
          best.bin = bin;
          best.gradient = gl;
          best.hessian = hl;
        }
      }
    }
    return best;
  }

  /** Brings the rows that go left to the front. @returns where the others start */
  private part(rows: Int32Array, from: number, to: number, { column, bin }: Split): number {
    const { bins } = this.matrix;
    const base = column * this.matrix.rows;
    let middle = from;
    for (let i = from; i < to; i++) {
      const row = rows[i];
      if (bins[base + row] > bin) continue;
      rows[i] = rows[middle];
      rows[middle++] = row;
    }
    return middle;
  }
}
