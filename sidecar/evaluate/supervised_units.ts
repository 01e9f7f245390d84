import { verdictsOnAll } from '../pipeline';
import type { LogEvent } from '../pipeline/parse';
import { budgetThreshold, ownLineShare, ownThreshold } from '../pipeline/scoring';
import { trainSessions } from '../pipeline/sessions';
import {
  LineUnits,
  SessionUnits,
  strangenessOf,
  type Labels,
  type UnitFeatures,
} from '../pipeline/supervised';
import { trainWithVerdicts } from '../pipeline/train';
import type { Rows } from './rows';

export interface UnitOptions {
  seed: number;
  signal?: AbortSignal;
}

/** Training and test units as a classifier sees them. */
export interface SupervisedUnits {
  training: UnitFeatures;
  labels: Labels;
  /** Works out what is to be judged; it counts as scoring. */
  test: () => { features: UnitFeatures; names: string[] };
  /** Of the test units, in their order. */
  truth: Uint8Array | undefined;
}

const BATCH_LINES = 2000;

/** Lines: the unsupervised part learns from all training lines, whether they have labels or not. */
export async function lineUnits(
  train: Rows,
  test: Rows,
  { seed, signal }: UnitOptions,
): Promise<SupervisedUnits> {
  const fit = trainWithVerdicts(() => batchesOf(train.events), {
    seed,
    alertBudgetPerDay: 1,
    signal,
  });
  let step = await fit.next();
  while (!step.done) step = await fit.next();
  const { pipeline, verdicts } = step.value;
  const judge = (events: LogEvent[]) => pipeline.verdicts(events);
  const training = verdictsOnAll(pipeline, train.events, verdicts);
  const { detectors } = pipeline.info;
  const units = LineUnits.learn(train.events);
  const suspicious = budgetThreshold(training.surprise, ownLineShare(training.combined));
  return {
    training: units.features(train.events, strangenessOf(detectors, training)),
    labels: { known: train.known, suspected: flagsOf(training.surprise, suspicious) },
    test: () => ({
      features: units.features(test.events, strangenessOf(detectors, judge(test.events))),
      names: test.lineNumbers.map(String),
    }),
    truth: test.labels,
  };
}

/** Sessions: anomalous where any of their lines is labelled so, unlabelled where none has a label. */
export async function sessionUnits(
  train: Rows,
  test: Rows,
  { seed, signal }: UnitOptions,
): Promise<SupervisedUnits> {
  const trainKeys = train.sessions as string[];
  const testKeys = test.sessions as string[];
  const { pipeline, training } = await trainSessions(train.events, (i) => trainKeys[i], {
    seed,
    signal,
  });
  const known = pipeline.sessions(train.events, (i) => trainKeys[i]);
  const units = SessionUnits.learn(known.batch, (template) => pipeline.templates.text(template));
  const { detectors } = pipeline;
  return {
    training: units.features(known.batch, strangenessOf(detectors, training)),
    labels: {
      known: sessionLabels(known.keys, trainKeys, train.known),
      suspected: flagsOf(training.combined, ownThreshold(training.combined)),
    },
    test: () => {
      const { batch, keys } = pipeline.sessions(test.events, (i) => testKeys[i]);
      const strangeness = strangenessOf(detectors, pipeline.judge(batch));
      return { features: units.features(batch, strangeness), names: keys };
    },
    // In order of first appearance, as the sessions are.
    truth:
      test.labels && Uint8Array.from(sessionLabels([...new Set(testKeys)], testKeys, test.known)),
  };
}

function sessionLabels(keys: string[], keyOfLine: string[], known: Int8Array): Int8Array {
  const indexOf = new Map(keys.map((key, i) => [key, i]));
  const labels = new Int8Array(keys.length).fill(-1);
  keyOfLine.forEach((key, i) => {
    const session = indexOf.get(key) as number;
    labels[session] = Math.max(labels[session], known[i]);
  });
  return labels;
}

const flagsOf = (scores: Float64Array, threshold: number) =>
  Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));

async function* batchesOf(events: readonly LogEvent[]): AsyncGenerator<LogEvent[]> {
  for (let i = 0; i < events.length; i += BATCH_LINES) yield events.slice(i, i + BATCH_LINES);
}
