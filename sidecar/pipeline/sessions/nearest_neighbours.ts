import { decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { tokenName } from './event_tokens';
import { keyOf, MAX_VECTORS, Neighbourhood } from './neighbourhood';
import { OpenSessions, type EventCounts } from './open_sessions';
import { onlyBatch, type SessionBatch } from './session_batch';

const KIND = 'detector:nearest_neighbours';
/** Distances that are remembered within a batch: sessions are often alike. */
const MAX_REMEMBERED = 1 << 16;
/** A distinct count vector in training: its arrays, its key and its place in a map. */
const BYTES_PER_SESSION = 800;
/** A template that a session holds: its number and its count, and both in the key. */
const BYTES_PER_ENTRY = 32;

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
      const counts = this.open.counts(batch, session);
      const key = keyOf(counts);
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const { distance } = this.hood.nearest(this.hood.weigh(counts), own);
      if (known.size < MAX_REMEMBERED) known.set(key, distance);
      return distance;
    });
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    const point = this.hood.weigh(this.open.counts(batch, i));
    const { vector } = this.hood.nearest(point, 0);
    return Array.from(this.hood.differences(point, vector), ([column, value]) => ({
      feature: tokenName(column, batch.templates),
      value,
    })).sort((a, b) => b.value - a.value);
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, {}, { ...this.hood.toArrays(), ...this.open.toArrays() });
  }
}

function* countsOf(batch: SessionBatch, open: OpenSessions): Generator<EventCounts> {
  for (let session = 0; session < batch.sessions; session++) yield open.counts(batch, session);
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
    const hood = Neighbourhood.fit(countsOf(batch, open), batch.templates + 1);
    const fitted = new NearestNeighbours(hood, open);
    return { fitted, trainingScores: () => fitted.scoreWithout(batch, 1) };
  }
  return {
    name: 'nearest_neighbours',
    description: 'Sessions whose event counts are far from those of other sessions.',
    fit,
    memoryBytes: ({ units, events, templates }) =>
      units * BYTES_PER_SESSION +
      Math.min(events, units * templates) * BYTES_PER_ENTRY +
      // The kept vectors, and what the rule for open sessions collects of each template.
      Math.min(MAX_VECTORS, units) * 16 * Math.min(templates, events / Math.max(1, units)) +
      32 * events +
      32 * templates,
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const open = OpenSessions.fromBundle(bundle);
      return new NearestNeighbours(Neighbourhood.fromBundle(bundle, open.templates + 1), open);
    },
  };
}
