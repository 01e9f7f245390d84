import { isUtf8 } from 'node:buffer';
import { LIMITS } from '../../../common/api/limits';
import { openInput, type OpenOptions } from './open_input';

/** Successive lines of one input, blank ones included, so that line numbers hold. */
export interface LineBatch {
  /** 1-based number of the first line of the batch. */
  firstLine: number;
  lines: string[];
}

/** What was read and what was mended, for the report. */
export interface ReadStats {
  lines: number;
  /** Lines over the bound, of which only the beginning was kept. */
  cutLines: number;
  /** Lines with bytes that are no UTF-8; those became U+FFFD. */
  invalidUtf8Lines: number;
  /** Bytes of the source, as it is stored, read until now. */
  bytesRead: number;
  /** Size of the source; null where it is not known. */
  totalBytes: number | null;
}

export interface ReadOptions extends OpenOptions {
  /** Lines in a batch, at most. */
  batchLines?: number;
  /** Bytes of a line that are kept. */
  maxLineBytes?: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export function emptyStats(): ReadStats {
  return { lines: 0, cutLines: 0, invalidUtf8Lines: 0, bytesRead: 0, totalBytes: null };
}

/**
 * Streams the lines of a file (plain or gzip, `-` is standard input) in batches. Memory is bounded by a
 * chunk and a batch, whatever the file holds: a line over the bound is cut, not gathered.
 * `stats` is kept up to date while reading.
 * @throws InputError where the input is missing, a directory, unreadable, binary, or damaged gzip.
 */
export async function* readLineBatches(
  input: string,
  stats: ReadStats,
  options: ReadOptions = {},
): AsyncGenerator<LineBatch> {
  const batchLines = options.batchLines ?? 4096;
  const source = await openInput(input, options);
  stats.totalBytes = source.totalBytes;
  const splitter = new LineSplitter(options.maxLineBytes ?? LIMITS.maxLineChars, stats);
  let pending: string[] = [];
  let firstLine = 1;
  for await (const chunk of source.bytes) {
    stats.bytesRead = source.bytesRead();
    splitter.split(chunk, pending);
    let start = 0;
    for (; pending.length - start >= batchLines; start += batchLines) {
      yield { firstLine, lines: pending.slice(start, start + batchLines) };
      firstLine += batchLines;
    }
    if (start > 0) pending = pending.slice(start);
  }
  stats.bytesRead = source.bytesRead();
  splitter.end(pending);
  for (let start = 0; start < pending.length; start += batchLines) {
    yield { firstLine, lines: pending.slice(start, start + batchLines) };
    firstLine += batchLines;
  }
}

/** Cuts chunks of bytes into lines; holds the unfinished last line between chunks. */
class LineSplitter {
  private carry: Buffer | null = null;
  /** The line that is being read is over the bound already; its rest is dropped. */
  private dropping = false;

  constructor(
    private readonly maxLineBytes: number,
    private readonly stats: ReadStats,
  ) {}

  split(chunk: Buffer, out: string[]): void {
    // A byte-order mark is no part of the first line.
    let start = this.stats.lines === 0 && this.carry === null && startsWithBom(chunk) ? 3 : 0;
    const chunkIsUtf8 = isUtf8(chunk);
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end < 0) break;
      if (this.carry) {
        this.push(Buffer.concat([this.carry, chunk.subarray(start, end)]), false, out);
        this.carry = null;
      } else if (this.dropping) {
        this.dropping = false;
      } else {
        this.push(chunk.subarray(start, end), chunkIsUtf8, out);
      }
      start = end + 1;
    }
    this.keepRest(chunk.subarray(start), out);
  }

  end(out: string[]): void {
    if (this.carry) this.push(this.carry, false, out);
    this.carry = null;
  }

  private keepRest(rest: Buffer, out: string[]): void {
    if (rest.length === 0 || this.dropping) return;
    // A copy: a view would keep the whole chunk in memory.
    this.carry = this.carry ? Buffer.concat([this.carry, rest]) : Buffer.from(rest);
    if (this.carry.length <= this.maxLineBytes + 1) return;
    this.push(this.carry, false, out);
    this.carry = null;
    this.dropping = true;
  }

  private push(line: Buffer, knownUtf8: boolean, out: string[]): void {
    let end = line.length;
    if (end > 0 && line[end - 1] === CARRIAGE_RETURN) end--;
    if (end > this.maxLineBytes) {
      end = characterStart(line, this.maxLineBytes);
      this.stats.cutLines++;
    }
    const kept = line.subarray(0, end);
    if (!knownUtf8 && !isUtf8(kept)) this.stats.invalidUtf8Lines++;
    this.stats.lines++;
    out.push(kept.toString('utf8'));
  }
}

/** The last place at or before `end` where a UTF-8 character begins. */
function characterStart(bytes: Buffer, end: number): number {
  let place = end;
  while (place > end - 4 && place > 0 && (bytes[place] & 0xc0) === 0x80) place--;
  return place;
}

function startsWithBom(chunk: Buffer): boolean {
  return chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
}
