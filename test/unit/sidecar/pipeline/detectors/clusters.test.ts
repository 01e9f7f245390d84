import {
  agglomerative,
  cutInto,
  dbscan,
  dbscanDetector,
  kMeans,
  kMeansDetector,
} from '../../../../../sidecar/pipeline/detectors/clusters';
import { decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { Random } from '../../../../../sidecar/pipeline/random';
import { fitAll } from './fit_all';
import { clouds, matrixOf } from './point_clouds';

/** 120 × 3 and 40 × 2 numbers, as scikit-learn 1.9.1 got them for the figures below. */
const ROWS = clouds(120, 3, 4, 20);
const FEW_ROWS = clouds(40, 2, 3, 4);
const WEIGHTS = Float64Array.from({ length: 120 }, (_, i) => 1 + (i % 3));

const letters = (labels: Int32Array) =>
  Array.from(labels, (label) => (label < 0 ? '.' : String.fromCharCode(97 + label))).join('');

const expectClose = (actual: Float64Array, expected: readonly number[], digits: number) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], digits));
};

describe('dbscan', () => {
  // DBSCAN(eps, min_samples).fit(rows).labels_, letters for numbers, and len(core_sample_indices_).
  it.each([
    [
      1.0,
      5,
      'acb.acb.a...acb.ac..a...ac..a...ac..ac..a.b.ac..acb.ac..ac..ac..a.b.ac..ac..acb.ac..acb.ac..ac..ac....c.............c...',
      41,
    ],
    [
      1.4,
      6,
      'abc.abc.abcdabc.abc.abcdab..abc.abc.ab..abc.abc.abc.ab..abcdabc.a.c.abcdab.dabc.abc.abc.ab.dab.dab....b.......a.a...bb..',
      63,
    ],
    [
      0.7,
      4,
      'ba..bad......ad.b...b...b...b....ac.ba..b...ba..bad.be..b.c.ba....d.bac..e..b.d.b.c.bad.be...a..ba....a.............a...',
      27,
    ],
  ])(
    'should give the labels of scikit-learn for eps %f and %i points',
    (eps, points, labels, cores) => {
      const result = dbscan(ROWS, 3, eps, points);
      expect(letters(result.labels)).toBe(labels);
      expect(result.core.filter((isCore) => isCore === 1)).toHaveLength(cores);
    },
  );

  it('should count a row as often as its weight says', () => {
    // DBSCAN(eps=1, min_samples=8).fit(rows, sample_weight=1, 2, 3, 1, 2, 3 …)
    const { labels } = dbscan(ROWS, 3, 1, 8, WEIGHTS);
    expect(letters(labels)).toBe(
      'abc.abcda..dabc.ab..ab..ab..ab..abe.ab..abc.ab..abc.ab..a.edab..a.c.abe.ab.dabc.abe.abc.ab..ab.dab....b.............b...',
    );
  });

  it('should agree with a search through all pairs, whatever the rows look like', () => {
    for (const [rows, columns, centres, anywhere, eps] of [
      [900, 5, 6, 200, 1.5],
      [700, 1, 3, 50, 0.02],
      [600, 8, 1, 600, 6],
    ]) {
      const values = clouds(rows, columns, centres, anywhere, rows);
      const { labels } = dbscan(values, columns, eps, 5);
      expect(letters(labels)).toBe(letters(plainDbscan(values, columns, eps, 5)));
    }
  });

  it('should take rows at exactly eps as neighbours', () => {
    const line = Float32Array.of(0, 1, 2, 3, 5);
    expect([...dbscan(line, 1, 1, 2).labels]).toEqual([0, 0, 0, 0, -1]);
    expect([...dbscan(line, 1, 0.999, 2).labels]).toEqual([-1, -1, -1, -1, -1]);
  });

  it('should refuse impossible parameters', () => {
    expect(() => dbscan(ROWS, 7, 1, 5)).toThrow(/no rows of 7/);
    expect(() => dbscan(ROWS, 3, 0, 5)).toThrow(/eps must be/);
    expect(() => dbscan(ROWS, 3, 1, 0)).toThrow(/minPoints must be/);
    expect(() => dbscan(ROWS, 3, 1, 5, new Float64Array(3))).toThrow(/3 weights/);
  });
});

