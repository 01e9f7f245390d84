import { binMatrix } from '../../../../../sidecar/pipeline/supervised/binned_matrix';
import { fitBoosting } from '../../../../../sidecar/pipeline/supervised/gradient_boosting_fit';
import { labelledRows } from '../../../../../sidecar/pipeline/supervised/labelled_rows';
import { fitLogistic } from '../../../../../sidecar/pipeline/supervised/logistic_regression_fit';
import { ForestGrower } from '../../../../../sidecar/pipeline/supervised/random_forest_grow';
import { fitForest } from '../../../../../sidecar/pipeline/supervised/random_forest_fit';
import { SparseBuilder } from '../../../../../sidecar/pipeline/supervised/sparse_matrix';
import { drain } from '../../../../../sidecar/pipeline/supervised/steps';
import { LEAF, sumOfLeaves, TreesBuilder } from '../../../../../sidecar/pipeline/supervised/trees';
import { Random } from '../../../../../sidecar/pipeline/random';
import { irisHalf } from './iris';

const column = (...values: number[]) => ({
  rows: values.length,
  width: 1,
  values: Float32Array.from(values),
});

describe('binMatrix', () => {
  it('should cut half way between neighbouring values', () => {
    const { bins, cuts } = binMatrix(column(4, 1, 2, 2, NaN));
    expect([...cuts[0]]).toEqual([1.5, 3]);
    // What is no number counts as greater than every number.
    expect([...bins]).toEqual([2, 0, 1, 1, 2]);
  });

  it('should make at most 256 bins of about equally many rows', () => {
    const { bins, cuts } = binMatrix(column(...Array.from({ length: 5120 }, (_, i) => i * i)));
    expect(cuts[0]).toHaveLength(255);
    const counts = new Uint32Array(256);
    for (const bin of bins) counts[bin]++;
    expect([...counts]).toEqual(new Array(256).fill(20));
  });
});

describe('a tree worked by hand', () => {
  it('should split where Gini impurity falls most', () => {
    // Weights 1, 1, 1, 1, 2: impurity 1 − (4/6)² − (2/6)² = 4/9. Cut at 3.5: right side pure with weight 2 of class 1;
    // left: all of class 0. All impurity is taken away by the first split.
    const matrix = binMatrix(column(1, 2, 2, 3, 4));
    const gain = new Float64Array(1);
    const rules = { maxDepth: Infinity, minLeafRows: 1, columnsPerSplit: 1 };
    const grower = new ForestGrower(matrix, Uint8Array.of(0, 0, 0, 0, 1), rules, gain);
    const builder = new TreesBuilder(1);
    const weights = Float64Array.of(1, 1, 1, 1, 2);
    grower.grow(builder, Int32Array.of(0, 1, 2, 3, 4), weights, new Random(1));
    const trees = builder.finish();
    expect([...trees.column]).toEqual([0, LEAF, LEAF]);
    expect(trees.threshold[0]).toBe(3.5);
    expect(trees.value[0]).toBeCloseTo(1 / 3, 6);
    expect([...trees.value.subarray(1)]).toEqual([0, 1]);
    expect(gain[0]).toBeCloseTo(4 / 9, 12);
  });

  it('should keep leaves as large as asked and stop at the depth asked', () => {
    const grow = (minLeafRows: number, maxDepth: number) => {
      const matrix = binMatrix(column(1, 2, 3, 4));
      const rules = { maxDepth, minLeafRows, columnsPerSplit: 1 };
      const truth = Uint8Array.of(0, 1, 0, 1);
      const grower = new ForestGrower(matrix, truth, rules, new Float64Array(1));
      const builder = new TreesBuilder(1);
      grower.grow(builder, Int32Array.of(0, 1, 2, 3), new Float64Array(4).fill(1), new Random(1));
      return builder.finish();
    };
    expect(grow(1, Infinity).column).toHaveLength(7);
    expect(grow(1, 1).column).toHaveLength(3);
    // Cuts with one row on a side are out, and the one in the middle gains nothing.
    expect(grow(2, Infinity).column).toHaveLength(1);
  });

  it('should find the same split by sorting and by histogram', () => {
    // 40 rows use the histogram, their first 20 are sorted; the signal lies in column 1 both times.
    const random = new Random(4);
    for (const rows of [20, 40]) {
      const values = new Float32Array(2 * rows);
      const truth = new Uint8Array(rows);
      for (let row = 0; row < rows; row++) {
        values[2 * row] = random.uniform();
        values[2 * row + 1] = row;
        truth[row] = row < 7 ? 1 : 0;
      }
      const matrix = binMatrix({ rows, width: 2, values });
      const rules = { maxDepth: 1, minLeafRows: 1, columnsPerSplit: 2 };
      const grower = new ForestGrower(matrix, truth, rules, new Float64Array(2));
      const builder = new TreesBuilder(2);
      const all = Int32Array.from(truth.keys());
      grower.grow(builder, all, new Float64Array(rows).fill(1), random);
      const trees = builder.finish();
      expect([trees.column[0], trees.threshold[0]]).toEqual([1, 6.5]);
      expect([...trees.value.subarray(1)]).toEqual([1, 0]);
    }
  });
});

