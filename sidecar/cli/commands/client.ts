import type { Command } from 'commander';
import {
  analyzeResponseSchema,
  classicTrainResponseSchema,
  type AnalyzeResponse,
} from '../../../common/api/classic/schema';
import { LIMITS } from '../../../common/api/limits';
import { emptyStats, readLineBatches } from '../../sources/file';
import { CliError } from '../cli_error';
import { print, printJson, type CliContext } from '../context';
import { httpUrl, wholeNumber } from '../option_parsers';
import { resolveInput } from '../resolve_input';
import { formatReport } from '../report';
import { SidecarClient } from '../sidecar_client';
import { formatSeconds, plural } from '../table';

interface Options {
  train?: boolean;
  file: string;
  url?: string;
  json?: boolean;
  limit: number;
}

export function registerClient(program: Command, context: CliContext): void {
  program
    .command('client')
    .description('send the lines of a file to a sidecar: to /train with -t, else to /analyze_logs')
    .option('-t, --train', 'train a model on the lines')
    .requiredOption('-f, --file <file>', 'file with the lines, - for standard input')
    .option('--url <url>', 'address of the sidecar', httpUrl)
    .option('--limit <n>', 'outliers and patterns to show', wholeNumber(1), 20)
    .option('--json', 'print the answer as JSON')
    .action(async (options: Options) => {
      const client = new SidecarClient(context, options.url);
      const lines = await readAll(context, options.file);
      if (options.train) await train(context, client, lines, options);
      else await analyze(context, client, lines, options);
    });
}

/** Blank lines are left out, as the API wants lines; their numbers are kept. */
interface Numbered {
  text: string[];
  numbers: number[];
}

async function readAll(context: CliContext, file: string): Promise<Numbered> {
  const read: Numbered = { text: [], numbers: [] };
  const input = resolveInput(context, file);
  for await (const batch of readLineBatches(input, emptyStats(), {
    stdin: context.stdin,
    name: file,
  })) {
    batch.lines.forEach((line, i) => {
      if (line.trim() === '') return;
      read.text.push(line);
      read.numbers.push(batch.firstLine + i);
    });
    if (read.text.length > LIMITS.maxTrainingLinesPerRequest) {
      throw new CliError(
        `${file} has more than ${plural(LIMITS.maxTrainingLinesPerRequest, 'line')}, which is too much for one request. Use anomalies train and anomalies analyze, which have no such bound.`,
      );
    }
  }
  if (read.text.length === 0) throw new CliError(`${file} is empty: there are no lines to send.`);
  return read;
}

async function train(
  context: CliContext,
  client: SidecarClient,
  lines: Numbered,
  options: Options,
): Promise<void> {
  const answer = await client.post('/train', lines.text, classicTrainResponseSchema);
  if (options.json) return printJson(context, answer);
  const skipped = answer.skipped > 0 ? `, ${plural(answer.skipped, 'line')} skipped` : '';
  await print(
    context,
    `Trained ${answer.model} on ${plural(answer.lines, 'line')}${skipped} in ${formatSeconds(answer.seconds)}: ` +
      `${plural(answer.patterns, 'pattern')}; lines are flagged from a score of ${answer.threshold.toFixed(1)} on.\n`,
  );
}

async function analyze(
  context: CliContext,
  client: SidecarClient,
  lines: Numbered,
  options: Options,
): Promise<void> {
  const answers: AnalyzeResponse[] = [];
  for (let start = 0; start < lines.text.length; start += LIMITS.maxLinesPerRequest) {
    const part = lines.text.slice(start, start + LIMITS.maxLinesPerRequest);
    const answer = await client.post('/analyze_logs', part, analyzeResponseSchema);
    for (const outlier of answer.significant_outliers) {
      outlier.line = lines.numbers[start + outlier.line - 1];
    }
    answers.push(answer);
  }
  const answer = answers.reduce(merge);
  if (options.json) await printJson(context, answer);
  else await print(context, formatReport(answer, { limit: options.limit }));
}

/** The answer for both parts together. */
function merge(one: AnalyzeResponse, other: AnalyzeResponse): AnalyzeResponse {
  const lines = one.lines + other.lines;
  const patterns = new Map(one.common_patterns.map((pattern) => [pattern.id, { ...pattern }]));
  for (const pattern of other.common_patterns) {
    const known = patterns.get(pattern.id);
    if (known) known.count += pattern.count;
    else patterns.set(pattern.id, { ...pattern });
  }
  return {
    model: other.model,
    lines,
    skipped: one.skipped + other.skipped,
    common_patterns: [...patterns.values()]
      .map((pattern) => ({ ...pattern, share: pattern.count / Math.max(1, lines) }))
      .sort((a, b) => b.count - a.count),
    significant_outliers: [...one.significant_outliers, ...other.significant_outliers].sort(
      (a, b) => b.score - a.score || a.line - b.line,
    ),
  };
}
