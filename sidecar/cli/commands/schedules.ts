import { Option, type Command } from 'commander';
import {
  scheduleListSchema,
  scheduleSchema,
  type Schedule,
  type ScheduleRequestInput,
} from '../../../common/api/schedules/schema';
import { DEFAULT_SOURCE_PATTERN } from '../../../common/indices';
import { UsageError } from '../cli_error';
import { note, print, printJson, type CliContext } from '../context';
import { decimalNumber, gather, httpUrl, modelName, wholeNumber } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatMinute, formatTable } from '../table';

interface Options {
  sidecar?: string;
  json?: boolean;
}

interface CreateOptions extends Options {
  cron?: string;
  timezone: string;
  onDrift?: 'drifting' | 'strong';
  minHours: number;
  model: string;
  index: string;
  lastDays: number;
  budget?: number;
  detector?: string[];
  supervised?: boolean;
  activate: 'always' | 'if_better' | 'never';
  keep: number;
}

const ACTIVATE = { always: true, if_better: 'if_better', never: false } as const;

export function registerSchedules(program: Command, context: CliContext): void {
  const schedules = program
    .command('schedules')
    .description('have the sidecar train anew by the clock or on drift');
  const shared = (command: Command) =>
    command
      .option('--sidecar <url>', 'address of the sidecar', httpUrl)
      .option('--json', 'print as JSON');

  shared(schedules.command('list').description('all schedules')).action(
    async ({ sidecar, json }: Options) => {
      const list = await new SidecarClient(context, sidecar).get(
        '/v1/schedules',
        scheduleListSchema,
      );
      if (json) return printJson(context, list);
      if (list.schedules.length === 0) return note(context, 'There are no schedules.');
      await print(context, formatTable(COLUMNS, list.schedules.map(toRow)));
    },
  );

  shared(
    schedules
      .command('create')
      .description('make a schedule')
      .option('--cron <expression>', 'such as "0 3 * * *"; seconds may stand in front')
      .option('--timezone <name>', 'IANA time zone of the expression', 'UTC')
      .addOption(
        new Option('--on-drift <verdict>', 'train when the active model drifts so much').choices([
          'drifting',
          'strong',
        ]),
      )
      .option('--min-hours <n>', 'hours between two runs on drift', decimalNumber(1, 8_760), 24)
      .option('--model <name>', 'name of the model', modelName, 'server-logs')
      .option('--index <pattern>', 'indices with the logs', DEFAULT_SOURCE_PATTERN)
      .option('--last-days <n>', 'train on the last so many days', decimalNumber(0.05, 3_650), 7)
      .option('--budget <n>', 'lines a day that may be flagged', decimalNumber(0.1, 1e6))
      .option('--detector <name>', 'repeatable', gather)
      .option(
        '--supervised',
        'learn from the verdicts of analysts, too, as soon as there are enough',
      )
      .addOption(
        new Option('--activate <when>', 'when the new model is used')
          .choices(Object.keys(ACTIVATE))
          .default('if_better'),
      )
      .option('--keep <n>', 'versions to keep', wholeNumber(1, 1_000), 5),
  ).action(async (options: CreateOptions) => {
    if (options.cron === undefined && options.onDrift === undefined) {
      throw new UsageError('Give --cron, or --on-drift, or both.');
    }
    const client = new SidecarClient(context, options.sidecar);
    const schedule = await client.post('/v1/schedules', requestOf(options), scheduleSchema);
    if (options.json) return printJson(context, schedule);
    note(context, `Schedule ${schedule.id} is made.${nextRun(schedule)}`);
  });

  const change = (name: string, description: string, done: (schedule: Schedule) => string) =>
    shared(schedules.command(name).description(description).argument('<id>')).action(
      async (id: string, { sidecar, json }: Options) => {
        const client = new SidecarClient(context, sidecar);
        const path = `/v1/schedules/${encodeURIComponent(id)}/${name}`;
        const schedule = await client.post(path, {}, scheduleSchema);
        if (json) return printJson(context, schedule);
        note(context, done(schedule));
      },
    );
  change('enable', 'let it run again', (schedule) => `It is enabled.${nextRun(schedule)}`);
  change('disable', 'keep it and do not run it', () => 'It is disabled.');
  change('run', 'run it now', ({ last_run: run }) => `Job ${run?.job_id} trains.`);

  shared(schedules.command('delete').description('delete a schedule').argument('<id>')).action(
    async (id: string, { sidecar, json }: Options) => {
      await new SidecarClient(context, sidecar).delete(`/v1/schedules/${encodeURIComponent(id)}`);
      if (json) return printJson(context, { deleted: id });
      note(context, `Schedule ${id} is deleted.`);
    },
  );
}

function requestOf(options: CreateOptions): ScheduleRequestInput {
  const { cron, onDrift } = options;
  return {
    cron: cron ?? null,
    timezone: options.timezone,
    on_drift:
      onDrift === undefined ? null : { verdict: onDrift, min_hours_between: options.minHours },
    train: {
      name: options.model,
      index: options.index,
      last_days: options.lastDays,
      alert_budget_per_day: options.budget,
      detectors: options.detector,
      supervised: options.supervised,
      activate: ACTIVATE[options.activate],
    },
    keep_versions: options.keep,
  };
}

const COLUMNS = ['schedule', 'model', 'when', 'next run', 'last run', 'outcome', 'notes'].map(
  (title) => ({ title }),
);

function toRow(schedule: Schedule): string[] {
  const { cron, timezone, on_drift: onDrift, last_run: run } = schedule;
  const when = [
    ...(cron === null ? [] : [`${cron} (${timezone})`]),
    ...(onDrift === null ? [] : [`on drift: ${onDrift.verdict}`]),
  ];
  return [
    schedule.id,
    schedule.train.name,
    schedule.enabled ? when.join(', ') : `disabled (${when.join(', ')})`,
    formatMinute(schedule.next_run_at),
    formatMinute(run?.started_at ?? null),
    run ? `${run.outcome}${run.model === null ? '' : ` (${run.model})`}` : '',
    run?.notes.join(' ') ?? '',
  ];
}

function nextRun({ next_run_at: next }: Schedule): string {
  return next === null ? '' : ` It runs next at ${formatMinute(next)} UTC.`;
}