/** By the definition: components of core rows; a border row belongs to the first component that reaches it. */
function plainDbscan(values: Float32Array, columns: number, eps: number, minPoints: number) {
  const rows = values.length / columns;
  const neighbours = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: rows }, (_, j) => j).filter((j) => {
      let squares = 0;
      for (let c = 0; c < columns; c++)
        squares += (values[i * columns + c] - values[j * columns + c]) ** 2;
      return squares <= eps * eps;
    }),
  );
  const labels = new Int32Array(rows).fill(-1);
  let clusters = 0;
  for (let row = 0; row < rows; row++) {
    if (labels[row] >= 0 || neighbours[row].length < minPoints) continue;
    const stack = [row];
    labels[row] = clusters;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      if (neighbours[i].length < minPoints) continue;
      for (const j of neighbours[i])
        if (labels[j] < 0) {
          labels[j] = clusters;
          stack.push(j);
        }
    }
    clusters++;
  }
  return labels;
}

describe('kMeans', () => {
  const start = Float64Array.from(ROWS.subarray(0, 12));

  it('should find the centres of scikit-learn from the same start', () => {
    // KMeans(4, init=rows[:4], n_init=1).fit(rows)
    const { centres, inertia } = kMeans(ROWS, 3, 4, { start });
    expectClose(
      centres,
      [
        3.02962963, 5.35370366, 10.59259245, 7.69656253, 10.3503125, 9.45124999, 5.43366667,
        0.90533332, 9.93399998, 5.9080645, 8.21903221, 2.63967743,
      ],
      5,
    );
    expect(inertia).toBeCloseTo(665.05483, 3);
  });

  it('should count a row as often as its weight says', () => {
    const { centres, inertia } = kMeans(ROWS, 3, 4, { start, weights: WEIGHTS });
    expectClose(
      centres,
      [
        3.08407408, 5.35870367, 10.54907396, 7.66918034, 10.3685246, 9.55426226, 5.55983335,
        0.98733332, 10.21833329, 5.93538458, 7.73138455, 2.64846154,
      ],
      5,
    );
    expect(inertia).toBeCloseTo(1379.2632, 3);
  });

  it('should leave no row that another centre is nearer to, and each centre amid its rows', () => {
    const values = clouds(3000, 6, 9, 500);
    const { labels, centres, inertia } = kMeans(values, 6, 12, { seed: 2, tolerance: 0 });
    let sum = 0;
    const sums = new Float64Array(centres.length);
    const counts = new Float64Array(12);
    labels.forEach((label, row) => {
      const distances = Array.from({ length: 12 }, (_, c) => {
        let squares = 0;
        for (let i = 0; i < 6; i++) squares += (values[row * 6 + i] - centres[c * 6 + i]) ** 2;
        return squares;
      });
      expect(distances[label]).toBeCloseTo(Math.min(...distances), 6);
      sum += distances[label];
      counts[label]++;
      for (let i = 0; i < 6; i++) sums[label * 6 + i] += values[row * 6 + i];
    });
    expect(inertia).toBeCloseTo(sum, 4);
    centres.forEach((value, i) =>
      expect(value).toBeCloseTo(sums[i] / counts[Math.floor(i / 6)], 6),
    );
  });

  it('should be the same under the same seed, and give every cluster a row', () => {
    const values = clouds(500, 4, 5, 50);
    const once = kMeans(values, 4, 8, { seed: 3 });
    expect(kMeans(values, 4, 8, { seed: 3 })).toEqual(once);
    expect(new Set(once.labels).size).toBe(8);
    // All centres start on the same row: all but one are empty at first.
    const stuck = kMeans(values, 4, 5, { start: new Float64Array(20).fill(1) });
    expect(new Set(stuck.labels).size).toBe(5);
  });

  it('should take equal rows and as many clusters as rows', () => {
    expect(kMeans(new Float32Array(30).fill(2), 3, 4).inertia).toBe(0);
    expect(new Set(kMeans(FEW_ROWS, 2, 40).labels).size).toBe(40);
    expect(() => kMeans(FEW_ROWS, 2, 41)).toThrow(/k must be a whole number from 1 to 40/);
    expect(() => kMeans(FEW_ROWS, 2, 3, { start: new Float64Array(5) })).toThrow(/3 centres/);
  });
});

