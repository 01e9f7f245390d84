/**
 * Speed of what reads sequences and text: LSTM, n-grams, nearest neighbours, TF-IDF beside scikit-learn's.
 * Alone: node --expose-gc --import tsx bench/sequences.ts
 */
import path from 'node:path';
import { Random } from '../sidecar/pipeline/random';
import type { FittedDetector } from '../sidecar/pipeline/detectors/detector';
import type { SessionBatch } from '../sidecar/pipeline/sessions';
import type { NetworkShape } from '../sidecar/pipeline/sessions/lstm/network';
import { SequenceVocabulary } from '../sidecar/pipeline/sessions/lstm/sequence_vocabulary';
import { trainNetwork } from '../sidecar/pipeline/sessions/lstm/train';
import { OpenSessions } from '../sidecar/pipeline/sessions/open_sessions';
import { sessionDetector } from '../sidecar/pipeline/sessions/registry';
import { TfIdf } from '../sidecar/pipeline/text';
import { formatTable, medianOf, readLines, type BenchRow } from './bench_row';
import { runPython, whyNoScikitLearn } from './peers/python_peer';
import { templatesOf } from './templates';

const HDFS = path.resolve(__dirname, '../../shared/data/hdfs_raw/events.log.gz');
const BLOCK = /blk_-?\d+/;
const EVENTS = 100_000;
const RUNS = 3;
const MAX_FEATURES = 4096;

/** Processor seconds that `fn` took: other work on the machine does not count. */
async function cpuSecondsOf(fn: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await fn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Sessions of the first lines, a line a unit of time. */
function hdfsSessions(lines: readonly string[]): SessionBatch {
  const events = templatesOf(lines);
  const linesOf = new Map<string, number[]>();
  lines.forEach((line, i) => {
    const block = BLOCK.exec(line)?.[0] ?? '';
    const held = linesOf.get(block);
    if (held) held.push(i);
    else linesOf.set(block, [i]);
  });
  return batchOf([...linesOf.values()], (i) => events[i], lines.length);
}

/** @param sessions numbers of their lines */
function batchOf(
  sessions: readonly (readonly number[])[],
  eventOf: (line: number) => number,
  endTime: number,
): SessionBatch {
  const order = sessions.flat();
  const offsets = new Int32Array(sessions.length + 1);
  sessions.forEach((lines, i) => (offsets[i + 1] = offsets[i] + lines.length));
  const events = Int32Array.from(order, eventOf);
  const templates = 1 + events.reduce((a, b) => Math.max(a, b), 0);
  const times = Float64Array.from(order);
  return { sessions: sessions.length, offsets, events, times, templates, endTime };
}

/** 2,000 templates of which most are rare, sessions of 5–35 of them in no order: hardly two sessions alike. */
function manyTemplates(sessions: number): SessionBatch {
  const random = new Random(1);
  let line = 0;
  const lines = Array.from({ length: sessions }, () =>
    Array.from({ length: 5 + random.below(31) }, () => line++),
  );
  const events = Int32Array.from({ length: line }, () => Math.floor(2000 * random.uniform() ** 3));
  return batchOf(lines, (i) => events[i], Infinity);
}

async function fit(name: string, batch: SessionBatch): Promise<FittedDetector<SessionBatch>> {
  const steps = sessionDetector(name).fit([batch], { seed: 1 });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value.fitted;
}

/** One pass over all sessions, none folded with its like. */
async function lstmEpoch(batch: SessionBatch): Promise<number> {
  const open = OpenSessions.fit(batch);
  const vocabulary = SequenceVocabulary.fit(batch);
  const shape: NetworkShape = { tokens: vocabulary.size, embedding: 16, hidden: 32 };
  const sequences = Array.from({ length: batch.sessions }, (_, i) => i).flatMap((i) =>
    vocabulary.encode(batch, i, open).map((tokens) => ({ tokens, weight: 1 })),
  );
  const batchSize = 32;
  const updates = Math.ceil(sequences.length / batchSize);
  const plan = { updates, batchSize, maxEvents: Infinity, learningRate: 0.01 };
  return cpuSecondsOf(() => [...trainNetwork(shape, sequences, plan, 1)]);
}

async function sequences(lines: readonly string[]): Promise<BenchRow[]> {
  const hdfs = hdfsSessions(lines.slice(0, EVENTS));
  const many = manyTemplates(5000);
  const rows: BenchRow[] = [];
  const seconds = (what: string, value: number, target?: number) =>
    rows.push({
      area: 'sequences',
      what,
      value,
      unit: 's',
      target,
      better: 'lower',
      note: 'processor time',
    });
  const n = EVENTS.toLocaleString('en-US');
  seconds(`LSTM, an epoch on ${n} HDFS events`, await medianOf(RUNS, () => lstmEpoch(hdfs)), 60);
  seconds(
    `LSTM, an epoch on ${many.events.length} events of 2,000 templates`,
    await lstmEpoch(many),
    60,
  );
  seconds(`LSTM, whole fit on ${n} HDFS events`, await cpuSecondsOf(() => fit('lstm', hdfs)), 120);
  for (const name of ['lstm', 'bigram', 'trigram', 'nearest_neighbours'])
    for (const [what, batch] of [
      ['HDFS', hdfs],
      ['2,000 templates', many],
    ] as const) {
      const fitted = await fit(name, batch);
      const took = await medianOf(RUNS, () => cpuSecondsOf(() => fitted.score(batch)));
      rows.push({
        area: 'sequences',
        what: `${name}, score ${what}`,
        value: batch.events.length / took,
        unit: 'events/s',
        note: `${((took * 1e6) / batch.sessions).toFixed(0)} µs a session, processor time`,
      });
    }
  return rows;
}

interface TfIdfFigures {
  fit_transform_seconds: number;
  transform_seconds: number;
  features: number;
  entries: number;
  sum: number;
}

async function text(lines: readonly string[]): Promise<BenchRow[]> {
  const noScikit = whyNoScikitLearn();
  let tfidf = TfIdf.fit(lines, { maxFeatures: MAX_FEATURES });
  const fitTransform = await medianOf(RUNS, () =>
    cpuSecondsOf(() => {
      tfidf = TfIdf.fit(lines, { maxFeatures: MAX_FEATURES });
      tfidf.transform(lines);
    }),
  );
  const transform = await medianOf(RUNS, () => cpuSecondsOf(() => tfidf.transform(lines)));
  const peer = noScikit
    ? undefined
    : runPython<TfIdfFigures>('tfidf.py', { lines: Buffer.from(lines.join('\n')) }, [
        `max_features=${MAX_FEATURES}`,
        `runs=${RUNS}`,
      ]);
  const row = (what: string, seconds: number, peerSeconds: number | undefined): BenchRow => {
    const peerRate = peerSeconds === undefined ? undefined : lines.length / peerSeconds;
    return {
      area: `TF-IDF, ${lines.length.toLocaleString('en-US')} HDFS lines, ${MAX_FEATURES} tokens`,
      what,
      value: lines.length / seconds,
      unit: 'lines/s',
      target: peerRate,
      peer: peerRate,
      note: `processor time; ${noScikit ?? 'peer: scikit-learn, one thread'}`,
    };
  };
  return [
    row('fit and transform', fitTransform, peer?.fit_transform_seconds),
    row('transform', transform, peer?.transform_seconds),
  ];
}

export async function run(): Promise<BenchRow[]> {
  const lines = readLines(HDFS);
  return [...(await sequences(lines)), ...(await text(lines))];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
