import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { describeModel } from '../../jobs/model_listing';
import {
  checkFeatureSets,
  checkLineDetectors,
  FEATURE_SETS,
  LINE_DETECTOR_NAMES,
  THRESHOLD_RULES,
  type ThresholdRule,
} from '../../pipeline';
import { SESSION_DETECTOR_NAMES } from '../../pipeline/sessions';
import { WINDOW_DETECTOR_NAMES } from '../../pipeline/units';
import { inputLabel } from '../../sources/file';
import { UsageError } from '../cli_error';
import { note, printJson, type CliContext } from '../context';
import { describeClassifier } from '../classifier_report';
import { describeReports, EventFiles } from '../event_files';
import { trainOnLabelledFile } from '../labelled_training';
import { modelsDir, openFileStore } from '../model_catalog';
import { decimalNumber, gather, httpUrl, isoTime, modelName, wholeNumber } from '../option_parsers';
import { formatCount, formatSeconds, plural } from '../table';
import {
  DEFAULT_BUDGET_WORDS,
  DEFAULT_SEED,
  trainOnFiles,
  type FileTrainOptions,
  type Trained,
} from '../training';
import { runJob } from './jobs';
import { saveNextVersion } from '../../store/stores';

interface Options {
  model: string;
  index?: string;
  from?: string;
  to?: string;
  budget?: number;
  detector?: string[];
  feature?: string[];
  thresholdRule?: ThresholdRule;
  filter?: string;
  sessionKey?: string;
  sessionDetector?: string[];
  windowDetector?: string[];
  windowSeconds?: number;
  severityPrior: boolean;
  supervised?: boolean;
  seed: number;
  maxLines?: number;
  ndjson?: boolean;
  modelsDir?: string;
  activate: boolean;
  sidecar?: string;
  detach?: boolean;
  json?: boolean;
}

export function registerTrain(program: Command, context: CliContext): void {
  program
    .command('train')
    .description('learn what is normal from log files, or from indices by the sidecar')
    .argument('[files...]', 'log files, plain or gzip; - is standard input')
    .option(
      '--model <name>',
      'name of the model; each training makes its next version',
      modelName,
      'server-logs',
    )
    .option(
      '--budget <n>',
      `lines a day that may be flagged (default: ${DEFAULT_BUDGET_WORDS})`,
      decimalNumber(0.1, 1e6),
    )
    .option('--detector <name>', `repeatable: ${LINE_DETECTOR_NAMES.join(', ')}`, gather)
    .option('--supervised', 'learn from labels too: of one NDJSON file, or of analysts (--index)')
    .option('--feature <set>', `repeatable, only these: ${FEATURE_SETS.join(', ')}`, gather)
    .addOption(
      new Option('--threshold-rule <rule>', 'how the threshold of lines is set').choices(
        THRESHOLD_RULES,
      ),
    )
    .option('--no-severity-prior', 'levels and alarm words do not add to the score')
    .option('--session-key <key>', 'what lines belong together by, such as blk_<number>')
    .option(
      '--session-detector <name>',
      `repeatable, of sessions: ${SESSION_DETECTOR_NAMES.join(', ')}`,
      gather,
    )
    .option('--window-detector <name>', 'repeatable: rate, or one of sessions', gather)
    .option('--window-seconds <n>', 'length of a window (default: 300)', wholeNumber(10, 86_400))
    .option(
      '--seed <n>',
      'the same seed and lines give the same model',
      wholeNumber(0, 2 ** 31 - 1),
      DEFAULT_SEED,
    )
    .option('--max-lines <n>', 'stop reading after so many lines', wholeNumber(100, 5_000_000))
    .option('--ndjson', 'the files hold one JSON document a line (told by .ndjson and .jsonl)')
    .option('--models-dir <folder>', 'where the model goes (default: .anomalies/models)')
    .option('--no-activate', 'do not make it the model that is used')
    .option('--index <pattern>', 'train on these indices, by the sidecar, in place of files')
    .option('--filter <query>', 'with --index: which lines are normal, in Lucene syntax')
    .option('--from <time>', 'with --index: first time', isoTime)
    .option('--to <time>', 'with --index: time to end before', isoTime)
    .option('--sidecar <url>', 'with --index: address of the sidecar', httpUrl)
    .option('--detach', 'with --index: start it and do not wait')
    .option('--json', 'print the model as JSON')
    .action((files: string[], options: Options) =>
      options.index === undefined
        ? trainFromFiles(context, files, options)
        : trainFromIndex(context, files, options, options.index),
    );
}

