/** Accuracy with labels, by every classifier and by the default. */
import { LEARNER_NAMES } from '../../sidecar/pipeline/supervised/registry';
import { supervisedAccuracy } from '../accuracy_supervised';
import { SUPERVISED_BASELINES } from './baselines';
import { markdownTable, meanAndDeviation, type Check, type Section } from './report';

const TARGETS: Readonly<Record<string, { figure: 'f1' | 'average_precision'; target: number }>> = {
  'hdfs-supervised, 100 labels': { figure: 'f1', target: 0.9 },
  'hdfs-supervised, all labels': { figure: 'f1', target: 0.95 },
  'bgl-template': { figure: 'average_precision', target: 0.92 },
  'bgl-time, supervised': { figure: 'average_precision', target: 0.85 },
};

const COLUMNS = [
  ['roc_auc', 'AUC'],
  ['average_precision', 'AP'],
  ['recall_at_fpr1', 'recall at 1 % FP'],
  ['precision', 'own precision'],
  ['recall', 'own recall'],
  ['f1', 'own F1'],
  ['f1_at_budget', 'F1 at top 3 %'],
  ['best_f1', 'best F1 in hindsight'],
] as const;

/** @throws BenchSkip where the data is not there */
export async function supervised(
  progress: (what: string) => void,
  isQuick: boolean,
): Promise<Section> {
  const checks: Check[] = [];
  const rows: string[][] = [];
  for (const name of [undefined, ...(isQuick ? [] : LEARNER_NAMES)]) {
    progress(`supervised: ${name ?? 'default'}`);
    for (const { protocol, mean, runs } of await supervisedAccuracy(name ? [name] : undefined)) {
      const cells = COLUMNS.map(([key]) => meanAndDeviation(runs.map((run) => run[key])));
      rows.push([protocol, name ?? '**default**', ...cells]);
      if (name !== undefined || !TARGETS[protocol]) continue;
      const { figure, target } = TARGETS[protocol];
      checks.push({
        protocol,
        figure: figure === 'f1' ? 'own F1' : 'AP',
        value: mean[figure] ?? NaN,
        target,
      });
    }
  }
  return { text: describe(rows), checks };
}

function describe(rows: string[][]): string {
  const order = [...new Set(rows.map(([protocol]) => protocol))];
  const byProtocol = order.flatMap((protocol) => rows.filter((row) => row[0] === protocol));
  return [
    '## With labels',
    'hdfs-supervised: labels of the first 2,300 blocks, or of so many of them drawn at random, judged on the other ' +
      '3,450. bgl-template: five folds, no true template on both sides. bgl-time: labels of the first 1,000 lines, ' +
      'judged on the second 1,000. Mean of five seeds.',
    markdownTable(['protocol', 'learned by', ...COLUMNS.map(([, title]) => title)], byProtocol),
    'Baselines of the data README, scikit-learn (AUC / AP):',
    markdownTable(['method', 'bgl-template', 'bgl-time'], SUPERVISED_BASELINES),
  ].join('\n\n');
}
