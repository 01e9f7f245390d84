import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { startToken, tokenCount, tokenName, tokensOf } from './event_tokens';
import { MAX_NGRAMS, NgramCounts } from './ngram_counts';
import { OpenSessions } from './open_sessions';
import { onlyBatch, type SessionBatch } from './session_batch';

const KIND = 'detector:ngram';
const MAX_ORDER = 8;
const BYTES_PER_NGRAM = 96;
const SESSIONS_PER_STEP = 4096;

/** Mean surprise of the next event of a session, with start and end marks. */
class Ngram implements FittedDetector<SessionBatch> {
  constructor(
    private readonly counts: NgramCounts,
    private readonly open: OpenSessions,
  ) {}

  score(batch: SessionBatch): Float64Array {
    return Float64Array.from({ length: batch.sessions }, (_, session) =>
      this.mean(tokensOf(batch, session, this.open), this.firstOf(batch, session)),
    );
  }

  /** Scores of training sessions, each with its own n-grams taken out. */
  scoreWithoutOwn(batch: SessionBatch): Float64Array {
    return Float64Array.from({ length: batch.sessions }, (_, session) => {
      const tokens = tokensOf(batch, session, this.open);
      this.counts.add(tokens, -1);
      const mean = this.mean(tokens, this.firstOf(batch, session));
      this.counts.add(tokens, 1);
      return mean;
    });
  }

  /** The first event that is judged: of a session that began before the data, nobody knows what came before its first. */
  private firstOf(batch: SessionBatch, session: number): 0 | 1 {
    return this.open.mayBeTorn(batch, session) ? 1 : 0;
  }

  private mean(tokens: Int32Array, first: 0 | 1): number {
    let sum = 0;
    this.counts.surprises(tokens, (position, nats) => {
      if (position >= first) sum += nats;
    });
    return tokens.length > first ? sum / (tokens.length - first) : 0;
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    const tokens = tokensOf(batch, i, this.open);
    const contributions: Contribution[] = [];
    const name = (token: number) => tokenName(token, batch.templates);
    const first = this.firstOf(batch, i);
    this.counts.surprises(tokens, (position, nats) => {
      if (position < first) return;
      const before = position > 0 ? tokens[position - 1] : startToken(batch.templates);
      const feature = `${name(before)} then ${name(tokens[position])}`;
      contributions.push({ feature, value: nats / (tokens.length - first) });
    });
    return contributions.sort((a, b) => b.value - a.value);
  }

  toBytes(): Uint8Array {
    const { order } = this.counts;
    return encodeBundle(KIND, { order }, { ...this.counts.toArrays(), ...this.open.toArrays() });
  }
}

/**
 * N-grams with back-off: sessions whose events come in an unusual order.
 * @param order how many events an n-gram has, 2–8: an event is judged by the order − 1 before it
 * @throws RangeError
 */
export function ngram(name: string, order: number): Detector<SessionBatch> {
  if (!(Number.isInteger(order) && order >= 2 && order <= MAX_ORDER))
    throw new RangeError(`the order of n-grams must be 2–${MAX_ORDER}, not ${order}`);

  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    const batch = await onlyBatch(batches);
    const open = OpenSessions.fit(batch);
    const counts = new NgramCounts(order, tokenCount(batch.templates));
    for (let session = 0; session < batch.sessions; session++) {
      if (session % SESSIONS_PER_STEP === 0) {
        signal?.throwIfAborted();
        yield { phase: 'Learning orders', fraction: session / batch.sessions };
      }
      counts.add(tokensOf(batch, session, open), 1);
    }
    const fitted = new Ngram(counts, open);
    return { fitted, trainingScores: () => fitted.scoreWithoutOwn(batch) };
  }

  return {
    name,
    description: `Sessions whose events follow one another in an unusual order (${order} at a time).`,
    fit,
    memoryBytes: ({ units, events, templates }) =>
      units * 8 +
      BYTES_PER_NGRAM * (templates + Math.min(MAX_NGRAMS, (order - 1) * (events + units))),
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      if ((bundle.meta as { order: unknown }).order !== order)
        throw new BundleError(`these n-grams do not have the order ${order}`);
      const open = OpenSessions.fromBundle(bundle);
      const counts = NgramCounts.fromBundle(bundle, order, tokenCount(open.templates));
      return new Ngram(counts, open);
    },
  };
}
