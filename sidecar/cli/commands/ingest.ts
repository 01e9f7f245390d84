import { createHash } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type { Command } from 'commander';
import { indexDay } from '../../../common/indices';
import { loadConfig } from '../../config';
import { createClient, hasElasticsearch } from '../../elasticsearch/client';
import { describeError, isTransient, statusOf } from '../../elasticsearch/errors';
import type { LogEvent } from '../../pipeline/parse';
import { runBulk, type BulkOperation } from '../../sinks/elasticsearch/bulk';
import { CliError } from '../cli_error';
import { note, printJson, type CliContext } from '../context';
import { describeReports, EventFiles, serviceOfFile, type EventBlock } from '../event_files';
import { startProgress, type Progress } from '../progress';
import { formatCount, plural } from '../table';

interface Options {
  indexPrefix: string;
  shiftToNow?: boolean;
  ndjson?: boolean;
  json?: boolean;
}

/** What became of the lines. */
interface IngestResult {
  lines: number;
  /** Written now. */
  indexed: number;
  /** There already, from an ingest before. */
  existing: number;
  /** Refused by Elasticsearch, by reason. */
  refused: Record<string, number>;
  indices: string[];
  /** Lines without a time of their own, which got that of the line before them. */
  untimed: number;
}

const GIVE_UP_AFTER_MS = 60_000;
const CONFLICT = 409;

export function registerIngest(program: Command, context: CliContext): void {
  program
    .command('ingest')
    .description(
      'write log files to server-logs-YYYY.MM.dd of the Elasticsearch at ELASTICSEARCH_URL',
    )
    .argument('<files...>', 'log files, plain or gzip; - is standard input')
    .option('--index-prefix <prefix>', 'indices are PREFIX-YYYY.MM.dd', 'server-logs')
    .option('--shift-to-now', 'move the times so that the last line of each file is of now')
    .option('--ndjson', 'the files hold one JSON document a line (told by .ndjson and .jsonl)')
    .option('--json', 'print what became of the lines as JSON')
    .action((files: string[], options: Options) => ingest(context, files, options));
}

async function ingest(
  context: CliContext,
  names: readonly string[],
  options: Options,
): Promise<void> {
  const config = loadConfig(context.env);
  if (!hasElasticsearch(config)) {
    throw new CliError('ELASTICSEARCH_URL is none: give the address to write to.');
  }
  const client = createClient(config);
  const files = await EventFiles.open(context, names, { ndjson: options.ndjson });
  files.serviceOf = serviceOfFile;
  try {
    await reach(client, config.elasticsearchUrl);
    const shifts = options.shiftToNow ? await findShifts(files) : new Map<string, number>();
    const result = await write(context, client, files, shifts, options);
    files.refuseEmpty();
    for (const sentence of describeReports(files.reports)) note(context, sentence);
    tell(context, result);
    if (options.json) await printJson(context, result);
    const refused = Object.values(result.refused).reduce((a, b) => a + b, 0);
    if (refused > 0) {
      throw new CliError(`Elasticsearch refused ${plural(refused, 'line')}; see above.`);
    }
  } finally {
    files.close();
    await client.close();
  }
}

async function reach(client: Client, url: string): Promise<void> {
  try {
    await client.info();
  } catch (error) {
    // An address may hold a password.
    const address = url.replace(/\/\/[^@/]*@/, '//');
    throw new CliError(`${describeError(error)} (ELASTICSEARCH_URL is ${address})`);
  }
}

/** For each file the ms to add, so that its newest line is of now. */
async function findShifts(files: EventFiles): Promise<Map<string, number>> {
  const newest = new Map<string, number>();
  for await (const { file, events } of files.blocks()) {
    for (const { timestampMs } of events) {
      if (Number.isNaN(timestampMs)) continue;
      newest.set(file, Math.max(newest.get(file) ?? -Infinity, timestampMs));
    }
  }
  const nowMs = Date.now();
  return new Map([...newest].map(([file, lastMs]) => [file, nowMs - lastMs]));
}

