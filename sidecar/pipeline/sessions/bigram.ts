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
import { onlyBatch, rangeOf, type SessionBatch } from './session_batch';

const KIND = 'detector:bigram';
const MAX_TEMPLATES = 1 << 20;

/** Adds to a count, which goes when it reaches 0, and returns it. */
function bump(counts: Map<number, number>, key: number, by: number): number {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
  return count;
}

/** Counts of events and of pairs of neighbouring events. */
class PairCounts {
  readonly pairs = new Map<number, number>();
  private readonly events = new Map<number, number>();
  /** How often an event was followed by another or by the end mark. */
  private readonly followed = new Map<number, number>();
  /** Different successors of an event. */
  private readonly successors = new Map<number, number>();
  private total = 0;

  /** Counts a pair `times` times; a negative number takes it out again. */
  add(before: number, event: number, times: number): void {
    const pair = before * MAX_TEMPLATES + event;
    const held = bump(this.pairs, pair, times);
    if (held === 0) bump(this.successors, before, -1);
    else if (held === times) bump(this.successors, before, 1);
    bump(this.events, event, times);
    bump(this.followed, before, times);
    this.total += times;
  }

  /**
   * −ln P(event | before), Witten–Bell: pairs backed off to single events, those to uniform over `vocabulary`
   * (Witten and Bell 1991, method C).
   */
  surprise(before: number, event: number, vocabulary: number): number {
    const seen = this.events.size;
    const single = ((this.events.get(event) ?? 0) + seen / vocabulary) / (this.total + seen || 1);
    const successors = this.successors.get(before) ?? 0;
    const followed = this.followed.get(before) ?? 0;
    if (followed + successors === 0) return -Math.log(single);
    const pair = this.pairs.get(before * MAX_TEMPLATES + event) ?? 0;
    return -Math.log((pair + successors * single) / (followed + successors));
  }
}

/** Mean surprise of the next event of a session, with start and end marks. */
class Bigram implements FittedDetector<SessionBatch> {
  constructor(
    private readonly counts: PairCounts,
    private readonly open: OpenSessions,
  ) {}

  score(batch: SessionBatch): Float64Array {
    return Float64Array.from({ length: batch.sessions }, (_, session) => this.mean(batch, session));
  }

  /** Scores of training sessions, each with its own pairs taken out. */
  scoreWithoutOwn(batch: SessionBatch): Float64Array {
    return Float64Array.from({ length: batch.sessions }, (_, session) => {
      forEachPair(batch, session, this.open, (before, event) => this.counts.add(before, event, -1));
      const mean = this.mean(batch, session);
      forEachPair(batch, session, this.open, (before, event) => this.counts.add(before, event, 1));
      return mean;
    });
  }

  private mean(batch: SessionBatch, session: number): number {
    let sum = 0;
    let pairs = 0;
    forEachPair(batch, session, this.open, (before, event) => {
      sum += this.counts.surprise(before, event, batch.templates + 2);
      pairs++;
    });
    return pairs > 0 ? sum / pairs : 0;
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    const contributions: Contribution[] = [];
    forEachPair(batch, i, this.open, (before, event) =>
      contributions.push({
        feature: `${markName(before)} then ${markName(event)}`,
        value: this.counts.surprise(before, event, batch.templates + 2),
      }),
    );
    for (const contribution of contributions) contribution.value /= contributions.length;
    return contributions.sort((a, b) => b.value - a.value);
  }

  toBytes(): Uint8Array {
    const live = [...this.counts.pairs];
    return encodeBundle(
      KIND,
      {},
      {
        pairs: Float64Array.from(live, ([pair]) => pair),
        counts: Uint32Array.from(live, ([, count]) => count),
        ...this.open.toArrays(),
      },
    );
  }
}

/** Start mark, end mark and any event that training never saw stand behind the templates. */
const START = MAX_TEMPLATES - 1;
const END = MAX_TEMPLATES - 2;
const UNSEEN = MAX_TEMPLATES - 3;

const markName = (event: number) =>
  event === START
    ? 'start'
    : event === END
      ? 'end'
      : event === UNSEEN
        ? 'new'
        : `template:${event}`;

/** Visits each pair of neighbours; the end mark only where the session has surely ended. */
function forEachPair(
  batch: SessionBatch,
  session: number,
  open: OpenSessions,
  visit: (before: number, event: number) => void,
): void {
  const [from, to] = rangeOf(batch, session);
  let before = START;
  for (let at = from; at < to; at++) {
    const event = batch.events[at] < batch.templates ? batch.events[at] : UNSEEN;
    visit(before, event);
    before = event;
  }
  if (!open.mayBeOpen(batch, session)) visit(before, END);
}

/** Bigram: sessions whose events come in an unusual order. */
export function bigram(): Detector<SessionBatch> {
  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    yield { phase: 'Learning orders', fraction: 0 };
    const batch = await onlyBatch(batches);
    signal?.throwIfAborted();
    const open = OpenSessions.fit(batch);
    const counts = new PairCounts();
    for (let session = 0; session < batch.sessions; session++)
      forEachPair(batch, session, open, (before, event) => counts.add(before, event, 1));
    const fitted = new Bigram(counts, open);
    return { fitted, trainingScores: () => fitted.scoreWithoutOwn(batch) };
  }
  return {
    name: 'bigram',
    description: 'Sessions whose events follow one another in an unusual order.',
    fit,
    // A pair of events in three maps; there are never more kinds of pairs than events.
    memoryBytes: ({ units, events, templates }) =>
      units * 8 + 120 * Math.min(events + units, (templates + 2) ** 2),
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const pairs = bundle.array('pairs', 'f64');
      const held = bundle.array('counts', 'u32', pairs.length);
      const counts = new PairCounts();
      pairs.forEach((pair, i) => {
        if (!(pair >= 0 && pair < MAX_TEMPLATES ** 2))
          throw new BundleError('a pair of events is out of range');
        counts.add(Math.floor(pair / MAX_TEMPLATES), pair % MAX_TEMPLATES, held[i]);
      });
      return new Bigram(counts, OpenSessions.fromBundle(bundle));
    },
  };
}
