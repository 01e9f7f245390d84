import { BundleError, decodeBundle, encodeBundle } from '../../bundle';
import type {
  Contribution,
  Detector,
  FitOptions,
  FitProgress,
  FitResult,
  FittedDetector,
} from '../../detectors/detector';
import { Random } from '../../random';
import { startToken, tokenName, tokensOf } from '../event_tokens';
import { OpenSessions } from '../open_sessions';
import { onlyBatch, type SessionBatch } from '../session_batch';
import { parameterCount, type NetworkShape } from './network';
import { SequenceRunner } from './runner';
import { MAX_TOKENS, MAX_WORDS, SequenceVocabulary } from './sequence_vocabulary';
import { trainNetwork, type TrainingPlan, type WeightedSequence } from './train';

const KIND = 'detector:lstm';
const EMBEDDING = 16;
const HIDDEN = 32;
const HALVES = [0, 1] as const;
/**
 * Few updates on purpose. A network that learns on becomes sure of the usual orders, and then a rare but harmless
 * interleaving surprises it as much as an anomaly: on HDFS average precision falls from .96 after 60 updates to
 * .92 after 160 and .71 after 500, though the sequences are foretold ever better.
 */
const UPDATES = 72;
const LEARNING_RATE = 0.01;
const MIN_BATCH = 32;
const MAX_BATCH = 128;
/** Times that each sequence is learned from where mini-batches of at most {@link MAX_BATCH} allow it. */
const PASSES = 2;
/** Events that each half learns from at most: some ten seconds. */
const MAX_EVENTS = 400_000;
/** Distinct sequences that are kept of each half. */
const MAX_SEQUENCES = UPDATES * MAX_BATCH;
/** Share of a probability that is uniform: nothing is more surprising than −ln(UNIFORM / tokens). */
const UNIFORM = 1e-4;
/** Sequences that are scored at once. */
const SCORE_ROWS = 64;

/** The most surprising event of a sequence. */
interface Surprise {
  nats: number;
  /** Its place in the sequence. */
  place: number;
}

/**
 * The surprise of the most surprising next event of a session, in nats (the idea of DeepLog, Du et al. 2017, with
 * a probability instead of a rank). The greatest surprise told anomalies of HDFS from the rest better than the mean
 * surprise and that of the three or five most surprising events.
 * Two networks each learned from one half of the training sessions; new sessions are judged by the mean of both.
 */
class Lstm implements FittedDetector<SessionBatch> {
  private readonly runners: SequenceRunner[];

  constructor(
    private readonly shape: NetworkShape,
    private readonly networks: readonly Float64Array[],
    private readonly vocabulary: SequenceVocabulary,
    private readonly open: OpenSessions,
  ) {
    this.runners = networks.map((parameters) => new SequenceRunner(shape, parameters));
  }

  score(batch: SessionBatch): Float64Array {
    return this.judge(batch, this.runners, () => true);
  }

  /** Scores of training sessions, each by the network that learned from the other half. */
  scoreAcross(batch: SessionBatch, halfOf: Uint8Array): Float64Array {
    const scores = new Float64Array(batch.sessions);
    for (const half of HALVES) {
      const judged = this.judge(batch, [this.runners[1 - half]], (i) => halfOf[i] === half);
      judged.forEach((score, i) => (scores[i] += score));
    }
    return scores;
  }

  /** Scores of the sessions that are chosen, 0 for others; equal sequences are run once. */
  private judge(
    batch: SessionBatch,
    runners: readonly SequenceRunner[],
    isChosen: (session: number) => boolean,
  ): Float64Array {
    const scores = new Float64Array(batch.sessions);
    const distinct = new Map<string, { tokens: Int32Array; sessions: number[] }>();
    for (let session = 0; session < batch.sessions; session++) {
      if (!isChosen(session)) continue;
      for (const tokens of this.vocabulary.encode(batch, session, this.open)) {
        const key = keyOf(tokens);
        const known = distinct.get(key);
        if (known) known.sessions.push(session);
        else distinct.set(key, { tokens, sessions: [session] });
      }
    }
    const order = [...distinct.values()].sort((a, b) => b.tokens.length - a.tokens.length);
    for (let from = 0; from < order.length; from += SCORE_ROWS) {
      const group = order.slice(from, from + SCORE_ROWS);
      const surprises = this.mostSurprising(
        group.map(({ tokens }) => tokens),
        runners,
      );
      group.forEach(({ sessions }, row) => {
        for (const session of sessions)
          scores[session] = Math.max(scores[session], surprises[row].nats);
      });
    }
    return scores;
  }

  /** @param sequences the longest first */
  private mostSurprising(
    sequences: readonly Int32Array[],
    runners: readonly SequenceRunner[],
  ): Surprise[] {
    const nats = sequences.map((tokens) => new Float64Array(tokens.length));
    const { tokens } = this.shape;
    for (const runner of runners) {
      runner.begin(sequences, []);
      while (runner.forward())
        runner.forEachForetold((row, place, probability) => {
          const smoothed = (1 - UNIFORM) * probability + UNIFORM / tokens;
          nats[row][place] -= Math.log(smoothed) / runners.length;
        });
    }
    return nats.map((row) => {
      let place = 0;
      row.forEach((value, i) => {
        if (value > row[place]) place = i;
      });
      return { nats: row[place], place };
    });
  }

