import type { Random } from '../random';
import type { BinnedMatrix } from './binned_matrix';
import { MAX_BINS } from './binned_matrix';
import type { TreesBuilder } from './trees';

/** With fewer rows than this, sorting them beats a histogram over all bins. */
const SMALL_NODE = 24;

export interface GrowOptions {
  maxDepth: number;
  minLeafRows: number;
  /** Columns that a split is chosen from. */
  columnsPerSplit: number;
}

/** The best split of a node so far. */
interface Split {
  /** Σ over the children of (w₀² + w₁²) / (w₀ + w₁): the more, the less Gini impurity is left. */
  purity: number;
  column: number;
  bin: number;
  left0: number;
  left1: number;
}

/** Scratch memory and rules for growing CART trees with Gini impurity (Breiman et al. 1984; Breiman 2001). */
export class ForestGrower {
  private readonly order: Uint16Array;
  /** Weight of class y in bin b at 2b + y; rows of the bin in `rowsIn`. */
  private readonly weightIn = new Float64Array(2 * MAX_BINS);
  private readonly rowsIn = new Int32Array(MAX_BINS);
  private readonly smallBins = new Uint8Array(SMALL_NODE);
  private readonly smallRows = new Int32Array(SMALL_NODE);
  private readonly best: Split = { purity: 0, column: -1, bin: 0, left0: 0, left1: 0 };

  constructor(
    private readonly matrix: BinnedMatrix,
    private readonly truth: Uint8Array,
    private readonly options: GrowOptions,
    /** Impurity taken away by each column, added up over all trees. */
    readonly gain: Float64Array,
  ) {
    this.order = Uint16Array.from({ length: matrix.width }, (_, column) => column);
  }

  /**
   * Grows one tree until nodes are pure.
   * @param rows rows of the tree, each once; reordered in place
   * @param weight of each row of the matrix
   */
  grow(trees: TreesBuilder, rows: Int32Array, weight: Float64Array, random: Random): void {
    const { cuts } = this.matrix;
    let all0 = 0;
    let all1 = 0;
    for (const row of rows)
      if (this.truth[row] === 1) all1 += weight[row];
      else all0 += weight[row];
    // node, from, to, depth and the weight of both classes of what is still to be split
    const stack: [number, number, number, number, number, number][] = [
      [trees.addTree(), 0, rows.length, 0, all0, all1],
    ];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const [node, from, to, depth, w0, w1] = next;
      trees.setValue(node, w1 / (w0 + w1));
      if (w0 <= 0 || w1 <= 0 || depth >= this.options.maxDepth) continue;
      if (to - from < 2 * this.options.minLeafRows) continue;
      if (!this.findSplit(rows, from, to, weight, w0, w1, random)) continue;
      const { column, bin, left0, left1, purity } = this.best;
      this.gain[column] += (purity - (w0 * w0 + w1 * w1) / (w0 + w1)) / (all0 + all1);
      const middle = this.part(rows, from, to, column, bin);
      const left = trees.split(node, column, cuts[column][bin]);
      stack.push([
        left + 1,
        middle,
        to,
        depth + 1,
        Math.max(0, w0 - left0),
        Math.max(0, w1 - left1),
      ]);
      stack.push([left, from, middle, depth + 1, left0, left1]);
    }
  }

  /** Looks at columns in random order until enough were looked at and one of them can split. */
  private findSplit(
    rows: Int32Array,
    from: number,
    to: number,
    weight: Float64Array,
    w0: number,
    w1: number,
    random: Random,
  ): boolean {
    const { order, best } = this;
    const { width } = this.matrix;
    best.column = -1;
    // A split must take away more than rounding can.
    best.purity = ((w0 * w0 + w1 * w1) / (w0 + w1)) * (1 + 1e-9);
    let usable = 0;
    for (let tried = 0; tried < width && usable < this.options.columnsPerSplit; tried++) {
      const pick = tried + random.below(width - tried);
      const column = order[pick];
      order[pick] = order[tried];
      order[tried] = column;
      if (this.matrix.cuts[column].length === 0) continue;
      const varies =
        to - from <= SMALL_NODE
          ? this.searchSorted(rows, from, to, weight, column, w0, w1)
          : this.searchHistogram(rows, from, to, weight, column, w0, w1);
      if (varies) usable++;
    }
    return best.column >= 0;
  }

  private searchHistogram(
    rows: Int32Array,
    from: number,
    to: number,
    weight: Float64Array,
    column: number,
    w0: number,
    w1: number,
  ): boolean {
    const { weightIn, rowsIn, truth } = this;
    const { bins } = this.matrix;
    const base = column * this.matrix.rows;
    const last = this.matrix.cuts[column].length;
    weightIn.fill(0, 0, 2 * last + 2);
    rowsIn.fill(0, 0, last + 1);
    for (let i = from; i < to; i++) {
      const row = rows[i];
      const bin = bins[base + row];
      weightIn[2 * bin + truth[row]] += weight[row];
      rowsIn[bin]++;
    }
    let left0 = 0;
    let left1 = 0;
    let leftRows = 0;
    for (let bin = 0; bin < last; bin++) {
      if (rowsIn[bin] === 0) continue;
      left0 += weightIn[2 * bin];
      left1 += weightIn[2 * bin + 1];
      leftRows += rowsIn[bin];
      if (leftRows === to - from) return leftRows > rowsIn[bin];
      this.consider(column, bin, left0, left1, leftRows, to - from, w0, w1);
    }
    return leftRows > 0;
  }

  /** The same for few rows, sorted by bin. */
  private searchSorted(
    rows: Int32Array,
    from: number,
    to: number,
    weight: Float64Array,
    column: number,
    w0: number,
    w1: number,
  ): boolean {
    const { smallBins, smallRows, truth } = this;
    const { bins } = this.matrix;
    const base = column * this.matrix.rows;
    const count = to - from;
    for (let i = 0; i < count; i++) {
      const row = rows[from + i];
      const bin = bins[base + row];
      let at = i;
      for (; at > 0 && smallBins[at - 1] > bin; at--) {
        smallBins[at] = smallBins[at - 1];
        smallRows[at] = smallRows[at - 1];
      }
      smallBins[at] = bin;
      smallRows[at] = row;
    }
    if (smallBins[0] === smallBins[count - 1]) return false;
    let left0 = 0;
    let left1 = 0;
    for (let i = 0; i < count - 1; i++) {
      const row = smallRows[i];
      if (truth[row] === 1) left1 += weight[row];
      else left0 += weight[row];
      if (smallBins[i] !== smallBins[i + 1])
        this.consider(column, smallBins[i], left0, left1, i + 1, count, w0, w1);
    }
    return true;
  }

  private consider(
    column: number,
    bin: number,
    left0: number,
    left1: number,
    leftRows: number,
    rows: number,
    w0: number,
    w1: number,
  ): void {
    const { minLeafRows } = this.options;
    if (leftRows < minLeafRows || rows - leftRows < minLeafRows) return;
    const right0 = w0 - left0;
    const right1 = w1 - left1;
    const purity =
      (left0 * left0 + left1 * left1) / (left0 + left1) +
      (right0 * right0 + right1 * right1) / (right0 + right1);
    const { best } = this;
    if (!(purity > best.purity)) return;
    best.purity = purity;
    best.column = column;
    best.bin = bin;
    best.left0 = left0;
    best.left1 = left1;
  }

  /** Brings the rows that go left to the front. @returns where the others start */
  private part(rows: Int32Array, from: number, to: number, column: number, bin: number): number {
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
