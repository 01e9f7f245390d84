import type { Command } from 'commander';
import type { BacktestResult } from '../../../common/api/backtest/schema';
import { DEFAULT_SOURCE_PATTERN } from '../../../common/indices';
import { CliError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { httpUrl, isoTime, wholeNumber } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatCount, formatTable, plural } from '../table';
import { startJob, watchJob } from '../watch_job';

interface Options {
  index: string;
  model?: string;
  from?: string;
  to?: string;
  top: number;
  detach?: boolean;
  sidecar?: string;
  json?: boolean;
}

export function registerBacktest(program: Command, context: CliContext): void {
  program
    .command('backtest')
    .description('tell what a model would have flagged, without writing anything')
    .option('--index <pattern>', 'indices with the logs', DEFAULT_SOURCE_PATTERN)
    .option('--model <id>', 'model to try (default: the active one)')
    .option('--from <time>', 'first time', isoTime)
    .option('--to <time>', 'time to end before', isoTime)
    .option('--top <lines>', 'strangest lines to show', wholeNumber(1, 50), 10)
    .option('--detach', 'start it and do not wait')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print the job, with its result, as JSON')
    .action(async ({ detach, sidecar, json, ...request }: Options) => {
      const client = new SidecarClient(context, sidecar);
      const started = await startJob(client, { type: 'backtest', ...request });
      const job = detach ? started : await watchJob(context, client, started);
      if (json) return printJson(context, job);
      if (detach) return note(context, `Job ${job.id} (backtest) is ${job.state}.`);
      if (!job.result) throw new CliError(`Job ${job.id} ended without a result.`);
      await print(context, describeResult(job.result));
    });
}

const LINE_COLUMNS = [
  { title: 'score', align: 'right' as const },
  { title: 'time' },
  { title: 'line' },
];
const MAX_LINE_CHARS = 120;

/** What would have been flagged, in words and two tables. */
function describeResult(result: BacktestResult): string {
  const minutes = (iso: string) => iso.slice(0, 16).replace('T', ' ');
  const perDay = result.flagged_per_day.toFixed(1);
  const head = `${result.model} would have flagged ${perDay} lines a day of a budget of ${formatCount(result.alert_budget_per_day)}: ${formatCount(result.flagged)} of ${plural(result.lines, 'line')} from ${minutes(result.from)} to ${minutes(result.to)} UTC.\n`;
  const overlap = result.overlaps_training
    ? 'It learned from some of these lines: they look less strange to it than new ones.\n'
    : '';
  const { compared } = result;
  const beside = compared
    ? `Beside ${compared.active_model}: ${formatCount(compared.both)} flagged by both, ${formatCount(compared.only_this)} only by this one, ${formatCount(compared.only_active)} only by ${compared.active_model}.\n`
    : '';
  if (result.top.length === 0) return head + overlap + beside;
  const rows = result.top.map(({ score, timestamp, message }) => [
    score.toFixed(1),
    timestamp.slice(0, 19).replace('T', ' '),
    message.slice(0, MAX_LINE_CHARS).replaceAll('\n', ' '),
  ]);
  return `${head}${overlap}${beside}\n${formatTable(LINE_COLUMNS, rows)}`;
}
