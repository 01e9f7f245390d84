import { decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { onlyBatch, rangeOf, type SessionBatch } from './session_batch';
import { sessionFrequency } from './session_matrix';

const KIND = 'detector:rare_event';

/** The rarest event of a session: the greatest −ln((df + ½)/(N + 1)) over its templates. */
class RareEvent implements FittedDetector<SessionBatch> {
  constructor(
    /** Training sessions that hold each template. */
    private readonly frequency: Uint32Array,
    private readonly sessions: number,
  ) {}

  score(batch: SessionBatch): Float64Array {
    return this.scoreWithout(batch, 0);
  }

  /** @param own how many of the counted sessions are the judged one itself: 1 in training */
  scoreWithout(batch: SessionBatch, own: 0 | 1): Float64Array {
    const scores = new Float64Array(batch.sessions);
    for (let session = 0; session < batch.sessions; session++) {
      const rarest = this.rarestOf(batch, session);
      if (rarest >= 0) scores[session] = this.nats(rarest, own);
    }
    return scores;
  }

  private nats(template: number, own: 0 | 1): number {
    const sessions = template < this.frequency.length ? this.frequency[template] : 0;
    return -Math.log((Math.max(0, sessions - own) + 0.5) / (this.sessions - own + 1));
  }

  private rarestOf(batch: SessionBatch, session: number): number {
    const [from, to] = rangeOf(batch, session);
    let rarest = -1;
    let fewest = Infinity;
    for (let at = from; at < to; at++) {
      const template = batch.events[at];
      const sessions = template < this.frequency.length ? this.frequency[template] : 0;
      if (sessions < fewest) {
        fewest = sessions;
        rarest = template;
      }
    }
    return rarest;
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    const rarest = this.rarestOf(batch, i);
    return rarest < 0 ? [] : [{ feature: `template:${rarest}`, value: this.nats(rarest, 0) }];
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, { sessions: this.sessions }, { frequency: this.frequency });
  }
}

/** Rare event: sessions that hold an event which few others hold. */
export function rareEvent(): Detector<SessionBatch> {
  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    yield { phase: 'Counting rare events', fraction: 0 };
    const batch = await onlyBatch(batches);
    signal?.throwIfAborted();
    const frequency = sessionFrequency(batch);
    const fitted = new RareEvent(frequency, batch.sessions);
    return { fitted, trainingScores: () => fitted.scoreWithout(batch, 1) };
  }
  return {
    name: 'rare_event',
    description: 'Sessions that hold an event which few other sessions hold.',
    fit,
    memoryBytes: ({ units, templates }) => 8 * units + 4 * templates,
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const { sessions } = bundle.meta as { sessions: number };
      return new RareEvent(bundle.array('frequency', 'u32'), sessions);
    },
  };
}
