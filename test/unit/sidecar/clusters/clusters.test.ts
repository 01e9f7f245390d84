import {
  clustersRequestSchema,
  type ClustersRequestInput,
} from '../../../../common/api/clusters/schema';
import { clusterPatterns } from '../../../../sidecar/clusters/cluster_patterns';
import { clusterWords } from '../../../../sidecar/clusters/cluster_words';
import { orderClusters } from '../../../../sidecar/clusters/find_clusters';
import { layOut } from '../../../../sidecar/clusters/layout';
import { neighbourKnee } from '../../../../sidecar/clusters/neighbour_knee';
import { patternWords } from '../../../../sidecar/clusters/pattern_words';
import { principalPlane } from '../../../../sidecar/clusters/principal_plane';
import { silhouette } from '../../../../sidecar/clusters/silhouette';
import { distanceMatrix } from '../../../../sidecar/clusters/distance_matrix';
import {
  cosineDistanceOf,
  euclideanOf,
  wordVectors,
} from '../../../../sidecar/clusters/word_vectors';

/** Distances of points on a line. */
function onLine(...points: number[]): Float32Array {
  return Float32Array.from(points.flatMap((a) => points.map((b) => Math.abs(a - b))));
}

describe('the words of a pattern', () => {
  it('should leave out placeholders and numbers, and take compound names apart', () => {
    expect(patternWords('pam_unix(cron:session): user root by (uid=<n>) ssh2 7')).toEqual(
      'pam unix cron session user root by uid ssh2'.split(' '),
    );
    expect(patternWords('java.lang.OutOfMemoryError at <path>')).toEqual(
      'java lang out of memory error at'.split(' '),
    );
    expect(patternWords('<*> <ip> 17')).toEqual([]);
  });
});

describe('word vectors', () => {
  it('should be at distance 0 for the same words, and at cosine distance 1 for none in common', () => {
    const documents = [['disk', 'full'], ['full', 'disk'], ['login', 'failed'], []];
    const d = distanceMatrix(wordVectors(documents, 1));
    expect(d[0 * 4 + 1]).toBeCloseTo(0, 5);
    expect(cosineDistanceOf(d[0 * 4 + 2])).toBeCloseTo(1, 5);
    expect(euclideanOf(cosineDistanceOf(0.7))).toBeCloseTo(0.7, 12);
    // A pattern without words is as far from all: half a unit of cosine distance, as 0 is no direction.
    expect(d[3 * 4 + 0]).toBeCloseTo(1, 5);
  });
});

describe('the silhouette', () => {
  it('should be what it is by hand', () => {
    // 0, 1 | 4, 6: a = 1, 1, 2, 2; b = 5, 4, 3.5, 5.5.
    const found = silhouette(onLine(0, 1, 4, 6), Int32Array.of(0, 0, 1, 1), 2);
    const expected = [4 / 5, 3 / 4, 1.5 / 3.5, 3.5 / 5.5];
    found.ofRow.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
    expect(found.mean).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / 4, 6);
    expect(found.ofCluster[0]).toBeCloseTo((4 / 5 + 3 / 4) / 2, 6);
  });

  it('should leave noise out, count 0 for one alone, and be unknown of one cluster', () => {
    const found = silhouette(onLine(0, 1, 4, 100), Int32Array.of(0, 0, 1, -1), 2);
    expect(found.ofRow[2]).toBe(0);
    expect(found.mean).toBeCloseTo((3 / 4 + 2 / 3 + 0) / 3, 6);
    expect(silhouette(onLine(0, 1), Int32Array.of(0, 0), 1).mean).toBeNull();
  });
});

describe('the knee of the distances to neighbours', () => {
  it('should lie before the far ones', () => {
    // Second points of all, themselves included: 1, 1, 1, 1, 1, 10, sorted; farthest below the line at the last 1.
    expect(neighbourKnee(onLine(0, 1, 2, 3, 4, 14), 6, 2)).toBe(1);
  });
});

describe('the words of clusters', () => {
  it('should be those that a cluster has and the others have not', () => {
    const documents = [
      'ssh failed for root',
      'ssh failed for admin',
      'disk failed',
      'disk full',
    ].map((text) => text.split(' '));
    const words = clusterWords(documents, Int32Array.of(0, 0, 1, 1), 2);
    // ssh: 1 × ln(5/3) = .51; root and admin: ½ × ln(5/2) = .46; failed: 1 × ln(5/4) = .22; "for" tells nothing.
    expect(words[0]).toEqual(['ssh', 'root', 'admin']);
    expect(words[1]).toEqual(['disk', 'full', 'failed']);
  });

  it('should become more where two clusters would be called the same', () => {
    const documents = [['aa', 'bb', 'cc', 'dd'], ['aa', 'bb', 'cc', 'ee'], ['zz'], ['yy']];
    const [first, second] = clusterWords(documents, Int32Array.of(0, 1, -1, -1), 2);
    expect(first).not.toEqual(second);
  });
});

