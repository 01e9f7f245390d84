import type { Command } from 'commander';
import { EvaluateError, readRows, type Rows } from '../../evaluate';
import { TrainingError } from '../../pipeline';
import { emptyStats, readLineBatches } from '../../sources/file';
import { tune, type TuneResult } from '../../tune';
import { CliError, UsageError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { decimalNumber, wholeNumber } from '../option_parsers';
import { startProgress } from '../progress';
import { resolveInput } from '../resolve_input';
import { DEFAULT_SEED } from '../training';
import { describeTuning, tuningJson } from '../tuning_report';

interface Options {
  train: string;
  test?: string;
  budget?: number;
  timeLimit: number;
  maxLines: number;
  seed: number;
  ndjson?: boolean;
  json?: boolean;
}

const DEFAULT_TIME_LIMIT_S = 300;
/** The search holds all lines in memory, and ranks configurations as well on this many as on more. */
const DEFAULT_MAX_LINES = 50_000;
const MOST_LINES = 200_000;
const MAX_ROW_BYTES = 1 << 22;
const OBJECTS_NAME = /\.(ndjson|jsonl)(\.gz)?$/i;

export function registerTune(program: Command, context: CliContext): void {
  program
    .command('tune')
    .description('try other detectors and features on files, and propose options for train')
    .requiredOption('--train <file>', 'raw lines, or NDJSON as for evaluate; labels are used')
    .option('--test <file>', 'labelled lines of a later time, to judge the proposal by')
    .option('--budget <n>', 'alerts a day that are wanted', decimalNumber(0.001, 1e9))
    .option(
      '--time-limit <seconds>',
      'begin no other configuration after so long',
      decimalNumber(1, 86_400),
      DEFAULT_TIME_LIMIT_S,
    )
    .option(
      '--max-lines <n>',
      'use the first lines of each file only',
      wholeNumber(100, MOST_LINES),
      DEFAULT_MAX_LINES,
    )
    .option('--seed <n>', 'seed of the trainings', wholeNumber(0, 2 ** 31 - 10), DEFAULT_SEED)
    .option('--ndjson', 'the files hold one object a line (told by .ndjson and .jsonl)')
    .option('--json', 'print all trials and the proposal as JSON')
    .action((options: Options) => run(context, options));
}

async function run(context: CliContext, options: Options): Promise<void> {
  if (options.train === '-' && options.test === '-')
    throw new UsageError('Only one of --train and --test can be standard input.');
  const result = await search(context, options);
  if (options.json) await printJson(context, tuningJson(result, options.train));
  else await print(context, describeTuning(result, options.train));
}

async function search(context: CliContext, options: Options): Promise<TuneResult> {
  const progress = startProgress(context, 'Tuning');
  try {
    const read = (file: string) => rowsOf(context, file, options);
    const train = await read(options.train);
    const test = options.test === undefined ? undefined : await read(options.test);
    const steps = tune({
      train,
      test,
      budgetPerDay: options.budget,
      seed: options.seed,
      timeLimitMs: 1000 * options.timeLimit,
      signal: context.signal,
    });
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        progress.done(`Tried ${step.value.trials.length} configurations.`);
        return step.value;
      }
      const { tried, total, configuration } = step.value;
      progress.update(tried / total, `${tried} of ${total} tried, now ${configuration}`);
    }
  } catch (error) {
    progress.stop();
    if (error instanceof EvaluateError || error instanceof TrainingError)
      throw new CliError(error.message);
    throw error;
  }
}

async function rowsOf(context: CliContext, file: string, options: Options): Promise<Rows> {
  const isObjects = options.ndjson === true || OBJECTS_NAME.test(file);
  const cut = { isCut: false };
  const rows = await readRows(rowLines(context, file, isObjects, options.maxLines, cut), file);
  if (cut.isCut)
    note(context, `Only the first ${options.maxLines} lines of ${file} are used (--max-lines).`);
  return rows;
}

async function* rowLines(
  context: CliContext,
  file: string,
  isObjects: boolean,
  maxLines: number,
  cut: { isCut: boolean },
): AsyncGenerator<string> {
  let count = 0;
  const reading = { stdin: context.stdin, name: file, maxLineBytes: MAX_ROW_BYTES };
  const batches = readLineBatches(resolveInput(context, file), emptyStats(), reading);
  for await (const { lines } of batches) {
    context.signal.throwIfAborted();
    for (const line of lines) {
      if (count >= maxLines) {
        cut.isCut = true;
        return;
      }
      count++;
      if (isObjects) yield line;
      else if (line !== '') yield JSON.stringify({ message: line });
    }
  }
}
