import type { Command } from 'commander';
import type { TrainedPipeline } from '../../pipeline';
import { renderScatterPng } from '../../plot/scatter';
import { Analysis } from '../analysis';
import { note, print, printJson, type CliContext } from '../context';
import { describeReports, EventFiles } from '../event_files';
import { loadModel, serviceIn, trainHere, type FileModelOptions } from '../file_model';
import { decimalNumber, wholeNumber } from '../option_parsers';
import { writeOutput } from '../output_file';
import { startProgress } from '../progress';
import { flaggedOf, formatReport, summarize, type Findings } from '../report';
import { formatCount } from '../table';
import { DEFAULT_BUDGET_WORDS, DEFAULT_SEED } from '../training';

interface Options extends FileModelOptions {
  json?: boolean;
  png?: string;
  limit: number;
  ndjson?: boolean;
}

export function registerAnalyze(program: Command, context: CliContext): void {
  program
    .command('analyze')
    .description('show the common patterns and the significant outliers of log files, with reasons')
    .argument('<files...>', 'log files, plain or gzip; - is standard input')
    .option('--model <name>', 'name or id of a model (default: the active one)')
    .option('--json', 'print the findings as JSON')
    .option('--png <file>', 'write a scatter plot of time and score to a PNG file')
    .option('--limit <n>', 'outliers and patterns to show', wholeNumber(1), 20)
    .option(
      '--budget <n>',
      `without a model: lines a day that may be flagged (default: ${DEFAULT_BUDGET_WORDS})`,
      decimalNumber(0.1, 1e6),
    )
    .option(
      '--seed <n>',
      'without a model: seed of the training',
      wholeNumber(0, 2 ** 31 - 1),
      DEFAULT_SEED,
    )
    .option('--ndjson', 'the files hold one JSON document a line (told by .ndjson and .jsonl)')
    .option('--models-dir <folder>', 'where models are (default: .anomalies/models)')
    .action((files: string[], options: Options) => analyze(context, files, options));
}

async function analyze(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  const loaded = await loadModel(context, options);
  const files = await EventFiles.open(context, names, { ndjson: options.ndjson });
  try {
    const { id, pipeline } = loaded ?? (await trainHere(context, files, options));
    if (loaded) files.serviceOf = serviceIn(pipeline);
    const analysis = await scoreFiles(context, files, pipeline);
    files.refuseEmpty();
    for (const sentence of describeReports(files.reports)) note(context, sentence);

    const findings = analysis.findings(id, files.skipped);
    if (loaded) warnOfManyFlagged(context, findings);
    if (options.png !== undefined) {
      const png = renderScatterPng(analysis.points.toArray(), {
        title: `${files.label}: score of ${formatCount(findings.lines)} lines`,
        threshold: findings.threshold,
      });
      await writeOutput(context, options.png, png);
      note(context, `Wrote the plot to ${options.png}.`);
    }
    if (options.json) {
      await printJson(context, {
        summary: summarize(findings),
        trained_on_input: loaded === null,
        files: files.reports,
        flagged: flaggedOf(findings),
        ...findings,
      });
    } else {
      await print(context, formatReport(findings, { limit: options.limit }));
    }
  } finally {
    files.close();
  }
}

/** Beyond this share of flagged lines the model hardly fits. */
const MANY_FLAGGED_SHARE = 0.2;

function warnOfManyFlagged(context: CliContext, findings: Findings): void {
  if (flaggedOf(findings) < MANY_FLAGGED_SHARE * findings.lines) return;
  note(
    context,
    `${findings.model} flags much of this: was it trained on logs like these? --model names another, anomalies train makes one.`,
  );
}

async function scoreFiles(
  context: CliContext,
  files: EventFiles,
  pipeline: TrainedPipeline,
): Promise<Analysis> {
  const analysis = new Analysis(pipeline, files.names.length > 1);
  const progress = startProgress(context, 'Scoring');
  let lines = 0;
  try {
    for await (const block of files.blocks()) {
      analysis.add(block);
      lines += block.events.length;
      progress.update(files.fraction, `${formatCount(lines)} lines`);
    }
  } finally {
    progress.stop();
  }
  return analysis;
}