describe('the order of clusters', () => {
  it('should be that of their lines, without those of one row unless they are wanted', () => {
    const labels = Int32Array.of(0, 1, 1, 2, 2, -1);
    const lines = [100, 1, 1, 5, 5, 9];
    expect(Array.from(orderClusters(labels, lines, true).labels)).toEqual([0, 2, 2, 1, 1, -1]);
    expect(Array.from(orderClusters(labels, lines, false).labels)).toEqual([-1, 1, 1, 0, 0, -1]);
  });
});

describe('the map', () => {
  it('should begin with the plane in which rows vary most', () => {
    // A rectangle of 4 × 2 around (1, 1) in a space of three: its long side is x, its short one y.
    const values = Float32Array.of(3, 2, 5, 3, 0, 5, -1, 2, 5, -1, 0, 5);
    const places = principalPlane({ rows: 4, columns: 3, values });
    [2, 1, 2, -1, -2, 1, -2, -1].forEach((place, at) => expect(places[at]).toBeCloseTo(place, 6));
  });

  it('should be the same each time, within its bounds, with all rows apart and like ones together', () => {
    const documents = Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0 ? ['login', 'failed', `user${i % 10}`] : ['disk', 'full', `volume${i % 10}`],
    );
    const vectors = wordVectors(documents, 1);
    const distances = distanceMatrix(vectors);
    const places = layOut(vectors, distances, 1);
    expect(layOut(vectors, distances, 1)).toEqual(places);
    expect(Math.max(...places.map(Math.abs))).toBeCloseTo(1, 6);
    const apart = (a: number, b: number) =>
      Math.hypot(places[2 * a] - places[2 * b], places[2 * a + 1] - places[2 * b + 1]);
    let nearestOfOwnKind = 0;
    for (let row = 0; row < 60; row++) {
      const others = Array.from({ length: 60 }, (_, i) => i).filter((i) => i !== row);
      const nearest = others.reduce((best, i) => (apart(row, i) < apart(row, best) ? i : best));
      nearestOfOwnKind += Number(nearest % 2 === row % 2);
      expect(apart(row, nearest)).toBeGreaterThan(0.02);
    }
    expect(nearestOfOwnKind).toBeGreaterThan(57);
  });
});

describe('clustered patterns', () => {
  const TEXTS = [
    'Failed password for <*> from <ip> port <n> ssh2',
    'Failed password for invalid user <*> from <ip> port <n> ssh2',
    'Accepted password for <*> from <ip> port <n> ssh2',
    'No space left on device <path>',
    'No space left on device while writing <path>',
    'device <path>: no space left',
    'worker <n> started',
    'worker <n> stopped',
    'worker <n> started again',
  ];
  const patterns = TEXTS.map((text, i) => ({ id: `t${i}`, text, lines: 90 - 10 * i }));
  const find = (request: ClustersRequestInput) =>
    clusterPatterns(patterns, clustersRequestSchema.parse(request));
  const groups = (found: ReturnType<typeof find>) =>
    found.patterns.map(({ cluster }) => cluster ?? '.').join('');

  it.each(['kmeans', 'hierarchical'] as const)(
    'should find by %s the three groups that there are, without being told how many',
    (algorithm) => {
      const found = find({ algorithm });
      expect(groups(found)).toBe('000111222');
      expect(found.parameters.are_chosen).toBe(true);
      expect(found.clusters.map(({ patterns: count, lines }) => [count, lines])).toEqual([
        [3, 240],
        [3, 150],
        [3, 60],
      ]);
      expect(found.clusters[0].words).toContain('password');
      expect(found.clusters[1].words).toContain('space');
      expect(found.clusters[2].words[0]).toBe('worker');
      expect(found.silhouette).toBeGreaterThan(0.5);
    },
  );

  it('should take the parameters that are given', () => {
    expect(find({ algorithm: 'kmeans', k: 2 }).clusters).toHaveLength(2);
    const dense = find({ algorithm: 'dbscan', eps: 0.7, min_points: 3 });
    expect(groups(dense)).toBe('000111222');
    expect(dense.parameters).toEqual({
      k: null,
      eps: 0.7,
      min_points: 3,
      cut: null,
      are_chosen: false,
    });
    // Next to nothing is alike: none but the same words.
    expect(groups(find({ algorithm: 'dbscan', eps: 0.01 }))).toBe('.........');
    expect(find({ algorithm: 'hierarchical', cut: 1 }).clusters.length).toBeLessThanOrEqual(3);
  });

  it('should answer the same for the same seed', () => {
    expect(find({ seed: 7 })).toEqual(find({ seed: 7 }));
  });

  it('should bear patterns that are all the same, or have no words', () => {
    const same = Array.from({ length: 5 }, (_, i) => ({ id: `s${i}`, text: '<*>', lines: 1 }));
    for (const algorithm of ['kmeans', 'dbscan', 'hierarchical'] as const) {
      const { patterns: placed } = clusterPatterns(
        same,
        clustersRequestSchema.parse({ algorithm }),
      );
      expect(placed.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    }
  });
});
