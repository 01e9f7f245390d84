import type { Command } from 'commander';
import {
  DEFAULT_START_MS,
  generateLogs,
  LOG_FORMATS,
  type GeneratedLine,
  type GenerateOptions,
  type LogFormat,
} from '../../generate';
import { UsageError } from '../cli_error';
import { note, type CliContext } from '../context';
import { gather, isoTime, wholeNumber } from '../option_parsers';
import { openSink } from '../output_file';
import { startProgress } from '../progress';
import { formatCount, plural } from '../table';

interface Options {
  lines: number;
  seed: number;
  anomalies?: number;
  start?: string;
  format?: string[];
  ndjson?: boolean;
  labels?: string;
  output?: string;
}

const BLOCK_LINES = 2000;

export function registerGenerate(program: Command, context: CliContext): void {
  program
    .command('generate')
    .description('write made-up logs of several servers, with labelled anomalies among them')
    .option('--lines <n>', 'lines in all', wholeNumber(1, 1_000_000_000), 10_000)
    .option('--seed <n>', 'the same seed writes the same lines', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--anomalies <n>',
      'anomalies to inject, at most a tenth of the lines (default: 10, or one in 100 lines)',
      wholeNumber(0, 1_000_000),
    )
    .option('--start <time>', 'time of the first line (default: 2026-01-05)', isoTime)
    .option('--format <name>', `only these, repeatable: ${LOG_FORMATS.join(', ')}`, gather)
    .option('--ndjson', 'objects with message, timestamp, stream, label and kind, for evaluate')
    .option('--labels <file>', 'write line,label,kind of the anomalous lines to a CSV file')
    .option('-o, --output <file>', 'write to a file in place of standard output')
    .action((options: Options) => generate(context, options));
}

async function generate(context: CliContext, options: Options): Promise<void> {
  const wanted: GenerateOptions = {
    lines: options.lines,
    seed: options.seed,
    anomalies: options.anomalies ?? Math.min(10, Math.floor(options.lines / 100)),
    startMs: options.start === undefined ? DEFAULT_START_MS : Date.parse(options.start),
    formats: options.format && toFormats(options.format),
  };
  const lines = generateLogs(wanted);
  const first = firstLine(lines);
  const out = openSink(context, options.output);
  const labels = options.labels === undefined ? null : openSink(context, options.labels);
  await labels?.write('line,label,kind\n');

  const progress = options.output ? startProgress(context, 'Writing') : null;
  const kinds = new Map<string, number>();
  let block = '';
  let anomalous = '';
  for (let line: GeneratedLine | undefined = first; line; line = nextOf(lines)) {
    block += options.ndjson ? `${toNdjson(line)}\n` : `${line.message}\n`;
    if (line.kind !== null) {
      kinds.set(line.kind, (kinds.get(line.kind) ?? 0) + 1);
      anomalous += `${line.line},1,${line.kind}\n`;
    }
    if (line.line % BLOCK_LINES !== 0) continue;
    context.signal.throwIfAborted();
    await out.write(block);
    block = '';
    progress?.update(line.line / options.lines, `${formatCount(line.line)} lines`);
  }
  await out.write(block);
  await out.close();
  await labels?.write(anomalous);
  await labels?.close();
  progress?.done(`Wrote ${plural(options.lines, 'line')} to ${options.output}.`);
  const told = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');
  if (told) note(context, `Anomalous lines by kind: ${told}.`);
}

/** The options are checked as the first line is made. */
function firstLine(lines: Generator<GeneratedLine>): GeneratedLine | undefined {
  try {
    return nextOf(lines);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

function nextOf(lines: Generator<GeneratedLine>): GeneratedLine | undefined {
  const next = lines.next();
  return next.done ? undefined : next.value;
}

function toFormats(names: readonly string[]): LogFormat[] {
  return names.map((name) => {
    const format = LOG_FORMATS.find((candidate) => candidate === name);
    if (!format) {
      throw new UsageError(`There is no format "${name}"; there are ${LOG_FORMATS.join(', ')}.`);
    }
    return format;
  });
}

/** The keys that `anomalies evaluate` reads, and the kind. */
function toNdjson({ message, timestampMs, stream, label, kind }: GeneratedLine): string {
  const timestamp = new Date(timestampMs).toISOString();
  return JSON.stringify({ message, timestamp, stream, label, kind });
}