function trainFromIndex(
  context: CliContext,
  files: readonly string[],
  options: Options,
  index: string,
): Promise<void> {
  if (files.length > 0) throw new UsageError('Give either files or --index, not both.');
  return runJob(
    context,
    {
      type: 'train',
      name: options.model,
      index,
      from: options.from,
      to: options.to,
      max_lines: options.maxLines,
      alert_budget_per_day: options.budget,
      detectors: options.detector,
      supervised: options.supervised,
      features: options.feature,
      threshold_rule: options.thresholdRule,
      filter: options.filter,
      severity_prior: options.severityPrior,
      session_key: options.sessionKey,
      session_detectors: options.sessionDetector,
      window_detectors: options.windowDetector,
      window_seconds: options.windowSeconds,
      seed: options.seed,
      activate: options.activate,
      user: userName(),
    },
    options,
  );
}

async function trainFromFiles(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  if (names.length === 0) {
    throw new UsageError('Name the files to train on (- for standard input), or give --index.');
  }
  refuseUnknownDetectors(options.detector, options.supervised);
  refuseUnknownFeatures(options.feature);
  refuseUnknown(SESSION_DETECTOR_NAMES, 'sessions', options.sessionDetector);
  refuseUnknown(WINDOW_DETECTOR_NAMES, 'windows', options.windowDetector);
  const training: FileTrainOptions = {
    seed: options.seed,
    budget: options.budget,
    detectors: options.detector,
    features: options.feature,
    thresholdRule: options.thresholdRule,
    severityPrior: options.severityPrior,
    units: {
      sessionKey: options.sessionKey,
      sessionDetectors: options.sessionDetector,
      windowDetectors: options.windowDetector,
      ...(options.windowSeconds ? { windowMs: 1_000 * options.windowSeconds } : {}),
    },
    maxLines: options.maxLines,
  };
  if (options.supervised) {
    const [file, ...more] = names;
    if (more.length > 0) throw new UsageError('--supervised takes one file of labelled rows.');
    const trained = await trainOnLabelledFile(context, file, training);
    return save(context, options, trained, { label: inputLabel(file), skipped: 0 });
  }
  const files = await EventFiles.open(context, names, { ndjson: options.ndjson });
  try {
    const trained = await trainOnFiles(context, files, training);
    for (const sentence of describeReports(files.reports)) note(context, sentence);
    await save(context, options, trained, files);
  } finally {
    files.close();
  }
}

/** @param origin what the lines are called, and how many of them could not be read */
async function save(
  context: CliContext,
  options: Options,
  { pipeline, seconds }: Trained,
  origin: { label: string; skipped: number },
): Promise<void> {
  const store = openFileStore(context, options.modelsDir);
  const bytes = pipeline.toBytes();
  const model = await saveNextVersion(store, options.model, bytes, (version) =>
    describeModel(pipeline, {
      name: options.model,
      version,
      index: origin.label,
      createdBy: userName() ?? null,
      skipped: origin.skipped,
      trainSeconds: seconds,
      sizeBytes: bytes.length,
    }),
  );
  const saved = options.activate ? await store.activate(model.id) : model;
  note(
    context,
    `Trained ${model.id} on ${plural(model.trained_on.lines, 'line')} in ${formatSeconds(seconds)} ` +
      `(${formatCount(Math.round(model.trained_on.lines / Math.max(seconds, 0.001)))} lines/s): ` +
      `${plural(model.templates, 'pattern')}; lines are flagged from a score of ${model.threshold.toFixed(1)} on.`,
  );
  for (const sentence of model.notes) note(context, sentence);
  if (model.classifier)
    for (const sentence of describeClassifier(model.classifier)) note(context, sentence);
  note(
    context,
    `Saved in ${modelsDir(context, options.modelsDir)}${options.activate ? ' and active' : ''}.`,
  );
  if (options.json) await printJson(context, saved);
}

/**
 * @param supervised whether there are labels to learn from
 * @throws UsageError that names those there are
 */
export function refuseUnknownDetectors(
  names: readonly string[] | undefined,
  supervised = false,
): void {
  const known: readonly string[] = LINE_DETECTOR_NAMES;
  for (const name of names ?? []) {
    if (known.includes(name)) continue;
    throw new UsageError(`There is no detector "${name}"; there are ${known.join(', ')}.`);
  }
  try {
    if (!supervised) checkLineDetectors(names ?? []);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

function refuseUnknown(
  known: readonly string[],
  units: string,
  names: readonly string[] | undefined,
): void {
  for (const name of names ?? [])
    if (!known.includes(name))
      throw new UsageError(
        `There is no detector "${name}" for ${units}; there are ${known.join(', ')}.`,
      );
}

function refuseUnknownFeatures(names: readonly string[] | undefined): void {
  try {
    if (names) checkFeatureSets(names);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** For the audit trail; null where the account has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username || undefined;
  } catch {
    return undefined;
  }
}
