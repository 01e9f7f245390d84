import path from 'node:path';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { LineParser, parseDocument, type LogEvent } from '../pipeline/parse';
import type { EventSource } from '../pipeline';
import {
  emptyStats,
  inputLabel,
  parseObject,
  readLineBatches,
  spool,
  toInputError,
  type ReadStats,
  type SpooledInput,
} from '../sources/file';
import { CliError, UsageError } from './cli_error';
import type { CliContext } from './context';
import { resolveInput } from './resolve_input';

/** Events of one file with the lines that they stand on. */
export interface EventBlock {
  /** The file as the user named it. */
  file: string;
  /** 1-based number of each event's line in its file. */
  lineNumbers: number[];
  events: LogEvent[];
}

/** Raw lines of one file, blank ones included. */
export interface RawBlock {
  file: string;
  /** 1-based. */
  firstLine: number;
  lines: string[];
}

/** What was found in one file. */
export interface FileReport {
  file: string;
  /** Lines, blank ones included. */
  lines: number;
  blankLines: number;
  cutLines: number;
  invalidUtf8Lines: number;
  /** Documents that could not be read, by reason. */
  skipped: Record<string, number>;
}

interface Input {
  /** As the user wrote it. */
  name: string;
  path: string;
  size: number;
}

/** JSON lines are longer than the log line in them. */
const MAX_DOCUMENT_BYTES = 1 << 20;
const DOCUMENT_NAME = /\.(ndjson|jsonl)(\.gz)?$/i;
const SUFFIXES = /(\.(log|txt|out|ndjson|jsonl|gz|\d+))+$/i;

export interface EventFilesOptions {
  /** All inputs hold one JSON document a line, also those whose name does not end in .ndjson or .jsonl. */
  ndjson?: boolean;
}

/**
 * Log files as batches of events, which can be gone through again and again: standard input is kept in a
 * temporary file. Of several files, lines without a service of their own get the name of their file for it.
 */
export class EventFiles {
  /** The service of lines that do not name theirs, by file. One file alone needs no name. */
  serviceOf: (file: string) => string = (file) =>
    this.inputs.length > 1 ? serviceOfFile(file) : '';
  /** Of the last pass. */
  reports: FileReport[] = [];
  private bytesDone = 0;
  private current: ReadStats = emptyStats();

  private constructor(
    private readonly context: CliContext,
    private readonly inputs: readonly Input[],
    private readonly options: EventFilesOptions,
    private readonly spooled: readonly SpooledInput[],
  ) {}

  /** @throws InputError, UsageError where `-` is given twice */
  static async open(
    context: CliContext,
    names: readonly string[],
    options: EventFilesOptions = {},
  ): Promise<EventFiles> {
    if (names.filter((name) => name === '-').length > 1) {
      throw new UsageError('Standard input (-) can be read once only.');
    }
    const spooled: SpooledInput[] = [];
    try {
      const inputs: Input[] = [];
      for (const name of names) inputs.push(await findInput(context, name, spooled));
      return new EventFiles(context, inputs, options, spooled);
    } catch (error) {
      for (const { remove } of spooled) remove();
      throw error;
    }
  }

  /** What the files are called in a sentence. */
  get label(): string {
    const names = this.inputs.map(({ name }) => inputLabel(name));
    return names.length <= 3 ? names.join(', ') : `${names.length} files`;
  }

  get names(): string[] {
    return this.inputs.map(({ name }) => name);
  }

  /** Documents of the last pass that could not be read. */
  get skipped(): number {
    return this.reports
      .flatMap(({ skipped }) => Object.values(skipped))
      .reduce((sum, count) => sum + count, 0);
  }

  /** How much of the current pass is done, 0–1, by bytes. */
  get fraction(): number {
    const total = this.inputs.reduce((sum, { size }) => sum + size, 0);
    return total === 0 ? 1 : Math.min(1, (this.bytesDone + this.current.bytesRead) / total);
  }

  /** All raw lines, file after file. Every call is a new pass. */
  lines(): AsyncGenerator<RawBlock> {
    return this.pass(() => ({}));
  }

  /** All events, file after file. Every call is a new pass. */
  async *blocks(): AsyncGenerator<EventBlock> {
    let file: string | null = null;
    let parse: EventReader = () => '';
    const bound = (name: string) =>
      this.holdsDocuments(name) ? { maxLineBytes: MAX_DOCUMENT_BYTES } : {};
    for await (const raw of this.pass(bound)) {
      const report = this.reports[this.reports.length - 1];
      if (raw.file !== file) {
        file = raw.file;
        parse = this.holdsDocuments(file)
          ? documentReader(this.serviceOf(file))
          : lineReader(this.serviceOf(file));
      }
      yield toEvents(raw, parse, report);
    }
  }

