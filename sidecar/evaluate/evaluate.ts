import type { LogEvent } from '../pipeline/parse';
import type { Verdicts } from '../pipeline/scoring';
import { budgetThreshold, natsOfScore, ownLineShare, ownThreshold } from '../pipeline/scoring';
import { trainSessions } from '../pipeline/sessions';
import { trainWithVerdicts } from '../pipeline/train';
import { accuracyOf, flagAllF1, type EvaluationReport } from './report';
import { EvaluateError, readRows, type Rows } from './rows';
import { evaluateSupervised, type SupervisedReport } from './supervised';

export interface EvaluateOptions extends JudgeOptions {
  /** NDJSON lines to train on; labels in them are ignored unless `supervised`. */
  train: AsyncIterable<string> | Iterable<string>;
  /** NDJSON lines to judge. */
  test: AsyncIterable<string> | Iterable<string>;
}

/** How to train and what to report. */
export interface JudgeOptions {
  /** Names from the registry of lines (or of sessions, where the files have sessions). */
  detectors?: string[];
  /** Alerts a day that the threshold is set for; without it training chooses a threshold by itself. */
  budget?: number;
  /** Share of the units for `f1_at_budget`. Default 0.03. */
  top?: number;
  /** Default 1. */
  seed?: number;
  /** Whether to learn from the labels of the training file; `detectors` are names of classifiers then. */
  supervised?: boolean;
  /** Lines only: sets of features that are on. Default: as training does. */
  features?: readonly string[];
  /** Lines only: whether levels and alarm words add to the score. Default true. */
  severityPrior?: boolean;
  signal?: AbortSignal;
}

export interface UnitScore {
  /** The session's key, or the line's 1-based number in the test file. */
  unit: string;
  /** On the scale of 0–100, not capped at 100. */
  score: number;
  flagged: boolean;
}

export interface Evaluation {
  report: EvaluationReport | SupervisedReport;
  scores: UnitScore[];
}

const DEFAULT_TOP = 0.03;
const DEFAULT_SEED = 1;
const BATCH_LINES = 2000;
const DAY_MS = 86_400_000;
/** Nats that one point of score is. */
const NATS_PER_POINT = natsOfScore(1);

/** Judged units with what training made of its own. */
interface Judged {
  kind: 'line' | 'session';
  units: string[];
  truth: Uint8Array | undefined;
  verdicts: Verdicts;
  training: Verdicts;
  detectors: string[];
  /** Training units a day; NaN where lines carry no time. */
  unitsPerDay: number;
  trainSeconds: number;
  scoreSeconds: number;
}

/**
 * Trains on one file and judges another: how accuracy is measured, by us and by users.
 * @throws EvaluateError for files that cannot be judged, RangeError for unknown detectors and bad options
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  checkOptions(options);
  const train = await readRows(options.train, 'training file');
  const test = await readRows(options.test, 'test file');
  return evaluateRows(train, test, options);
}

/** The same for rows that are read already. */
export async function evaluateRows(
  train: Rows,
  test: Rows,
  options: JudgeOptions,
): Promise<Evaluation> {
  checkOptions(options);
  const { budget, top = DEFAULT_TOP } = options;
  if ((train.sessions === undefined) !== (test.sessions === undefined))
    throw new EvaluateError('One of the files has sessions and the other has none.');
  if (options.supervised)
    return evaluateSupervised(train, test, { ...options, top, seed: options.seed ?? DEFAULT_SEED });
  const judged = await (test.sessions ? judgeSessions : judgeLines)(train, test, options);
  return summarise(judged, test.events.length, budget, top);
}

function checkOptions({ budget, top = DEFAULT_TOP }: JudgeOptions): void {
  if (!(top > 0 && top <= 1)) throw new RangeError(`top must be above 0 and at most 1, not ${top}`);
  if (budget !== undefined && !(budget > 0))
    throw new RangeError(`budget must be more than 0, not ${budget}`);
}

async function judgeLines(train: Rows, test: Rows, options: JudgeOptions): Promise<Judged> {
  const started = performance.now();
  const training = trainWithVerdicts(() => batchesOf(train.events), {
    detectors: options.detectors,
    seed: options.seed ?? DEFAULT_SEED,
    alertBudgetPerDay: options.budget ?? 1,
    features: options.features,
    severityPrior: options.severityPrior,
    signal: options.signal,
  });
  let step = await training.next();
  while (!step.done) step = await training.next();
  const { pipeline, verdicts } = step.value;
  const trained = performance.now();
  const parts: Verdicts[] = [];
  for await (const events of batchesOf(test.events)) parts.push(pipeline.verdicts(events));
  return {
    kind: 'line',
    units: test.lineNumbers.map(String),
    truth: test.labels,
    verdicts: joined(parts),
    training: verdicts,
    detectors: pipeline.info.detectors,
    unitsPerDay: Number.isNaN(pipeline.info.days) ? NaN : pipeline.info.linesPerDay,
    trainSeconds: (trained - started) / 1000,
    scoreSeconds: (performance.now() - trained) / 1000,
  };
}