describe('agglomerative', () => {
  // AgglomerativeClustering(5, linkage, compute_distances=True).fit(rows): labels_ in order of first rows, distances_[-6:],
  // and distances_[-6:] with rows repeated 1, 2, 3, 1, 2, 3 … times.
  const REFERENCE = {
    ward: {
      labels: 'abcaccabcabcabcabcabcabcabcaccaccabcadeb',
      heights: [3.83138, 4.86313, 6.84788, 7.20165, 10.66341, 31.81559],
      repeated: [4.9905, 7.63473, 10.12484, 13.15483, 16.9577, 35.8669],
    },
    average: {
      labels: 'abcabbabbabcabbabbabbabbabbabcabbabcadeb',
      heights: [1.91881, 2.29648, 3.00172, 5.36784, 6.7743, 7.80983],
      repeated: [2.002, 2.2902, 2.8313, 5.34637, 7.16813, 7.99338],
    },
  };

  it.each(['ward', 'average'] as const)('should join as scikit-learn does by %s', (linkage) => {
    const merges = agglomerative(FEW_ROWS, 2, { linkage });
    expect(letters(cutInto(merges, 5))).toBe(REFERENCE[linkage].labels);
    expectClose(merges.heights.slice(-6), REFERENCE[linkage].heights, 4);
    const weights = WEIGHTS.slice(0, 40);
    const weighted = agglomerative(FEW_ROWS, 2, { linkage, weights });
    expectClose(weighted.heights.slice(-6), REFERENCE[linkage].repeated, 4);
  });

  it('should number joins as it makes them', () => {
    // 0 and 1 join at 1, 10 and 12 at 2; the two pairs lie 10.5 apart on average.
    const merges = agglomerative(Float32Array.of(0, 10, 1, 12), 1, { linkage: 'average' });
    expect([...merges.heights]).toEqual([1, 2, 10.5]);
    const pairs = [0, 1, 2].map((i) => [...merges.pairs.slice(2 * i, 2 * i + 2)].sort());
    expect(pairs).toEqual([
      [0, 2],
      [1, 3],
      [4, 5],
    ]);
    expect([...cutInto(merges, 2)]).toEqual([0, 1, 0, 1]);
    expect([...cutInto(merges, 4)]).toEqual([0, 1, 2, 3]);
    expect([...cutInto(merges, 1)]).toEqual([0, 0, 0, 0]);
  });

  it('should take equal rows and refuse too many', () => {
    expect([...agglomerative(new Float32Array(6), 2).heights]).toEqual([0, 0]);
    expect(() => agglomerative(new Float32Array(5000), 1)).toThrow(/at most 4096 rows/);
    expect(() => cutInto(agglomerative(FEW_ROWS, 2), 0)).toThrow(/clusters must be/);
  });
});

describe('distances to clusters', () => {
  it.each([
    ['k_means', kMeansDetector],
    ['dbscan', dbscanDetector],
  ])(
    'should not let a small group of equal anomalies vouch for itself in %s',
    async (_, detector) => {
      const random = new Random(8);
      const values = Float32Array.from({ length: 2000 * 2 }, () => random.uniform());
      for (let row = 1970; row < 2000; row++) values.set([9, 9], row * 2);
      const { fitted, trainingScores } = await fitAll(detector(), [matrixOf(values, 2)]);
      const scores = trainingScores();
      expect(Math.min(...scores.subarray(1970))).toBeGreaterThan(
        Math.max(...scores.subarray(0, 1970)),
      );
      expect(fitted.score(matrixOf(Float32Array.of(9, 9), 2))[0]).toBeGreaterThan(5);
    },
  );

  it('should refuse impossible options and points of clusters that are not there', async () => {
    expect(() => kMeansDetector({ clusters: 0 })).toThrow(/clusters must be/);
    expect(() => dbscanDetector({ eps: 0 })).toThrow(/eps must be/);
    expect(() => dbscanDetector({ minPoints: 0 })).toThrow(/minPoints must be/);
    const { fitted } = await fitAll(kMeansDetector(), [matrixOf(ROWS, 3)]);
    const bundle = decodeBundle(fitted.toBytes(), 'detector:k_means');
    const clusterOf = bundle.array('clusterOf', 'i32').slice();
    clusterOf[0] = 99;
    const bytes = encodeBundle('detector:k_means', bundle.meta, {
      medians: bundle.array('medians', 'f32'),
      widths: bundle.array('widths', 'f32'),
      points: bundle.array('points', 'f32'),
      spreads: bundle.array('spreads', 'f64'),
      clusterOf,
    });
    expect(() => kMeansDetector().fromBytes(bytes)).toThrow(/belongs to none/);
  });
});