  /** The same for training. */
  readonly source: EventSource = () => this.batches();

  /** Frees what standard input and pipes were kept in. */
  close(): void {
    for (const { remove } of this.spooled) remove();
  }

  /** @throws CliError where the last pass met no line at all */
  refuseEmpty(): void {
    const events = this.reports.reduce((sum, report) => sum + report.lines - report.blankLines, 0);
    if (events > 0) return;
    const verb = this.inputs.length === 1 ? 'is' : 'are';
    throw new CliError(`${this.label} ${verb} empty: there are no log lines to work on.`);
  }

  private async *batches(): AsyncGenerator<LogEvent[]> {
    for await (const block of this.blocks()) yield block.events;
  }

  private holdsDocuments(name: string): boolean {
    return this.options.ndjson ?? DOCUMENT_NAME.test(name);
  }

  private async *pass(
    bound: (name: string) => { maxLineBytes?: number },
  ): AsyncGenerator<RawBlock> {
    this.reports = [];
    this.bytesDone = 0;
    for (const { name, path: file, size } of this.inputs) {
      const report = emptyReport(name);
      this.reports.push(report);
      const stats = emptyStats();
      this.current = stats;
      for await (const { firstLine, lines } of readLineBatches(file, stats, {
        ...bound(name),
        name,
      })) {
        this.context.signal.throwIfAborted();
        report.lines = firstLine + lines.length - 1;
        report.blankLines += lines.reduce((sum, line) => sum + Number(line.trim() === ''), 0);
        report.cutLines = stats.cutLines;
        report.invalidUtf8Lines = stats.invalidUtf8Lines;
        yield { file: name, firstLine, lines };
      }
      this.bytesDone += size;
      this.current = emptyStats();
    }
  }
}

/** What can be read once only, standard input and pipes, is copied. */
async function findInput(
  context: CliContext,
  name: string,
  spooled: SpooledInput[],
): Promise<Input> {
  const keep = async (stream: Readable): Promise<Input> => {
    const copy = await spool(stream);
    spooled.push(copy);
    return { name, path: copy.path, size: (await stat(copy.path)).size };
  };
  if (name === '-') return keep(context.stdin);
  const file = resolveInput(context, name);
  try {
    const status = await stat(file);
    const readOnce = !status.isFile() && !status.isDirectory();
    return readOnce ? await keep(createReadStream(file)) : { name, path: file, size: status.size };
  } catch (error) {
    throw toInputError(name, error);
  }
}

function emptyReport(file: string): FileReport {
  return { file, lines: 0, blankLines: 0, cutLines: 0, invalidUtf8Lines: 0, skipped: {} };
}

/** Blank lines are passed over; documents that cannot be read are counted. */
function toEvents(raw: RawBlock, parse: EventReader, report: FileReport): EventBlock {
  const block: EventBlock = { file: raw.file, lineNumbers: [], events: [] };
  raw.lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const event = parse(line);
    if (typeof event === 'string') {
      report.skipped[event] = (report.skipped[event] ?? 0) + 1;
      return;
    }
    block.lineNumbers.push(raw.firstLine + i);
    block.events.push(event);
  });
  return block;
}

/** The name of a file without its folder and the suffixes that logs have: auth.log.2.gz is auth. */
export function serviceOfFile(name: string): string {
  if (name === '-') return 'stdin';
  const base = path.basename(name);
  return base.replace(SUFFIXES, '') || base;
}

/** An event, or why there is none. */
type EventReader = (line: string) => LogEvent | string;

function lineReader(service: string): EventReader {
  const parser = new LineParser({ service });
  return (line) => parser.parse(line);
}

function documentReader(service: string): EventReader {
  return (line) => {
    const document = parseObject(line);
    if (typeof document === 'string') return 'not an object';
    const parsed = parseDocument(document);
    if (!parsed.ok) return parsed.reason.replaceAll('_', ' ');
    if (parsed.event.service === '') parsed.event.service = service;
    return parsed.event;
  };
}

/** What was mended or left out in the files, in sentences for standard error. */
export function describeReports(reports: readonly FileReport[]): string[] {
  return reports.flatMap((report) => {
    const label = inputLabel(report.file);
    const facts: Array<[number, string]> = [
      [report.cutLines, 'were too long and cut'],
      [report.invalidUtf8Lines, 'had bytes that are no UTF-8 text, which were replaced'],
      ...Object.entries(report.skipped).map(([reason, count]): [number, string] => [
        count,
        `were skipped: ${reason}`,
      ]),
    ];
    const empty = report.lines === report.blankLines ? [`${label}: is empty.`] : [];
    const told = facts
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${label}: ${count.toLocaleString('en-US')} of the lines ${what}.`);
    return [...empty, ...told];
  });
}
