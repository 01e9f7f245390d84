import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One measured figure. A bench module exports `run(): Promise<BenchRow[]>`; bench/main.ts prints them. */
export interface BenchRow {
  /** The part that was measured: templates, detectors, pipeline, sidecar. */
  area: string;
  /** What was measured, and on what: "mine 125,942 HDFS lines". */
  what: string;
  value: number;
  /** lines/s, rows/s, ms, s, MB, AUC, GA, × … */
  unit: string;
  /** What must be reached: at least this, or at most this where `better` is 'lower'. */
  target?: number;
  /** Which way is good; 'higher' when left out. */
  better?: 'higher' | 'lower';
  /** The same figure of the reference (a peer's published figure or an oracle that ran beside). */
  peer?: number;
  /** value / peer; worked out from the two when left out. */
  ratio?: number;
  /** Which peer it is, which median, what to know. */
  note?: string;
}

/** Why a module or a part of it cannot run here: `throw new BenchSkip('../shared/data is not there')`. */
export class BenchSkip extends Error {
  override name = 'BenchSkip';
}

/**
 * Runs `fn` `n` times and returns the median of what it returned (a figure, such as milliseconds or
 * lines a second), and its last result stays with the caller's closure.
 */
export async function medianOf(n: number, fn: () => number | Promise<number>): Promise<number> {
  if (!(n >= 1)) throw new RangeError(`medianOf needs at least one run, got ${n}`);
  const values: number[] = [];
  for (let i = 0; i < n; i++) values.push(await fn());
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** Seconds that `fn` took, by the monotonic clock. */
export async function secondsOf(fn: () => unknown): Promise<number> {
  const start = performance.now();
  await fn();
  return (performance.now() - start) / 1000;
}

/** Resident memory of this process now, in MB, after a collection where `--expose-gc` allows one. */
export function residentMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

/**
 * Lines of a text file, plain or .gz, without line ends.
 * @throws BenchSkip where the file is not there, so that the module is skipped with that reason.
 */
export function readLines(path: string): string[] {
  if (!existsSync(path)) throw new BenchSkip(`${path} is not there`);
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** Whether the target is reached; null where there is none. */
export function reached(row: BenchRow): boolean | null {
  if (row.target === undefined) return null;
  return row.better === 'lower' ? row.value <= row.target : row.value >= row.target;
}

/** The rows as one aligned table, a heading per area. */
export function formatTable(rows: readonly BenchRow[]): string {
  const header = ['', 'what', 'value', 'unit', 'target', 'peer', 'ratio', 'note'];
  const body = rows.map((row) => [
    { true: 'ok', false: 'MISS', null: '' }[String(reached(row)) as 'true' | 'false' | 'null'],
    row.what,
    formatFigure(row.value),
    row.unit,
    row.target === undefined
      ? ''
      : `${row.better === 'lower' ? '≤' : '≥'} ${formatFigure(row.target)}`,
    row.peer === undefined ? '' : formatFigure(row.peer),
    formatRatio(row),
    row.note ?? '',
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => cells[column].length)),
  );
  const rightAligned = new Set([2, 4, 5, 6]);
  const render = (cells: string[]) =>
    cells
      .map((cell, column) =>
        rightAligned.has(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join('  ')
      .trimEnd();
  const lines = [render(header), widths.map((width) => '─'.repeat(width)).join('  ')];
  let area: string | null = null;
  rows.forEach((row, index) => {
    if (row.area !== area) lines.push(`── ${row.area}`);
    area = row.area;
    lines.push(render(body[index]));
  });
  return lines.join('\n');
}

function formatRatio(row: BenchRow): string {
  const ratio = row.ratio ?? (row.peer ? row.value / row.peer : undefined);
  return ratio === undefined ? '' : `${formatFigure(ratio)}×`;
}

/** Four significant digits, thousands separated: 1,234,567 · 12.34 · 0.9991. */
function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 4;
  return Number(value.toPrecision(Math.abs(value) >= 1000 ? 15 : 4)).toLocaleString('en-US', {
    maximumFractionDigits: digits,
  });
}