async function judgeSessions(train: Rows, test: Rows, options: JudgeOptions): Promise<Judged> {
  const started = performance.now();
  const trainKeys = train.sessions as string[];
  const testKeys = test.sessions as string[];
  const { pipeline, training } = await trainSessions(train.events, (i) => trainKeys[i], {
    detectors: options.detectors,
    seed: options.seed ?? DEFAULT_SEED,
    signal: options.signal,
  });
  const trained = performance.now();
  const { keys, batch } = pipeline.sessions(test.events, (i) => testKeys[i]);
  const verdicts = pipeline.judge(batch);
  const scored = performance.now();
  const times = train.events.map(({ timestampMs }) => timestampMs).filter((ms) => !isNaN(ms));
  const days = times.length > 1 ? (maxOf(times) - minOf(times)) / DAY_MS : NaN;
  return {
    kind: 'session',
    units: keys,
    truth: test.labels && sessionTruth(keys, testKeys, test.labels),
    verdicts,
    training,
    detectors: pipeline.detectors,
    unitsPerDay: training.combined.length / days,
    trainSeconds: (trained - started) / 1000,
    scoreSeconds: (scored - trained) / 1000,
  };
}

/** A session is anomalous where any of its lines is. */
function sessionTruth(keys: string[], keyOfLine: string[], labels: Uint8Array): Uint8Array {
  const indexOf = new Map(keys.map((key, i) => [key, i]));
  const truth = new Uint8Array(keys.length);
  keyOfLine.forEach((key, i) => {
    if (labels[i] === 1) truth[indexOf.get(key) as number] = 1;
  });
  return truth;
}

function summarise(
  judged: Judged,
  lines: number,
  budget: number | undefined,
  top: number,
): Evaluation {
  const { verdicts, training, truth } = judged;
  const { combined } = verdicts;
  const flagged = flaggedUnits(judged, budget);
  const byDetector = judged.detectors.map((name, k) => {
    const own = memberThreshold(judged, training.members[k]);
    const scores = verdicts.members[k];
    return [name, accuracyOf(scores, flagsOf(scores, own), truth, top)] as const;
  });
  return {
    report: {
      units: judged.units.length,
      anomalous: truth ? truth.reduce((sum, y) => sum + y, 0) : null,
      ...accuracyOf(combined, flagged, truth, top),
      flag_all_f1: flagAllF1(truth),
      lines_per_second: lines / judged.scoreSeconds,
      train_seconds: judged.trainSeconds,
      score_seconds: judged.scoreSeconds,
      peak_rss_mb: process.resourceUsage().maxRSS / 1024,
      by_detector: Object.fromEntries(byDetector),
    },
    scores: judged.units.map((unit, i) => ({
      unit,
      score: verdicts.surprise[i] / NATS_PER_POINT,
      flagged: flagged[i] === 1,
    })),
  };
}

/** What is flagged, by the budget or by a threshold that training alone chose. */
function flaggedUnits(judged: Judged, budget: number | undefined): Uint8Array {
  const { verdicts, training, kind } = judged;
  if (budget === undefined && kind === 'session')
    return flagsOf(verdicts.combined, ownThreshold(training.combined));
  const share =
    budget === undefined
      ? ownLineShare(training.combined)
      : budget / (judged.unitsPerDay || training.surprise.length);
  return flagsOf(verdicts.surprise, budgetThreshold(training.surprise, share));
}

/** The threshold of a detector that judges alone. */
function memberThreshold({ kind }: Judged, trainingScores: Float64Array): number {
  return kind === 'session'
    ? ownThreshold(trainingScores)
    : budgetThreshold(trainingScores, ownLineShare(trainingScores));
}

const flagsOf = (scores: Float64Array, threshold: number) =>
  Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));

async function* batchesOf(events: readonly LogEvent[]): AsyncGenerator<LogEvent[]> {
  for (let i = 0; i < events.length; i += BATCH_LINES) yield events.slice(i, i + BATCH_LINES);
}

function joined(parts: readonly Verdicts[]): Verdicts {
  const join = (pick: (part: Verdicts) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...pick(part)]));
  return {
    members: parts[0].members.map((_, k) => join((part) => part.members[k])),
    combined: join((part) => part.combined),
    surprise: join((part) => part.surprise),
  };
}

const maxOf = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const minOf = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
