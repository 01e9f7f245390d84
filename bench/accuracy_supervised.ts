/**
 * Accuracy with labels, by the protocols of ../shared/data/README.md: hdfs-supervised with all labels and with few,
 * bgl-template, bgl-time. Alone: node --import tsx bench/accuracy_supervised.ts [classifier …]
 */
import path from 'node:path';
import { evaluate, type AccuracyFigures } from '../sidecar/evaluate';
import { accuracyOf } from '../sidecar/evaluate/report';
import { readRows } from '../sidecar/evaluate/rows';
import { sessionUnits } from '../sidecar/evaluate/supervised_units';
import { Random } from '../sidecar/pipeline/random';
import { drain, trainClassifier } from '../sidecar/pipeline/supervised';
import { readLines } from './bench_row';

/** Figures of one protocol. */
export interface SupervisedAccuracy {
  protocol: string;
  /** Mean over the runs; figures as scikit-learn defines them, F1 at the product's own threshold. */
  mean: AccuracyFigures;
  /** One a run. */
  runs: AccuracyFigures[];
  /** What differs from run to run. */
  note: string;
}

const DATA = path.resolve(__dirname, '../../shared/data');
const SEEDS = [1, 2, 3, 4, 5];
const FOLDS = 5;
const TOP = 0.03;

/**
 * Runs all supervised protocols.
 * @param classifiers names of classifiers; the product's default where left out
 * @throws BenchSkip where the data is not there
 */
export async function supervisedAccuracy(classifiers?: string[]): Promise<SupervisedAccuracy[]> {
  return [
    ...(await hdfs(classifiers)),
    await bglTemplate(classifiers),
    await bglRandomTemplates(classifiers),
    await bglTime(classifiers),
  ];
}

const row = (message: string, label: number | undefined, session?: string) =>
  JSON.stringify({ message, label, session });

/**
 * Part `fit` with labels, judged on part `score`. Few labels: so many blocks drawn at random from part `fit`, whatever
 * they are; the other blocks of the part stay in training without a label. A draw without a single anomalous block is
 * drawn again, since an analyst who has seen none has nothing to teach.
 */
async function hdfs(classifiers?: string[]): Promise<SupervisedAccuracy[]> {
  const blocks = new Map(
    readLines(path.join(DATA, 'hdfs_raw/labels.csv'))
      .slice(1)
      .map((line) => line.split(','))
      .map(([block, anomaly, , part]) => [block, { label: Number(anomaly), part }] as const),
  );
  const parts: Record<string, string[]> = { fit: [], score: [] };
  for (const line of readLines(path.join(DATA, 'hdfs_raw/events.log.gz'))) {
    const block = /blk_-?\d+/.exec(line)?.[0] ?? '';
    const found = blocks.get(block);
    if (found) parts[found.part].push(row(line, found.label, block));
  }
  const train = await readRows(parts.fit, 'part fit');
  const test = await readRows(parts.score, 'part score');
  // The unsupervised part sees no labels, so it is the same for every draw of them.
  const units = await sessionUnits(train, test, { seed: 1 });
  const { features } = units.test();
  const all = units.labels.known;
  const judge = (known: Int8Array, seed: number): AccuracyFigures => {
    const labels = { ...units.labels, known };
    const trained = drain(trainClassifier(units.training, labels, { classifiers, seed }));
    const odds = trained.classifier.odds(features).combined;
    const flagged = Uint8Array.from(odds, (value) => (value >= trained.threshold ? 1 : 0));
    return accuracyOf(odds, flagged, units.truth, TOP);
  };
  const draw = (count: number, seed: number): Int8Array => {
    const random = new Random(seed);
    for (;;) {
      const known = new Int8Array(all.length).fill(-1);
      for (const block of random.sample(all.length, count)) known[block] = all[block];
      if (known.includes(1)) return known;
    }
  };
  const few = [50, 100, 250].map((count) =>
    summary(
      `hdfs-supervised, ${count} labels`,
      SEEDS.map((seed) => judge(draw(count, seed), seed)),
      'labels drawn at random, 5 seeds',
    ),
  );
  const whole = SEEDS.map((seed) => judge(all, seed));
  return [summary('hdfs-supervised, all labels', whole, '5 seeds'), ...few];
}

function bglLines(): { lines: string[]; labels: number[]; templates: string[] } {
  return {
    lines: readLines(path.join(DATA, 'line_labelled/BGL_2k/lines.log')),
    labels: readLines(path.join(DATA, 'line_labelled/BGL_2k/labels.csv'))
      .slice(1)
      .map((line) => Number(line.split(',').pop())),
    templates: readLines(path.join(DATA, 'loghub2k/BGL/truth.csv'))
      .slice(1)
      .map((line) => line.split(',')[1]),
  };
}

