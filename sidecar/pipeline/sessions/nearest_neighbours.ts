import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { OpenSessions } from './open_sessions';
import { onlyBatch, type SessionBatch } from './session_batch';

const KIND = 'detector:nearest_neighbours';
/** Distinct count vectors that are kept, commonest first: the cost of a session is linear in them. */
const MAX_VECTORS = 4096;
const MIN_STD = 0.1;

interface Neighbourhood {
  /** Vectors that are kept × width. */
  vectors: Float32Array;
  /** Training sessions with each vector. */
  multiplicity: Uint32Array;
  width: number;
  weights: Float64Array;
  k: number;
}

/** Weighted L1 distance of a session's log counts to its k-th nearest training session. */
class NearestNeighbours implements FittedDetector<SessionBatch> {
  constructor(
    private readonly hood: Neighbourhood,
    private readonly open: OpenSessions,
  ) {}

  score(batch: SessionBatch): Float64Array {
    return this.scoreWithout(batch, 0);
  }

  /** @param own 1 where the judged sessions are the training sessions: each has itself left out */
  scoreWithout(batch: SessionBatch, own: 0 | 1): Float64Array {
    const known = new Map<string, number>();
    return Float64Array.from({ length: batch.sessions }, (_, session) => {
      const point = weigh(this.open.counts(batch, session), this.hood.weights);
      const key = point.join();
      let distance = known.get(key);
      if (distance === undefined) known.set(key, (distance = this.distance(point, own)));
      return distance;
    });
  }

  private distance(point: Float32Array, own: 0 | 1): number {
    return this.nearest(point, own).distance;
  }

  private nearest(point: Float32Array, own: 0 | 1): { distance: number; vector: number } {
    const { vectors, multiplicity, width, k } = this.hood;
    const distances = new Float64Array(multiplicity.length);
    for (let v = 0; v < distances.length; v++) {
      let sum = 0;
      for (let column = 0; column < width; column++)
        sum += Math.abs(vectors[v * width + column] - point[column]);
      distances[v] = sum;
    }
    const order = Array.from(distances, (_, v) => v).sort((a, b) => distances[a] - distances[b]);
    let left = k;
    for (const v of order) {
      const itself = own === 1 && distances[v] === 0 ? 1 : 0;
      left -= multiplicity[v] - itself;
      if (left <= 0) return { distance: distances[v], vector: v };
    }
    const last = order[order.length - 1];
    return { distance: distances[last], vector: last };
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    const point = weigh(this.open.counts(batch, i), this.hood.weights);
    const { vector } = this.nearest(point, 0);
    const contributions: Contribution[] = [];
    for (let column = 0; column < this.hood.width; column++) {
      const value = Math.abs(this.hood.vectors[vector * this.hood.width + column] - point[column]);
      if (value > 0)
        contributions.push({
          feature: column < batch.templates ? `template:${column}` : 'new',
          value: value,
        });
    }
    return contributions.sort((a, b) => b.value - a.value);
  }

  toBytes(): Uint8Array {
    const { vectors, multiplicity, width, weights, k } = this.hood;
    return encodeBundle(
      KIND,
      { width, k },
      { vectors, multiplicity, weights, ...this.open.toArrays() },
    );
  }
}

/** log(1 + count) of each column, times its weight. */
function weigh(counts: Float64Array, weights: Float64Array): Float32Array {
  return Float32Array.from(counts, (count, column) => Math.log1p(count) * weights[column]);
}

/** 1 / max(standard deviation, 0.1) of the log counts of each column. */
function columnWeights(counts: readonly Float64Array[]): Float64Array {
  return counts[0].map((_, column) => {
    let sum = 0;
    let squares = 0;
    for (const row of counts) {
      const x = Math.log1p(row[column]);
      sum += x;
      squares += x * x;
    }
    const mean = sum / counts.length;
    return 1 / Math.max(MIN_STD, Math.sqrt(Math.max(0, squares / counts.length - mean * mean)));
  });
}

function buildNeighbourhood(counts: readonly Float64Array[]): Neighbourhood {
  const weights = columnWeights(counts);
  const distinct = new Map<string, { point: Float32Array; times: number }>();
  for (const row of counts) {
    const key = row.join();
    const held = distinct.get(key);
    if (held) held.times++;
    else distinct.set(key, { point: weigh(row, weights), times: 1 });
  }
  const kept = [...distinct.values()].sort((a, b) => b.times - a.times).slice(0, MAX_VECTORS);
  const width = weights.length;
  const vectors = new Float32Array(kept.length * width);
  kept.forEach(({ point }, v) => vectors.set(point, v * width));
  return {
    vectors,
    multiplicity: Uint32Array.from(kept, ({ times }) => times),
    width,
    weights,
    k: Math.ceil(Math.sqrt(counts.length)),
  };
}

/**
 * Nearest neighbours on template counts. k = ⌈√N⌉, so that a group of identical anomalies, up to that many,
 * does not vouch for itself.
 */
export function nearestNeighbours(): Detector<SessionBatch> {
  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    yield { phase: 'Collecting neighbours', fraction: 0 };
    const batch = await onlyBatch(batches);
    signal?.throwIfAborted();
    const open = OpenSessions.fit(batch);
    const counts = Array.from({ length: batch.sessions }, (_, i) => open.counts(batch, i));
    const fitted = new NearestNeighbours(buildNeighbourhood(counts), open);
    return { fitted, trainingScores: () => fitted.scoreWithout(batch, 1) };
  }
  return {
    name: 'nearest_neighbours',
    description: 'Sessions whose event counts are far from those of other sessions.',
    fit,
    memoryBytes: ({ units, templates }) =>
      (templates + 1) * (8 * units + 12 * Math.min(MAX_VECTORS, units)) + 100 * units,
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const { width, k } = bundle.meta as { width: number; k: number };
      const multiplicity = bundle.array('multiplicity', 'u32');
      const open = OpenSessions.fromBundle(bundle);
      if (!(width === open.templates + 1 && k >= 1))
        throw new BundleError('the neighbours have impossible dimensions');
      return new NearestNeighbours(
        {
          vectors: bundle.array('vectors', 'f32', multiplicity.length * width),
          multiplicity,
          width,
          weights: bundle.array('weights', 'f64', width),
          k,
        },
        open,
      );
    },
  };
}
