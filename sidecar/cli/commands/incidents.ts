import { InvalidArgumentError, type Command } from 'commander';
import { incidentListSchema, type IncidentListItem } from '../../../common/api/incidents/schema';
import { SEVERITIES, type Severity } from '../../../common/severity';
import { findIncidents, type FlaggedLine } from '../../incidents';
import type { TrainedPipeline } from '../../pipeline';
import { note, print, printJson, type CliContext } from '../context';
import { describeReports, EventFiles } from '../event_files';
import { loadModel, serviceIn, trainHere, type FileModelOptions } from '../file_model';
import { formatIncidents, shortTime } from '../incident_report';
import { decimalNumber, httpUrl, isoTime, wholeNumber } from '../option_parsers';
import { startProgress } from '../progress';
import { SidecarClient } from '../sidecar_client';
import { formatCount, formatTable, forTerminal, plural } from '../table';
import { DEFAULT_BUDGET_WORDS, DEFAULT_SEED } from '../training';

interface Options extends FileModelOptions {
  json?: boolean;
  limit: number;
  ndjson?: boolean;
  sidecar?: string;
  from?: string;
  to?: string;
  severity?: Severity;
}

/** Flagged lines that are grouped; beyond them the weakest are left out, and that is said. */
const MAX_LINES = 100_000;

export function registerIncidents(program: Command, context: CliContext): void {
  program
    .command('incidents')
    .description(
      'tell related flagged lines as incidents: of log files, or, without any, of a sidecar',
    )
    .argument('[files...]', 'log files, plain or gzip; - is standard input')
    .option('--model <name>', 'name or id of a model (default: the active one)')
    .option('--json', 'print them as JSON')
    .option('--limit <n>', 'incidents to show', wholeNumber(1, 1_000), 20)
    .option(
      '--budget <n>',
      `files without a model: lines a day that may be flagged (default: ${DEFAULT_BUDGET_WORDS})`,
      decimalNumber(0.1, 1e6),
    )
    .option(
      '--seed <n>',
      'files without a model: seed of the training',
      wholeNumber(0, 2 ** 31 - 1),
      DEFAULT_SEED,
    )
    .option('--ndjson', 'the files hold one JSON document a line (told by .ndjson and .jsonl)')
    .option('--models-dir <folder>', 'where models are (default: .anomalies/models)')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--from <time>', 'of a sidecar: only incidents that went on after this time', isoTime)
    .option('--to <time>', 'of a sidecar: only incidents that began before this time', isoTime)
    .option('--severity <name>', `only of this severity: ${SEVERITIES.join(', ')}`, severityName)
    .action(async (files: string[], options: Options) => {
      if (files.length > 0) await ofFiles(context, files, options);
      else await ofSidecar(context, options);
    });
}

async function ofFiles(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  const loaded = await loadModel(context, options);
  const files = await EventFiles.open(context, names, { ndjson: options.ndjson });
  try {
    const { id, pipeline } = loaded ?? (await trainHere(context, files, options));
    if (loaded) files.serviceOf = serviceIn(pipeline);
    const { lines, flagged } = await flaggedLines(context, files, pipeline);
    files.refuseEmpty();
    for (const sentence of describeReports(files.reports)) note(context, sentence);
    const timed = flagged.filter(({ timestampMs }) => Number.isFinite(timestampMs));
    if (timed.length < flagged.length) {
      const missing = plural(flagged.length - timed.length, 'flagged line');
      note(context, `${missing} without a time could not be grouped.`);
    }
    const incidents = findIncidents(timed)
      .map(({ incident }) => incident)
      .filter(({ severity }) => !options.severity || severity === options.severity);
    if (options.json) {
      const summary = { model: id, lines, flagged: flagged.length };
      return await printJson(context, { ...summary, incidents });
    }
    await print(
      context,
      `${plural(lines, 'line')}, ${formatCount(flagged.length)} flagged, ${plural(incidents.length, 'incident')}.\n\n` +
        `${formatIncidents(incidents, options.limit)}Model: ${id}\n`,
    );
  } finally {
    files.close();
  }
}

async function flaggedLines(
  context: CliContext,
  files: EventFiles,
  pipeline: TrainedPipeline,
): Promise<{ lines: number; flagged: FlaggedLine[] }> {
  let flagged: FlaggedLine[] = [];
  let lines = 0;
  let isCut = false;
  const cut = () => {
    flagged.sort((a, b) => b.scorePct - a.scorePct);
    isCut = true;
    flagged = flagged.slice(0, MAX_LINES);
  };
  const progress = startProgress(context, 'Scoring');
  try {
    for await (const { file, events, lineNumbers } of files.blocks()) {
      const batch = pipeline.scoreBatch(events, { reasons: 'flagged' });
      events.forEach((event, i) => {
        if (batch.flagged[i] === 0) return;
        const lineId = `${file}\u0000${lineNumbers[i]}`;
        flagged.push({
          anomalyId: lineId,
          lineId,
          timestampMs: event.timestampMs,
          host: event.host,
          service: event.service,
          level: event.level,
          message: event.raw,
          sourceIp: event.sourceIp,
          scorePct: batch.scores[i],
          template: batch.template(i),
          reason: batch.reasons(i).at(0)?.text ?? '',
          unit: null,
        });
      });
      lines += events.length;
      if (flagged.length >= 2 * MAX_LINES) cut();
      progress.update(files.fraction, `${formatCount(lines)} lines`);
    }
  } finally {
    progress.stop();
  }
  if (flagged.length > MAX_LINES) cut();
  if (isCut) note(context, `Only the ${formatCount(MAX_LINES)} worst flagged lines are grouped.`);
  return { lines, flagged };
}

async function ofSidecar(context: CliContext, options: Options): Promise<void> {
  const client = new SidecarClient(context, options.sidecar);
  const query = new URLSearchParams({ limit: String(options.limit) });
  for (const name of ['from', 'to', 'severity'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const list = await client.get(`/v1/incidents?${query}`, incidentListSchema);
  if (options.json) return printJson(context, list);
  if (list.incidents.length === 0) return note(context, 'There are no such incidents.');
  await print(context, formatTable(COLUMNS, list.incidents.map(toRow)));
  const more = list.total - list.incidents.length;
  if (more > 0) note(context, `and ${plural(more, 'more incident')} (--limit shows more)`);
}

const COLUMNS = [
  { title: 'began' },
  { title: 'severity' },
  { title: 'lines', align: 'right' as const },
  { title: 'verdict' },
  { title: 'id' },
  { title: 'what' },
];

function toRow(incident: IncidentListItem): string[] {
  return [
    shortTime(incident.start),
    incident.severity,
    formatCount(incident.lines),
    incident.verdict?.verdict.replace('_', ' ') ?? '',
    incident.id,
    forTerminal(incident.title, 100),
  ];
}

function severityName(text: string): Severity {
  const severity = SEVERITIES.find((name) => name === text);
  if (!severity) throw new InvalidArgumentError(`Give one of ${SEVERITIES.join(', ')}.`);
  return severity;
}
