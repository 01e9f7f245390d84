import type { Command } from 'commander';
import { BundleError, TrainedPipeline } from '../../pipeline';
import { ModelCorruptError } from '../../store/stores';
import { renderScatterPng } from '../../plot/scatter';
import { Analysis } from '../analysis';
import { note, print, printJson, type CliContext } from '../context';
import { describeReports, EventFiles, serviceOfFile } from '../event_files';
import { findModel, openFileStore } from '../model_catalog';
import { decimalNumber, wholeNumber } from '../option_parsers';
import { writeOutput } from '../output_file';
import { startProgress } from '../progress';
import { flaggedOf, formatReport, summarize, type Findings } from '../report';
import { formatCount } from '../table';
import { DEFAULT_BUDGET_WORDS, DEFAULT_SEED, trainOnFiles } from '../training';

interface Options {
  model?: string;
  json?: boolean;
  png?: string;
  limit: number;
  budget?: number;
  seed: number;
  ndjson?: boolean;
  modelsDir?: string;
}

/** What the model of a run without a trained model is called. */
const OWN_MODEL = 'these lines';

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

interface NamedPipeline {
  id: string;
  pipeline: TrainedPipeline;
}

/** The model that was asked for or is active; null where there is none. */
async function loadModel(context: CliContext, options: Options): Promise<NamedPipeline | null> {
  const store = openFileStore(context, options.modelsDir);
  const model = await findModel(store, options.model);
  if (!model) return null;
  try {
    return { id: model.id, pipeline: TrainedPipeline.fromBytes(await store.loadBytes(model.id)) };
  } catch (error) {
    if (error instanceof BundleError) throw new ModelCorruptError(model.id, error.message);
    throw error;
  }
}

/** A file is a service of the model where the model knows its name; else it is as the one file of training. */
function serviceIn(pipeline: TrainedPipeline): (file: string) => string {
  return (file) => {
    const service = serviceOfFile(file);
    return pipeline.knowsService('') && !pipeline.knowsService(service) ? '' : service;
  };
}

async function trainHere(
  context: CliContext,
  files: EventFiles,
  options: Options,
): Promise<NamedPipeline> {
  note(
    context,
    `There is no trained model, so ${files.label} itself is taken as what is normal: what is rare in it stands out.`,
  );
  const { pipeline } = await trainOnFiles(context, files, {
    seed: options.seed,
    budget: options.budget,
  });
  for (const sentence of pipeline.info.notes) note(context, sentence);
  return { id: OWN_MODEL, pipeline };
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