  explain(batch: SessionBatch, i: number): Contribution[] {
    let worst: Surprise = { nats: 0, place: 0 };
    this.vocabulary.encode(batch, i, this.open).forEach((tokens, piece) => {
      const [{ nats, place }] = this.mostSurprising([tokens], this.runners);
      if (nats > worst.nats) worst = { nats, place: piece * (MAX_TOKENS - 1) + place };
    });
    if (worst.place === 0) return [];
    const tokens = tokensOf(batch, i, this.open);
    const name = (at: number) =>
      tokenName(at < 0 ? startToken(batch.templates) : tokens[at], batch.templates);
    return [
      { feature: `${name(worst.place - 2)} then ${name(worst.place - 1)}`, value: worst.nats },
    ];
  }

  toBytes(): Uint8Array {
    const { embedding, hidden } = this.shape;
    const [first, second] = this.networks.map((parameters) => Float32Array.from(parameters));
    return encodeBundle(
      KIND,
      { embedding, hidden },
      { first, second, ...this.vocabulary.toArrays(), ...this.open.toArrays() },
    );
  }
}

const keyOf = (tokens: Int32Array) => String.fromCharCode(...tokens);

/** Distinct sequences of the sessions of a half, with how often they came; a random choice where there are too many. */
function foldHalf(
  batch: SessionBatch,
  sessions: Int32Array,
  vocabulary: SequenceVocabulary,
  open: OpenSessions,
): WeightedSequence[] {
  const distinct = new Map<string, WeightedSequence>();
  for (const session of sessions)
    for (const tokens of vocabulary.encode(batch, session, open)) {
      const key = keyOf(tokens);
      const known = distinct.get(key);
      if (known) known.weight++;
      else if (distinct.size < MAX_SEQUENCES) distinct.set(key, { tokens, weight: 1 });
    }
  return [...distinct.values()];
}

const planFor = (sequences: number): TrainingPlan => ({
  updates: UPDATES,
  batchSize: Math.min(MAX_BATCH, Math.max(MIN_BATCH, Math.ceil((PASSES * sequences) / UPDATES))),
  maxEvents: MAX_EVENTS,
  learningRate: LEARNING_RATE,
});

/** A random half of the sessions for each network, in random order. */
function halvesOf(sessions: number, random: Random): { halfOf: Uint8Array; of: Int32Array[] } {
  const order = Int32Array.from({ length: sessions }, (_, i) => i);
  for (let i = sessions - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const middle = sessions >> 1;
  const halfOf = new Uint8Array(sessions);
  for (const session of order.subarray(middle)) halfOf[session] = 1;
  return { halfOf, of: [order.subarray(0, middle), order.subarray(middle)] };
}

/** LSTM: sessions with an event that what came before did not let expect. */
export function lstm(): Detector<SessionBatch> {
  async function* fit(
    batches: Iterable<SessionBatch> | AsyncIterable<SessionBatch>,
    { seed, signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<SessionBatch>> {
    const batch = await onlyBatch(batches);
    const open = OpenSessions.fit(batch);
    const vocabulary = SequenceVocabulary.fit(batch);
    const shape: NetworkShape = { tokens: vocabulary.size, embedding: EMBEDDING, hidden: HIDDEN };
    const random = new Random(seed);
    const { halfOf, of } = halvesOf(batch.sessions, random);
    const networks: Float64Array[] = [];
    for (const half of HALVES) {
      const sequences = foldHalf(batch, of[half], vocabulary, open);
      const plan = planFor(sequences.length);
      const training = trainNetwork(shape, sequences, plan, random.uint32());
      let step = training.next();
      while (!step.done) {
        signal?.throwIfAborted();
        yield { phase: 'Learning what comes next', fraction: (half + step.value) / HALVES.length };
        step = training.next();
      }
      networks.push(step.value);
    }
    const fitted = new Lstm(shape, networks, vocabulary, open);
    return { fitted, trainingScores: () => fitted.scoreAcross(batch, halfOf) };
  }

  return {
    name: 'lstm',
    description: 'Sessions with an event that the events before it did not let expect.',
    fit,
    memoryBytes: ({ units, events, templates }) => {
      const tokens = Math.min(MAX_WORDS, templates + 4);
      const rows = Math.min(MAX_BATCH * 64, events + units);
      const windows = rows * 8 * (tokens + 8 * HIDDEN);
      const networks = 2 * 5 * 8 * parameterCount({ tokens, embedding: EMBEDDING, hidden: HIDDEN });
      // Folded sequences with their keys, and what the rule for open sessions collects.
      return windows + networks + 24 * events + 200 * units;
    },
    fromBytes: (bytes) => {
      const bundle = decodeBundle(bytes, KIND);
      const { embedding, hidden } = bundle.meta as Partial<NetworkShape>;
      if (embedding !== EMBEDDING || hidden !== HIDDEN)
        throw new BundleError('the network has another shape');
      const open = OpenSessions.fromBundle(bundle);
      const vocabulary = SequenceVocabulary.fromBundle(bundle, open.templates);
      const shape = { tokens: vocabulary.size, embedding, hidden };
      const networks = ['first', 'second'].map((name) =>
        Float64Array.from(bundle.array(name, 'f32', parameterCount(shape))),
      );
      if (networks.some((parameters) => !parameters.every(Number.isFinite)))
        throw new BundleError('the network holds impossible numbers');
      return new Lstm(shape, networks, vocabulary, open);
    },
  };
}