describe('boosting worked by hand', () => {
  const matrix = column(1, 2, 3, 4);
  const labelled = labelledRows('x', 4, { known: Int8Array.of(0, 0, 1, 1) });
  const rules = { subsample: 1, columnShare: 1, maxDepth: 1, minLeafHessian: 0, lambda: 1 };

  it('should take a Newton step in each leaf', () => {
    // p = ½ everywhere: gradients ½, ½, −½, −½, hessians ¼. Left leaf: −1 / (½ + 1) = −2/3.
    const one = drain(fitBoosting(matrix, labelled, { ...rules, trees: 1, learningRate: 1 }, 1));
    expect(one.base).toBe(0);
    expect(one.trees.threshold[0]).toBe(2.5);
    expect(one.trees.value[1]).toBeCloseTo(-2 / 3, 6);
    expect(one.trees.value[2]).toBeCloseTo(2 / 3, 6);
    // Second tree: p = σ(−2/3) = 0.3392 on the left; gradient 0.6785, hessian 0.4483; −0.6785 / 1.4483 = −0.4685.
    const two = drain(fitBoosting(matrix, labelled, { ...rules, trees: 2, learningRate: 1 }, 1));
    expect(sumOfLeaves(two.trees, matrix)[0]).toBeCloseTo(-2 / 3 - 0.4685, 3);
  });

  it('should shrink by the learning rate', () => {
    const slow = drain(fitBoosting(matrix, labelled, { ...rules, trees: 1, learningRate: 0.1 }, 1));
    expect(slow.trees.value[2]).toBeCloseTo(0.2 / 3, 6);
  });

  it('should stop early where there is nothing to learn', () => {
    const random = new Random(9);
    const values = Float32Array.from({ length: 800 }, () => random.uniform());
    const known = Int8Array.from({ length: 400 }, () => (random.uniform() < 0.5 ? 1 : 0));
    const noise = { rows: 400, width: 2, values };
    const fit = fitBoosting(noise, labelledRows('x', 400, { known }), { trees: 500 }, 1);
    expect(drain(fit).trees.roots.length).toBeLessThan(100);
  });
});

describe('what a fit leaves behind', () => {
  const { matrix, labels } = irisHalf(0);
  const numbers = { rows: matrix.rows, width: 4, values: matrix.values };
  const labelled = labelledRows('x', 50, { known: labels });

  it('should share importance out to a sum of 1, petals first as in scikit-learn', () => {
    // RandomForestClassifier(200): 0.094, 0.034, 0.393, 0.479; GradientBoostingClassifier: petal width 0.85.
    const forest = drain(fitForest(numbers, labelled, {}, 1)).importance;
    const boosting = drain(fitBoosting(numbers, labelled, {}, 1)).importance;
    for (const importance of [forest, boosting]) {
      expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(importance[2] + importance[3]).toBeGreaterThan(0.7);
    }
  });

  it('should judge out of bag about as well as scikit-learn', () => {
    // RandomForestClassifier(200, oob_score=True): oob_score_ 0.92.
    const { outOfBag } = drain(fitForest(numbers, labelled, { trees: 200 }, 1));
    const right = outOfBag.filter((p, i) => p >= 0.5 === (labels[i] === 1)).length;
    expect(right / 50).toBeGreaterThanOrEqual(0.88);
    expect(right / 50).toBeLessThan(1);
  });
});

describe('fitLogistic', () => {
  it('should find the weights that scikit-learn finds', () => {
    // LogisticRegression(C=2, tol=1e-10).fit: coef_ [1.66462815, 0.74533875], intercept_ −4.6615655
    const rows = [
      [0, 1],
      [1, 0],
      [2, 1],
      [3, 3],
      [4, 0],
      [1, 2],
      [3, 1],
      [2, 4],
    ];
    const builder = new SparseBuilder(2);
    for (const row of rows) {
      row.forEach((value, i) => builder.set(i, value));
      builder.endRow();
    }
    const known = Int8Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const fit = fitLogistic(builder.finish(), labelledRows('x', 8, { known }), { c: 2 });
    const { weights, intercept } = drain(fit);
    expect(weights[0]).toBeCloseTo(1.6646, 3);
    expect(weights[1]).toBeCloseTo(0.7453, 3);
    expect(intercept).toBeCloseTo(-4.6616, 3);
  });
});

describe('labelledRows', () => {
  it('should weigh both kinds alike, and suspicions as much as 20 labels', () => {
    const known = new Int8Array(104).fill(-1);
    known.set([1, 0, 0, 0]);
    const suspected = new Uint8Array(104);
    suspected.fill(1, 0, 54);
    const plain = labelledRows('x', 104, { known });
    expect([...plain.weights]).toEqual([2, 2 / 3, 2 / 3, 2 / 3]);
    const { weights, truth, rows } = labelledRows('x', 104, { known, suspected });
    expect(rows).toHaveLength(104);
    // What a label says counts, whatever is suspected.
    expect([...truth.subarray(0, 5)]).toEqual([1, 0, 0, 0, 1]);
    expect(weights[4]).toBeCloseTo(10 / 50, 12);
    expect(weights.subarray(4).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(20, 9);
  });
});
