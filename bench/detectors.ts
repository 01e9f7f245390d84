/**
 * Isolation forest against scikit-learn's and ml-isolation-forest's, on the same rows.
 * Alone: node --expose-gc --import tsx bench/detectors.ts
 */
import { IsolationForest as MlIsolationForest } from 'ml-isolation-forest';
import { rankingFigures } from '../sidecar/pipeline/accuracy';
import type { FittedDetector } from '../sidecar/pipeline/detectors/detector';
import { isolationForest } from '../sidecar/pipeline/detectors/isolation_forest';
import type { FeatureMatrix } from '../sidecar/pipeline/features/matrix';
import { formatTable, medianOf, type BenchRow } from './bench_row';
import { bellRows, clusteredRows, hdfsCounts, type LabelledRows } from './forest_data';
import { scikitForest, whyNoScikitLearn } from './peers/python_peer';

const AREA = 'isolation forest, 100 trees of 256';
const ROWS = 100_000;
const WIDTH = 64;
const SAMPLE = 256;
const WHOLE_SAMPLE = 4096;
const RUNS = 5;
const SEEDS = 5;

async function grow(
  matrix: FeatureMatrix,
  seed: number,
  sampleSize = SAMPLE,
): Promise<FittedDetector<FeatureMatrix>> {
  const fit = isolationForest({ sampleSize }).fit([matrix], { seed });
  let step = await fit.next();
  while (!step.done) step = await fit.next();
  return step.value.fitted;
}

/** Processor seconds that `fn` took: other work on the machine does not count. */
async function cpuSecondsOf(fn: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await fn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function speed(noScikit: string | null): Promise<BenchRow[]> {
  const matrix = bellRows(ROWS, WIDTH);
  const fitSeconds = await medianOf(RUNS, () => cpuSecondsOf(() => grow(matrix, 1)));
  const seconds = await medianOf(RUNS, async () => {
    // A forest of its own each time: equal rows are remembered.
    const fitted = await grow(matrix, 1);
    return cpuSecondsOf(() => fitted.score(matrix));
  });
  const peer = noScikit ? undefined : scikitForest(matrix, undefined, 3);
  const note = `processor time; ${noScikit ?? 'peer: scikit-learn, one thread'}`;
  const what = `on ${ROWS.toLocaleString('en-US')} × ${WIDTH}`;
  return [
    {
      area: AREA,
      what: `fit ${what}`,
      value: fitSeconds,
      unit: 's',
      target: 0.5,
      better: 'lower',
      peer: peer?.fit_seconds,
      note,
    },
    {
      area: AREA,
      what: `score ${what}`,
      value: ROWS / seconds,
      unit: 'rows/s',
      target: 200_000,
      peer: peer?.rows_per_second,
      note,
    },
  ];
}

async function aucs(data: LabelledRows, sampleSize: number): Promise<number[]> {
  const found: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const fitted = await grow(data.matrix, seed, sampleSize);
    found.push(rankingFigures(fitted.score(data.matrix), data.truth).roc_auc);
  }
  return found;
}

async function accuracy(data: LabelledRows, noScikit: string | null): Promise<BenchRow[]> {
  const npm = npmAucs(data);
  const rows = [
    // The package has no sub-sampling: each tree sees all rows. So ours sees as many as it can.
    accuracyRow(
      `${data.name}, trees of ${WHOLE_SAMPLE.toLocaleString('en-US')}`,
      await aucs(data, WHOLE_SAMPLE),
      'ml-isolation-forest, trees of all rows',
      mean(npm),
      deviation(npm),
    ),
  ];
  if (!noScikit) {
    const peer = scikitForest(data.matrix, data.truth, SEEDS);
    const ours = await aucs(data, SAMPLE);
    rows.push(
      accuracyRow(data.name, ours, 'scikit-learn', peer.auc_mean ?? NaN, peer.auc_sd ?? NaN),
    );
  }
  return rows;
}

function accuracyRow(
  what: string,
  ours: readonly number[],
  peerName: string,
  peerMean: number,
  peerSd: number,
): BenchRow {
  return {
    area: AREA,
    what: `ROC-AUC, ${what}`,
    value: mean(ours),
    unit: `± ${deviation(ours).toFixed(4)}`,
    // Seed noise: two standard errors of the difference of two means of as many seeds.
    target: peerMean - 2 * Math.sqrt((deviation(ours) ** 2 + peerSd ** 2) / SEEDS),
    peer: peerMean,
    note: `peer: ${peerName}, ± ${peerSd.toFixed(4)}, ${SEEDS} seeds each`,
  };
}

function npmAucs({ matrix, truth }: LabelledRows): number[] {
  const width = matrix.columns.length;
  const rows = Array.from({ length: matrix.rows }, (_, row) =>
    Array.from(matrix.values.subarray(row * width, (row + 1) * width)),
  );
  return Array.from({ length: SEEDS }, () => {
    const forest = new MlIsolationForest();
    forest.train(rows);
    return rankingFigures(Float64Array.from(forest.predict(rows)), truth).roc_auc;
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

export async function run(): Promise<BenchRow[]> {
  const noScikit = whyNoScikitLearn();
  const hdfs = hdfsCounts();
  return [
    ...(await speed(noScikit)),
    ...(await accuracy(clusteredRows(), noScikit)),
    ...(hdfs ? await accuracy(hdfs, noScikit) : []),
  ];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
