/**
 * Classifiers that learn from labels, against scikit-learn's and ml-random-forest's on the same rows.
 * Alone: node --expose-gc --import tsx bench/classifiers.ts
 */
import { RandomForestClassifier } from 'ml-random-forest';
import { rankingFigures } from '../sidecar/pipeline/accuracy';
import type { Detector, FitResult } from '../sidecar/pipeline/detectors/detector';
import type { FeatureMatrix } from '../sidecar/pipeline/features/matrix';
import { Random } from '../sidecar/pipeline/random';
import {
  gradientBoosting,
  labelledDetector,
  logisticRegression,
  randomForest,
} from '../sidecar/pipeline/supervised';
import { formatTable, type BenchRow } from './bench_row';
import { runPython, whyNoScikitLearn } from './peers/python_peer';

const ROWS = 20_000;
const TEST_ROWS = 5_000;
const WIDTH = 64;
const TREES = 100;
const SMALL_ROWS = 2_000;
const SMALL_TREES = 20;

interface LabelledMatrix {
  matrix: FeatureMatrix;
  truth: Uint8Array;
}

interface PeerFigures {
  fit_seconds: number;
  scores: number[];
}

/** Rows of a bell whose label is a sum of six columns and a product of two, with noise; one in eight is anomalous. */
function labelledBells(rows: number, seed: number): LabelledMatrix {
  const random = new Random(seed);
  const values = new Float32Array(rows * WIDTH);
  const truth = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * WIDTH;
    for (let column = 0; column < WIDTH; column++)
      values[start + column] = random.uniform() + random.uniform() + random.uniform() - 1.5;
    let sum = 3 * values[start] * values[start + 7] + random.uniform() - 0.5;
    for (let column = 0; column < 6; column++)
      sum += values[start + column] * (column % 2 === 0 ? -1 : 1);
    truth[row] = sum > 1.75 ? 1 : 0;
  }
  const columns = Array.from({ length: WIDTH }, (_, i) => `c${i}`);
  return { matrix: { columns, rows, values }, truth };
}

async function fit(
  detector: Detector<FeatureMatrix>,
  { matrix, truth }: LabelledMatrix,
): Promise<FitResult<FeatureMatrix>> {
  const steps = detector.fit([matrix], { seed: 1, labels: Int8Array.from(truth) });
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

/** Processor seconds that `fn` took: other work on the machine does not count. */
async function cpuSecondsOf(fn: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await fn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const auc = (scores: ArrayLike<number>, truth: Uint8Array) =>
  rankingFigures(Float64Array.from(scores), truth).roc_auc;

async function againstScikit(train: LabelledMatrix, test: LabelledMatrix): Promise<BenchRow[]> {
  const noScikit = whyNoScikitLearn();
  const peers = noScikit
    ? undefined
    : runPython<Record<string, PeerFigures>>(
        'classifiers.py',
        { rows: train.matrix.values, truth: train.truth, test: test.matrix.values },
        [`columns=${WIDTH}`, `trees=${TREES}`],
      );
  const rows: BenchRow[] = [];
  for (const learner of [
    randomForest({ trees: TREES }),
    gradientBoosting(),
    logisticRegression(),
  ]) {
    const { name } = learner;
    let fitted: FitResult<FeatureMatrix> | undefined;
    const seconds = await cpuSecondsOf(async () => {
      fitted = await fit(labelledDetector(learner), train);
    });
    const peer = peers?.[name];
    const area = `classifiers, ${ROWS.toLocaleString('en-US')} × ${WIDTH}`;
    const scores = fitted?.fitted.score(test.matrix) ?? [];
    const peerName = peer ? 'peer: scikit-learn, one thread' : (noScikit ?? 'no peer');
    rows.push(
      {
        area,
        what: `${name}: fit`,
        value: seconds,
        unit: 's',
        better: 'lower',
        target: name === 'random_forest' ? peer?.fit_seconds : undefined,
        peer: peer?.fit_seconds,
        note: `processor time; ${peerName}`,
      },
      {
        area,
        what: `${name}: ROC-AUC on ${TEST_ROWS.toLocaleString('en-US')} new rows`,
        value: auc(scores, test.truth),
        unit: '',
        // What the seed of a forest of 100 trees moves it by.
        target: peer && auc(peer.scores, test.truth) - 0.01,
        peer: peer && auc(peer.scores, test.truth),
        note: peerName,
      },
    );
  }
  return rows;
}

/** ml-random-forest has no probabilities by default: the share of its trees that vote for a row. */
async function againstNpm(train: LabelledMatrix, test: LabelledMatrix): Promise<BenchRow[]> {
  const rowsOf = ({ values, rows }: FeatureMatrix) =>
    Array.from({ length: rows }, (_, row) =>
      Array.from(values.subarray(row * WIDTH, (row + 1) * WIDTH)),
    );
  const peer = new RandomForestClassifier({
    nEstimators: SMALL_TREES,
    // It draws columns once a tree, not once a split: with √columns each it is near to guessing, with all of them it
    // takes minutes.
    maxFeatures: WIDTH / 4,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    seed: 1,
  });
  const peerSeconds = await cpuSecondsOf(() =>
    peer.train(rowsOf(train.matrix), Array.from(train.truth)),
  );
  const peerScores = peer.predictProbability(rowsOf(test.matrix), 1);
  let fitted: FitResult<FeatureMatrix> | undefined;
  const seconds = await cpuSecondsOf(async () => {
    fitted = await fit(labelledDetector(randomForest({ trees: SMALL_TREES })), train);
  });
  const area = `random forest, ${SMALL_TREES} trees on ${SMALL_ROWS.toLocaleString('en-US')} × ${WIDTH}`;
  const note = 'peer: ml-random-forest';
  const ours = auc(fitted?.fitted.score(test.matrix) ?? [], test.truth);
  const theirs = auc(peerScores, test.truth);
  return [
    {
      area,
      what: 'fit',
      value: seconds,
      unit: 's',
      better: 'lower',
      target: peerSeconds,
      peer: peerSeconds,
      note,
    },
    // Twenty trees: two forests of other seeds differ by so much.
    {
      area,
      what: 'ROC-AUC on new rows',
      value: ours,
      unit: '',
      target: theirs - 0.03,
      peer: theirs,
      note,
    },
  ];
}

export async function run(): Promise<BenchRow[]> {
  const test = labelledBells(TEST_ROWS, 2);
  return [
    ...(await againstScikit(labelledBells(ROWS, 1), test)),
    ...(await againstNpm(labelledBells(SMALL_ROWS, 3), test)),
  ];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