async function write(
  context: CliContext,
  client: Client,
  files: EventFiles,
  shifts: ReadonlyMap<string, number>,
  options: Options,
): Promise<IngestResult> {
  const result: IngestResult = {
    lines: 0,
    indexed: 0,
    existing: 0,
    refused: {},
    indices: [],
    untimed: 0,
  };
  const indices = new Set<string>();
  const progress: Progress = startProgress(context, 'Writing');
  const clock = new LineClock();
  try {
    for await (const block of files.blocks()) {
      const operations = toOperations(block, shifts.get(block.file) ?? 0, clock, options);
      for (const { index } of operations) indices.add(index);
      const { done, failures } = await runBulk(client, operations, {
        retry: { signal: context.signal, giveUpAfterMs: GIVE_UP_AFTER_MS },
      });
      result.lines += operations.length;
      result.indexed += done;
      for (const { status, reason } of failures) {
        if (status === CONFLICT) result.existing++;
        else result.refused[reason] = (result.refused[reason] ?? 0) + 1;
      }
      progress.update(files.fraction, `${formatCount(result.lines)} lines`);
    }
  } catch (error) {
    progress.stop();
    context.signal.throwIfAborted();
    const fromElasticsearch = statusOf(error) !== undefined || isTransient(error);
    throw fromElasticsearch ? new CliError(describeError(error)) : error;
  }
  progress.stop();
  result.untimed = clock.untimed;
  result.indices = [...indices].sort();
  return result;
}

/** Gives lines without a time, such as those of a stack trace, the time of the line before them. */
class LineClock {
  untimed = 0;
  private file = '';
  private lastMs = NaN;

  timeOf(file: string, { timestampMs }: LogEvent): number {
    if (file !== this.file) this.lastMs = NaN;
    this.file = file;
    if (Number.isNaN(timestampMs)) {
      this.untimed++;
      // No line before it has a time either: then it is of now.
      return Number.isNaN(this.lastMs) ? Date.now() : this.lastMs;
    }
    this.lastMs = timestampMs;
    return timestampMs;
  }
}

function toOperations(
  { file, lineNumbers, events }: EventBlock,
  shiftMs: number,
  clock: LineClock,
  { indexPrefix }: Options,
): BulkOperation[] {
  return events.map((event, i) => {
    const atMs = clock.timeOf(file, event) + shiftMs;
    const index = `${indexPrefix}-${indexDay(atMs)}`;
    return {
      kind: 'create',
      index,
      id: documentId(event, lineNumbers[i], atMs),
      document: toDocument(event, atMs, file),
    };
  });
}

/** The same line of the same file at the same time is the same document, however often it is ingested. */
function documentId({ raw, host, service }: LogEvent, line: number, atMs: number): string {
  const parts = [host, service, line, atMs, raw];
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 22);
}

/** ECS field names, as Logstash and Filebeat write them. */
function toDocument(event: LogEvent, atMs: number, file: string): object {
  return {
    '@timestamp': new Date(atMs).toISOString(),
    message: event.raw,
    event: { original: event.raw },
    host: { name: event.host },
    service: { name: event.service },
    log: {
      ...(event.level === 'unknown' ? {} : { level: event.level }),
      file: { path: file === '-' ? 'stdin' : file },
    },
    ...(event.sourceIp ? { source: { address: event.sourceIp } } : {}),
  };
}

function tell(context: CliContext, result: IngestResult): void {
  const where =
    result.indices.length <= 2
      ? result.indices.join(' and ')
      : `${result.indices[0]} … ${result.indices[result.indices.length - 1]}`;
  note(context, `Wrote ${plural(result.indexed, 'line')} to ${where}.`);
  if (result.existing > 0) {
    note(context, `${plural(result.existing, 'line was', 'lines were')} there already.`);
  }
  if (result.untimed > 0) {
    note(
      context,
      `${plural(result.untimed, 'line has', 'lines have')} no time and got that of the line before.`,
    );
  }
  for (const [reason, count] of Object.entries(result.refused)) {
    note(context, `${plural(count, 'line was', 'lines were')} refused: ${reason}`);
  }
}
