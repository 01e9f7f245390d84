import { BundleError, decodeBundle, encodeBundle } from '../../../../../sidecar/pipeline/bundle';
import { Random } from '../../../../../sidecar/pipeline/random';
import { Neighbourhood } from '../../../../../sidecar/pipeline/sessions/neighbourhood';
import type { EventCounts } from '../../../../../sidecar/pipeline/sessions/open_sessions';

const WIDTH = 30;

/** Sessions of a few templates each, some of them alike. */
function sessionsOf(n: number, seed: number): EventCounts[] {
  const random = new Random(seed);
  return Array.from({ length: n }, () => {
    const templates = random.sample(WIDTH, 2 + random.below(3)).sort();
    return { templates, counts: Float64Array.from(templates, () => 1 + random.below(2)) };
  });
}

const denseOf = ({ templates, counts }: EventCounts) => {
  const row = new Array<number>(WIDTH).fill(0);
  templates.forEach((template, at) => (row[template] = Math.log1p(counts[at])));
  return row;
};

/** As the definition says: weighted L1 distance to the k-th nearest of all sessions. */
function distanceByHand(sessions: EventCounts[], point: EventCounts, ownIndex: number): number {
  const rows = sessions.map(denseOf);
  const weights = rows[0].map((_, column) => {
    const values = rows.map((row) => row[column]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    return 1 / Math.max(0.1, Math.sqrt(variance));
  });
  const at = denseOf(point);
  const distances = rows
    .filter((_, i) => i !== ownIndex)
    .map((row) =>
      row.reduce((sum, x, column) => sum + Math.abs(x - at[column]) * weights[column], 0),
    )
    .sort((a, b) => a - b);
  return distances[Math.ceil(Math.sqrt(sessions.length)) - 1];
}

describe('neighbourhood', () => {
  const sessions = sessionsOf(200, 1);
  const hood = Neighbourhood.fit(sessions, WIDTH);

  it('should find the k-th nearest of all sessions', () => {
    for (const point of sessionsOf(40, 2))
      expect(hood.nearest(hood.weigh(point), 0).distance).toBeCloseTo(
        distanceByHand(sessions, point, -1),
        4,
      );
  });

  it('should leave a training session out once', () => {
    sessions
      .slice(0, 40)
      .forEach((point, i) =>
        expect(hood.nearest(hood.weigh(point), 1).distance).toBeCloseTo(
          distanceByHand(sessions, point, i),
          4,
        ),
      );
  });

  it('should say in which columns a point differs, adding up to its distance', () => {
    for (const point of sessionsOf(20, 3)) {
      const weighed = hood.weigh(point);
      const { distance, vector } = hood.nearest(weighed, 0);
      const parts = [...hood.differences(weighed, vector).values()];
      expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(distance, 4);
    }
  });

  it('should know nothing nearer than nothing', () => {
    const alone = Neighbourhood.fit(sessions.slice(0, 1), WIDTH);
    expect(alone.nearest(alone.weigh(sessions[0]), 1).distance).toBe(0);
  });

  it.each([
    ['a column that is not there', { columns: Uint32Array.of(0, WIDTH) }],
    ['vectors that begin behind their end', { offsets: Uint32Array.of(0, 3, 2) }],
    ['a value that is no number', { values: Float32Array.of(1, NaN) }],
    ['no neighbours to look for', { k: Uint32Array.of(0) }],
    ['vectors out of order', { values: Float32Array.of(2, 1) }],
  ])('should refuse %s', (_, change) => {
    const arrays = {
      offsets: Uint32Array.of(0, 1, 2),
      columns: Uint32Array.of(0, 1),
      values: Float32Array.of(1, 2),
      multiplicity: Uint32Array.of(1, 1),
      weights: new Float64Array(WIDTH).fill(1),
      k: Uint32Array.of(1),
    };
    const load = (held: typeof arrays) =>
      Neighbourhood.fromBundle(decodeBundle(encodeBundle('test', {}, held), 'test'), WIDTH);
    expect(() => load(arrays)).not.toThrow();
    expect(() => load({ ...arrays, ...change })).toThrow(BundleError);
  });
});