/** Each fold judged by a pipeline that saw none of its lines; scores of all folds ranked together. */
async function judgeFolds(
  fold: readonly number[],
  seed: number,
  classifiers?: string[],
): Promise<AccuracyFigures> {
  const { lines, labels } = bglLines();
  const scores = new Float64Array(lines.length);
  const flagged = new Uint8Array(lines.length);
  for (let out = 0; out < FOLDS; out++) {
    const numbers = Array.from(lines.keys());
    const judged = numbers.filter((i) => fold[i] === out);
    const evaluation = await evaluate({
      train: numbers.filter((i) => fold[i] !== out).map((i) => row(lines[i], labels[i])),
      test: judged.map((i) => row(lines[i], undefined)),
      supervised: true,
      detectors: classifiers,
      seed,
    });
    evaluation.scores.forEach((found, k) => {
      scores[judged[k]] = found.score;
      flagged[judged[k]] = found.flagged ? 1 : 0;
    });
  }
  return accuracyOf(scores, flagged, Uint8Array.from(labels), TOP);
}

/** Folds by true template, of about equally many lines, as GroupKFold(5) of scikit-learn makes them. */
async function bglTemplate(classifiers?: string[]): Promise<SupervisedAccuracy> {
  const { templates } = bglLines();
  const counts = new Map<string, number>();
  for (const template of templates) counts.set(template, (counts.get(template) ?? 0) + 1);
  const load = new Array<number>(FOLDS).fill(0);
  const foldOf = new Map<string, number>();
  for (const [template, lines] of [...counts].sort((a, b) => b[1] - a[1])) {
    const lightest = load.indexOf(Math.min(...load));
    load[lightest] += lines;
    foldOf.set(template, lightest);
  }
  const fold = templates.map((template) => foldOf.get(template) as number);
  const runs: AccuracyFigures[] = [];
  for (const seed of SEEDS) runs.push(await judgeFolds(fold, seed, classifiers));
  return summary('bgl-template', runs, '5 folds of equal size by true template, 5 seeds');
}

/**
 * The same with templates dealt out at random. Two templates make 90 of the 143 alerts: where both fall into one fold,
 * there is little left to learn from, and nobody can tell them from normal errors.
 */
async function bglRandomTemplates(classifiers?: string[]): Promise<SupervisedAccuracy> {
  const { templates } = bglLines();
  const names = [...new Set(templates)];
  const runs: AccuracyFigures[] = [];
  for (const seed of SEEDS) {
    const order = new Random(seed).sample(names.length, names.length);
    const random = new Random(seed);
    for (let i = order.length - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [order[i], order[other]] = [order[other], order[i]];
    }
    const foldOf = new Map(names.map((name, i) => [name, order[i] % FOLDS]));
    const fold = templates.map((template) => foldOf.get(template) as number);
    runs.push(await judgeFolds(fold, seed, classifiers));
  }
  return summary('bgl-template, random folds', runs, 'templates dealt out at random, 5 seeds');
}

/** Labels of the first half, judged on the second. */
async function bglTime(classifiers?: string[]): Promise<SupervisedAccuracy> {
  const { lines, labels } = bglLines();
  const rows = lines.map((line, i) => row(line, labels[i]));
  const half = rows.length / 2;
  const runs: AccuracyFigures[] = [];
  for (const seed of SEEDS) {
    const { report } = await evaluate({
      train: rows.slice(0, half),
      test: rows.slice(half),
      supervised: true,
      detectors: classifiers,
      seed,
      top: TOP,
    });
    runs.push(report);
  }
  return summary('bgl-time, supervised', runs, '5 seeds');
}

const FIGURES = [
  'precision',
  'recall',
  'f1',
  'best_f1',
  'f1_at_budget',
  'recall_at_fpr1',
  'roc_auc',
  'average_precision',
] as const;

function summary(protocol: string, runs: AccuracyFigures[], note: string): SupervisedAccuracy {
  const mean = Object.fromEntries(
    FIGURES.map((name) => [
      name,
      runs.reduce((sum, run) => sum + (run[name] ?? NaN), 0) / runs.length,
    ]),
  ) as unknown as AccuracyFigures;
  return { protocol, mean, runs, note };
}

async function main(): Promise<void> {
  const classifiers = process.argv.slice(2);
  for (const { protocol, mean, runs, note } of await supervisedAccuracy(
    classifiers.length > 0 ? classifiers : undefined,
  )) {
    const each = (name: 'f1' | 'average_precision') =>
      runs.map((run) => run[name]?.toFixed(3)).join(' ');
    console.log(
      `${protocol}: AUC ${mean.roc_auc?.toFixed(4)}, AP ${mean.average_precision?.toFixed(4)} (${each('average_precision')}), ` +
        `own F1 ${mean.f1?.toFixed(3)} (${each('f1')}), F1 at top ${mean.f1_at_budget?.toFixed(3)}; ${note}`,
    );
  }
}

if (require.main === module) void main();
