import type { Command } from 'commander';
import {
  evaluate,
  EvaluateError,
  type AccuracyFigures,
  type Evaluation,
  type EvaluationReport,
  type SupervisedReport,
} from '../../evaluate';
import { TrainingError } from '../../pipeline';
import { CliError, UsageError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { decimalNumber, gather, wholeNumber } from '../option_parsers';
import { openSink } from '../output_file';
import { rowLines } from '../row_lines';
import { formatCount, formatSeconds, formatTable, plural } from '../table';
import { DEFAULT_SEED } from '../training';

interface Options {
  train: string;
  test: string;
  detector?: string[];
  budget?: number;
  top: number;
  seed: number;
  supervised?: boolean;
  scores?: string;
  json?: boolean;
}

const DEFAULT_TOP_SHARE = 0.03;

export function registerEvaluate(program: Command, context: CliContext): void {
  program
    .command('evaluate')
    .description('train on one file, judge another, and say how accurate that is')
    .requiredOption(
      '--train <file>',
      'NDJSON with message and, if known, timestamp, stream, session, label',
    )
    .requiredOption('--test <file>', 'NDJSON of the same kind, with label (0 or 1) to judge by')
    .option('--detector <name...>', 'only these detectors', gather)
    .option('--budget <n>', 'set the threshold for so many alerts a day', decimalNumber(0.001, 1e9))
    .option(
      '--top <share>',
      'share of the units for f1_at_budget',
      decimalNumber(0, 1),
      DEFAULT_TOP_SHARE,
    )
    .option('--seed <n>', 'seed of the training', wholeNumber(0, 2 ** 31 - 1), DEFAULT_SEED)
    .option('--supervised', 'learn from the labels of the training file')
    .option('--scores <file>', 'write unit,score,flagged to a CSV file')
    .option('--json', 'print the figures as JSON')
    .action((options: Options) => run(context, options));
}

async function run(context: CliContext, options: Options): Promise<void> {
  if (options.train === '-' && options.test === '-') {
    throw new UsageError('Only one of --train and --test can be standard input.');
  }
  note(context, `Training on ${options.train}, judging ${options.test} …`);
  const evaluation = await judge(context, options);
  if (options.scores !== undefined) {
    await writeScores(context, options.scores, evaluation);
    note(context, `Wrote ${plural(evaluation.scores.length, 'score')} to ${options.scores}.`);
  }
  if (options.json) await printJson(context, evaluation.report);
  else await print(context, describe(evaluation.report, options));
}

async function judge(context: CliContext, options: Options): Promise<Evaluation> {
  try {
    return await evaluate({
      train: rowLines(context, options.train),
      test: rowLines(context, options.test),
      detectors: options.detector,
      budget: options.budget,
      top: options.top,
      seed: options.seed,
      supervised: options.supervised,
      signal: context.signal,
    });
  } catch (error) {
    if (error instanceof EvaluateError || error instanceof TrainingError) {
      throw new CliError(error.message);
    }
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** The columns that an independent judge reads. */
async function writeScores(
  context: CliContext,
  file: string,
  { scores }: Evaluation,
): Promise<void> {
  const sink = openSink(context, file);
  await sink.write('unit,score,flagged\n');
  for (let start = 0; start < scores.length; start += 5000) {
    const rows = scores
      .slice(start, start + 5000)
      .map(({ unit, score, flagged }) => `${csvField(unit)},${score},${flagged ? 1 : 0}\n`);
    await sink.write(rows.join(''));
  }
  await sink.close();
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const FIGURES: ReadonlyArray<{ key: keyof AccuracyFigures; title: string }> = [
  { key: 'precision', title: 'precision' },
  { key: 'recall', title: 'recall' },
  { key: 'f1', title: 'F1' },
  { key: 'f1_at_budget', title: 'F1 at top' },
  { key: 'best_f1', title: 'best F1 *' },
  { key: 'recall_at_fpr1', title: 'recall at 1 % FP' },
  { key: 'roc_auc', title: 'ROC-AUC' },
  { key: 'average_precision', title: 'AP' },
];

function describe(report: EvaluationReport | SupervisedReport, options: Options): string {
  const speed =
    `${formatCount(Math.round(report.lines_per_second))} lines/s scored; ` +
    `training ${formatSeconds(report.train_seconds)}, scoring ${formatSeconds(report.score_seconds)}, ` +
    `at most ${formatCount(Math.round(report.peak_rss_mb))} MB in memory.\n`;
  if (report.anomalous === null) {
    return `${plural(report.units, 'unit')}. ${options.test} has no labels, so there are no accuracy figures.\n${speed}`;
  }
  const columns = [
    { title: 'judged by' },
    ...FIGURES.map(({ title }) => ({ title, align: 'right' as const })),
  ];
  const row = (name: string, figures: AccuracyFigures) => [
    name,
    ...FIGURES.map(({ key }) => figures[key]?.toFixed(3) ?? 'none'),
  ];
  const rows = [
    row('all together', report),
    ...Object.entries(report.by_detector).map(([name, figures]) => row(name, figures)),
  ];
  const share = ((100 * report.anomalous) / Math.max(1, report.units)).toFixed(2);
  return (
    `${plural(report.units, 'unit')}, ${formatCount(report.anomalous)} anomalous (${share} %).\n\n` +
    `${formatTable(columns, rows)}\n` +
    `Precision, recall and F1 at the threshold that training alone chose; "top" is ${options.top * 100} % of the units.\n` +
    `* with the best threshold in hindsight, which nobody can know beforehand.\n` +
    `Flagging everything gives F1 ${report.flag_all_f1?.toFixed(3) ?? 'none'}.\n` +
    `${'confusion_matrix' in report ? describeLabels(report) : ''}${speed}`
  );
}

const TOP_FEATURES = 8;

/** What was learned from labels, and how that went on the training labels themselves. */
function describeLabels(report: SupervisedReport): string {
  const { confusion_matrix: matrix, cross_validation: own } = report;
  const features = report.feature_importance
    .slice(0, TOP_FEATURES)
    .map(({ feature, importance }) => `${feature} ${(100 * importance).toFixed(0)} %`);
  const found = matrix
    ? `Flagged: ${formatCount(matrix.true_positives)} rightly, ${formatCount(matrix.false_positives)} wrongly; ` +
      `missed ${formatCount(matrix.false_negatives)}; left alone ${formatCount(matrix.true_negatives)}.\n`
    : '';
  const split =
    own.split.method === 'time'
      ? `each judged without the labels of its time`
      : `too few to judge them without themselves, so these figures are too good`;
  return (
    `${found}Learned from ${plural(own.labelled, 'label')}, ${formatCount(own.anomalous)} of them anomalous; on these F1 ` +
    `${own.f1?.toFixed(3) ?? 'none'}, AP ${own.average_precision?.toFixed(3) ?? 'none'} (${split}).\n` +
    `Rests on ${features.join(', ')}.\n`
  );
}
