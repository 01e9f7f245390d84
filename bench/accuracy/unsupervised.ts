/** Every detector and the default ensemble on one protocol without labels. */
import {
  evaluateRows,
  type AccuracyFigures,
  type EvaluationReport,
  type JudgeOptions,
} from '../../sidecar/evaluate';
import { LINE_DETECTOR_NAMES } from '../../sidecar/pipeline';
import { SESSION_DETECTOR_NAMES } from '../../sidecar/pipeline/sessions';
import { LEARNER_NAMES } from '../../sidecar/pipeline/supervised/registry';
import { baselinesOf } from './baselines';
import { loadProtocol, type Protocol, type ProtocolData } from './protocols';
import { markdownTable, meanAndDeviation, meanOf, type Check, type Section } from './report';
import type { RunOptions } from './report';
import { trivialDetector } from './trivial';

/** Share of the units for the F1 at a fixed budget. */
export const TOP = 0.03;

/** Detectors of lines that need no labels. */
export const UNSUPERVISED_LINE_DETECTORS = LINE_DETECTOR_NAMES.filter(
  (name) => !LEARNER_NAMES.includes(name),
);

interface Target {
  figure: 'roc_auc' | 'average_precision' | 'f1';
  title: string;
  target: number;
}

const target = (figure: Target['figure'], title: string, value: number): Target => ({
  figure,
  title,
  target: value,
});

const TARGETS: Record<Protocol, Target[]> = {
  'hdfs-all': [
    target('roc_auc', 'AUC', 0.998),
    target('average_precision', 'AP', 0.97),
    target('f1', 'own F1', 0.93),
  ],
  'hdfs-time': [
    target('roc_auc', 'AUC', 0.995),
    target('average_precision', 'AP', 0.95),
    target('f1', 'own F1', 0.93),
  ],
  'hdfs-normal': [
    target('roc_auc', 'AUC', 0.998),
    target('average_precision', 'AP', 0.95),
    target('f1', 'own F1', 0.93),
  ],
  'bgl-all': [target('roc_auc', 'AUC', 0.95), target('average_precision', 'AP', 0.65)],
  'bgl-time': [target('roc_auc', 'AUC', 0.97), target('average_precision', 'AP', 0.75)],
};

const DESCRIPTIONS: Record<Protocol, string> = {
  'hdfs-all': 'All 5,750 blocks without labels; the same blocks judged.',
  'hdfs-time': 'Trained on the first 2,300 blocks without labels, judged on the other 3,450.',
  'hdfs-normal': 'Trained on the normal ones of the first 2,300 blocks, judged on the other 3,450.',
  'bgl-all': 'All 2,000 lines without labels; the same lines judged.',
  'bgl-time': 'Trained on the first 1,000 lines without labels, judged on the second 1,000.',
};

const COLUMNS: readonly { key: keyof AccuracyFigures; title: string; digits?: number }[] = [
  { key: 'roc_auc', title: 'AUC', digits: 4 },
  { key: 'average_precision', title: 'AP' },
  { key: 'recall_at_fpr1', title: 'recall at 1 % FP' },
  { key: 'precision', title: 'own precision' },
  { key: 'recall', title: 'own recall' },
  { key: 'f1', title: 'own F1' },
  { key: 'f1_at_budget', title: 'F1 at top 3 %' },
  { key: 'best_f1', title: 'best F1 in hindsight' },
];

/** @throws BenchSkip where the data is not there */
export async function unsupervised(protocol: Protocol, options: RunOptions): Promise<Section> {
  const data = await loadProtocol(protocol);
  const isLines = data.test.sessions === undefined;
  const detectors = isLines ? UNSUPERVISED_LINE_DETECTORS : [...SESSION_DETECTOR_NAMES];
  const judge = (what: string, how: JudgeOptions) =>
    overSeeds(data, how, options, `${protocol}: ${what}`);
  const byDefault = await judge('default', {});
  const all = await judge('every detector', { detectors });
  const rows = [row('**default**', byDefault), ...eachDetector(all)];
  if (isLines) {
    const bare = { severityPrior: false };
    const withoutPrior = await judge('default without severity', bare);
    rows.splice(1, 0, row('**default**, without severity prior', withoutPrior));
    const alone = await judge('every detector without severity', { ...bare, detectors });
    rows.push(...eachDetector(alone, ', without severity prior'));
  }
  const trivial = trivialDetector(data, TOP);
  rows.push(row(`trivial: ${trivial.name}`, [trivial.figures]), flagEverything(byDefault[0]));
  for (const { method, auc, ap, topF1, ownF1 } of baselinesOf(protocol))
    rows.push([`baseline: ${method}`, auc, ap, '', '', '', ownF1, topF1, '']);
  const { units, anomalous } = byDefault[0];
  return {
    text: [
      `## ${protocol}`,
      `${DESCRIPTIONS[protocol]} ${units} units judged, ${anomalous} of them anomalous.`,
      markdownTable(['judged by', ...COLUMNS.map(({ title }) => title)], rows),
    ].join('\n\n'),
    checks: TARGETS[protocol].map(({ figure, title, target: least }): Check => ({
      protocol,
      figure: title,
      value: meanOf(byDefault.map((report) => report[figure] ?? NaN)),
      target: least,
    })),
  };
}

async function overSeeds(
  { train, test }: ProtocolData,
  how: JudgeOptions,
  { seeds, progress }: RunOptions,
  what: string,
): Promise<EvaluationReport[]> {
  const reports: EvaluationReport[] = [];
  for (const seed of seeds) {
    progress(`${what}, seed ${seed}`);
    reports.push((await evaluateRows(train, test, { ...how, top: TOP, seed })).report);
  }
  return reports;
}

function eachDetector(reports: readonly EvaluationReport[], suffix = ''): string[][] {
  return Object.keys(reports[0].by_detector).map((name) =>
    row(
      `${name}${suffix}`,
      reports.map(({ by_detector }) => by_detector[name]),
    ),
  );
}

const row = (name: string, runs: readonly AccuracyFigures[]): string[] => [
  name,
  ...COLUMNS.map(({ key, digits }) =>
    meanAndDeviation(
      runs.map((run) => run[key]),
      digits,
    ),
  ),
];

function flagEverything({ units, anomalous, flag_all_f1: f1 }: EvaluationReport): string[] {
  const precision = ((anomalous ?? NaN) / units).toFixed(3);
  return [
    'flag everything',
    '0.5000',
    precision,
    '–',
    precision,
    '1.000',
    f1?.toFixed(3) ?? '–',
    '–',
    '–',
  ];
}
