import { decodeBundle, encodeBundle } from '../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../detectors/detector';
import { rate, type RateModel, type WindowBatch } from '../rates';
import { sessionDetector, SESSION_DETECTOR_NAMES } from '../sessions/registry';
import type { SessionBatch } from '../sessions/session_batch';

const KIND = 'detector:window_sequence';

/** Windows as detectors see them: their counts, and the course of events in those that hold any. */
export interface WindowUnits {
  counts: WindowBatch;
  sequences: SessionBatch;
  /** Sequence of each window; −1 for an empty one. */
  sequenceOf: Int32Array;
}

/** Who judges windows when nobody says otherwise. */
export const DEFAULT_WINDOW_DETECTORS: readonly string[] = ['rate'];
export const WINDOW_DETECTOR_NAMES: readonly string[] = ['rate', ...SESSION_DETECTOR_NAMES];

/** Whether a detector looks at the course of events, not only at counts. */
export const needsSequences = (names: readonly string[]): boolean =>
  names.some((name) => name !== 'rate');

async function only<T>(batches: Iterable<T> | AsyncIterable<T>): Promise<T> {
  for await (const batch of batches) return batch;
  throw new RangeError('there are no windows to learn from');
}

/** @throws RangeError that names the detectors there are */
export function windowDetector(name: string): Detector<WindowUnits> {
  if (name === 'rate') return byCounts();
  if (!SESSION_DETECTOR_NAMES.includes(name))
    throw new RangeError(
      `There is no detector "${name}" for windows; there are ${WINDOW_DETECTOR_NAMES.join(', ')}.`,
    );
  return bySequence(name);
}

/** The rates of streams and templates; what is usual can be asked for, for sentences. */
export class WindowRate implements FittedDetector<WindowUnits> {
  constructor(readonly rates: RateModel) {}

  score({ counts }: WindowUnits): Float64Array {
    return this.rates.score(counts);
  }

  explain({ counts }: WindowUnits, i: number): Contribution[] {
    return this.rates.explain(counts, i);
  }

  toBytes(): Uint8Array {
    return this.rates.toBytes();
  }
}

function byCounts(): Detector<WindowUnits> {
  const inner = rate();
  return {
    name: inner.name,
    description: inner.description,
    async *fit(batches, options): AsyncGenerator<FitProgress, FitResult<WindowUnits>> {
      const { counts } = await only(batches);
      const { fitted, trainingScores } = yield* inner.fit([counts], options);
      return { fitted: new WindowRate(fitted as RateModel), trainingScores };
    },
    memoryBytes: (size) => inner.memoryBytes(size),
    fromBytes: (bytes) => new WindowRate(inner.fromBytes(bytes) as RateModel),
  };
}

/** A detector of sessions that takes the lines of a stream in a window for one. */
class WindowSequence implements FittedDetector<WindowUnits> {
  constructor(
    private readonly inner: FittedDetector<SessionBatch>,
    /** Score of a window without lines: there is no course of events in it to be strange. */
    private readonly floor: number,
  ) {}

  score({ sequences, sequenceOf }: WindowUnits): Float64Array {
    return spread(this.inner.score(sequences), sequenceOf, this.floor);
  }

  explain({ sequences, sequenceOf }: WindowUnits, i: number): Contribution[] {
    return sequenceOf[i] < 0 ? [] : this.inner.explain(sequences, sequenceOf[i]);
  }

  toBytes(): Uint8Array {
    return encodeBundle(KIND, { floor: this.floor }, { inner: this.inner.toBytes() });
  }
}

const spread = (scores: Float64Array, of: Int32Array, floor: number) =>
  Float64Array.from(of, (at) => (at < 0 ? floor : scores[at]));

function bySequence(name: string): Detector<WindowUnits> {
  const inner = sessionDetector(name);
  return {
    name,
    description: `${inner.description} A session is what a stream writes in a window.`,
    async *fit(
      batches: Iterable<WindowUnits> | AsyncIterable<WindowUnits>,
      options: FitOptions,
    ): AsyncGenerator<FitProgress, FitResult<WindowUnits>> {
      const { sequences, sequenceOf } = await only(batches);
      const { fitted, trainingScores } = yield* inner.fit([sequences], options);
      const scores = trainingScores();
      const floor = scores.reduce((least, score) => Math.min(least, score), Infinity);
      return {
        fitted: new WindowSequence(fitted, floor),
        trainingScores: () => spread(scores, sequenceOf, floor),
      };
    },
    memoryBytes: (size) => inner.memoryBytes(size),
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const { floor } = bundle.meta as { floor: number };
      return new WindowSequence(inner.fromBytes(bundle.array('inner', 'u8')), floor);
    },
  };
}
