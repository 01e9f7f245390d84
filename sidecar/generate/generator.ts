import { Chooser } from './chooser';
import { PlannedQueue } from './planned_queue';
import { shopStreams } from './streams';
import {
  ANOMALY_KINDS,
  LOG_FORMATS,
  type AnomalyKind,
  type GeneratedLine,
  type LogFormat,
  type LogStream,
} from './types';

export interface GenerateOptions {
  /** Lines in all, 1 or more. */
  lines: number;
  /** The same seed and options make the same lines. */
  seed: number;
  /** Anomalies to inject; one of them may be several lines. */
  anomalies: number;
  /** Time of the first line, in ms since the epoch. */
  startMs: number;
  /** All when left out. */
  formats?: readonly LogFormat[];
}

/** A Monday, so that the default output is the same on every day. */
export const DEFAULT_START_MS = Date.UTC(2026, 0, 5);

/** No anomaly before this share of the lines, so that there is something to learn from; silence has to end. */
const FIRST_ANOMALY_SHARE = 0.15;
const LAST_ANOMALY_SHARE = 0.92;
/** A silence lasts so many times the usual gap of its stream. */
const SILENCE_GAPS = 60;

interface Injection {
  /** Lines that come before it. */
  afterLines: number;
  kind: AnomalyKind;
}

interface StreamState {
  stream: LogStream;
  nextMs: number;
  work: number;
  silentUntilMs: number;
  labelNext: boolean;
}

/**
 * Lines of a small shop's servers in the order of time, with labelled anomalies among them. Streams,
 * whatever the number of lines.
 * @throws RangeError for an option out of its range.
 */
export function* generateLogs(options: GenerateOptions): Generator<GeneratedLine> {
  check(options);
  const choose = new Chooser(options.seed);
  const states: StreamState[] = shopStreams(options.formats ?? LOG_FORMATS).map((stream) => ({
    stream,
    nextMs: options.startMs + stream.gapMs(options.startMs, choose) * choose.integer(0, 1),
    work: 0,
    silentUntilMs: -Infinity,
    labelNext: false,
  }));
  const injections = planInjections(options, states, choose);
  const size = Math.min(60, Math.max(8, Math.round(options.lines / 250)));
  const queue = new PlannedQueue();

  let emitted = 0;
  let nowMs = options.startMs;
  while (emitted < options.lines) {
    const next = states.reduce((a, b) => (b.nextMs < a.nextMs ? b : a));
    if (next.nextMs < queue.earliestMs) {
      nowMs = Math.max(nowMs, next.nextMs);
      for (const line of next.stream.work(next.nextMs, choose)) {
        queue.push({ ...line, stream: next.stream, kind: null });
      }
      next.work++;
      next.nextMs += Math.max(1, next.stream.gapMs(next.nextMs, choose));
      continue;
    }
    const line = queue.shift();
    const state = states.find(({ stream }) => stream === line.stream) as StreamState;
    if (line.atMs < state.silentUntilMs) continue;
    nowMs = Math.max(nowMs, line.atMs);
    const kind = state.labelNext ? 'silence' : line.kind;
    state.labelNext = false;
    emitted++;
    yield {
      line: emitted,
      message: line.message,
      timestampMs: Math.floor(line.atMs),
      stream: `${line.stream.host}/${line.stream.service}`,
      label: kind === null ? 0 : 1,
      kind,
    };
    while (injections.length > 0 && injections[0].afterLines <= emitted) {
      inject((injections.shift() as Injection).kind, nowMs, options.startMs);
    }
  }

  function inject(kind: AnomalyKind, atMs: number, startMs: number): void {
    if (kind === 'silence') {
      // The busiest stream: a gap stands out there, and it soon writes again.
      const loud = states.reduce((a, b) => (b.work > a.work ? b : a));
      const usualGapMs = (atMs - startMs) / Math.max(1, loud.work);
      loud.silentUntilMs = atMs + SILENCE_GAPS * usualGapMs;
      loud.labelNext = true;
      return;
    }
    const able = states.filter(
      ({ stream, silentUntilMs }) => stream.injectors[kind] && silentUntilMs < atMs,
    );
    if (able.length === 0) return;
    const { stream } = choose.pick(able);
    for (const line of stream.injectors[kind]?.(atMs + 1, choose, size) ?? []) {
      queue.push({ ...line, stream, kind });
    }
  }
}

/** Spreads the anomalies over the lines; every kind has its turn, silence first since it needs time to end. */
function planInjections(
  { lines, anomalies }: GenerateOptions,
  states: readonly StreamState[],
  choose: Chooser,
): Injection[] {
  const possible = ANOMALY_KINDS.filter(
    (kind) => kind === 'silence' || states.some(({ stream }) => stream.injectors[kind]),
  );
  const kinds: AnomalyKind[] = [];
  while (kinds.length < anomalies) kinds.push(...choose.shuffle(possible));
  kinds.length = anomalies;
  kinds.sort((a, b) => Number(b === 'silence') - Number(a === 'silence'));
  const from = lines * FIRST_ANOMALY_SHARE;
  const step = (lines * (LAST_ANOMALY_SHARE - FIRST_ANOMALY_SHARE)) / Math.max(1, anomalies);
  return kinds.map((kind, i) => ({
    afterLines: Math.floor(from + step * (i + choose.integer(10, 90) / 100)),
    kind,
  }));
}

function check({ lines, seed, anomalies, startMs, formats }: GenerateOptions): void {
  if (!Number.isSafeInteger(lines) || lines < 1) {
    throw new RangeError(`lines must be a whole number from 1 on, got ${lines}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, got ${seed}`);
  if (!Number.isSafeInteger(anomalies) || anomalies < 0 || anomalies > lines / 10) {
    throw new RangeError(
      `anomalies must be a whole number from 0 to a tenth of the lines, got ${anomalies} for ${lines} lines`,
    );
  }
  if (!Number.isFinite(startMs)) throw new RangeError('start must be a time');
  if (formats && formats.length === 0) throw new RangeError('formats must name at least one');
}
