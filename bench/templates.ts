/**
 * Speed and accuracy of the template stage on the development logs.
 * Alone: node --expose-gc --import tsx bench/templates.ts
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { formatTable, readLines as readAnyLines, type BenchRow } from './bench_row';
import { HEADER_SAMPLE_LINES, TemplateMiner } from '../sidecar/pipeline/templates';

const DATA = path.resolve(__dirname, '../../shared/data');
const RUNS = 7;

export interface GroupingAccuracy {
  system: string;
  /** Share of lines whose group equals a true group exactly. */
  ga: number;
  /** F1 over correctly grouped templates. */
  fga: number;
  groups: number;
  trueGroups: number;
}

export interface TemplateSpeed {
  what: string;
  lines: number;
  /** Median lines/s of training, and of matching with a frozen model. */
  fitLinesPerSecond: number;
  matchLinesPerSecond: number;
}

export function hasDevelopmentData(): boolean {
  return existsSync(path.join(DATA, 'loghub2k'));
}

export function readLines(file: string): string[] {
  const bytes = readFileSync(path.join(DATA, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
}

export function systems(): string[] {
  return readdirSync(path.join(DATA, 'loghub2k')).sort();
}

/** One pass over the raw lines of each system, one configuration. */
export function groupingAccuracies(): GroupingAccuracy[] {
  return systems().map((system) => {
    const lines = readLines(`loghub2k/${system}/lines.log`);
    const truth = readLines(`loghub2k/${system}/truth.csv`)
      .slice(1)
      .map((row) => row.split(',')[1]);
    return { system, ...groupingAccuracy(templatesOf(lines), truth) };
  });
}

/** Template of each line after one training pass. */
export function templatesOf(lines: readonly string[]): number[] {
  const miner = new TemplateMiner();
  miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
  const skeletons = lines.map((line) => miner.add(line));
  const model = miner.freeze();
  return skeletons.map((skeleton) => model.skeletonToTemplate(skeleton));
}

/** As judge_templates.py: GA and FGA over exact groups of line numbers. */
export function groupingAccuracy(
  predicted: readonly (number | string)[],
  truth: readonly string[],
): Omit<GroupingAccuracy, 'system'> {
  const found = new Set(groupsOf(predicted).map((lines) => lines.join(' ')));
  const real = groupsOf(truth);
  const right = real.filter((lines) => found.has(lines.join(' ')));
  const covered = right.reduce((sum, lines) => sum + lines.length, 0);
  const precision = right.length / found.size;
  const recall = right.length / real.length;
  return {
    ga: covered / truth.length,
    fga: (2 * precision * recall) / Math.max(1e-12, precision + recall),
    groups: found.size,
    trueGroups: real.length,
  };
}

function groupsOf(labels: readonly (number | string)[]): number[][] {
  const groups = new Map<number | string, number[]>();
  labels.forEach((label, line) => {
    const group = groups.get(label);
    if (group) group.push(line);
    else groups.set(label, [line]);
  });
  return [...groups.values()];
}

/** The eight systems' lines in turn, as one source. */
export function interleavedLines(): { lines: string[]; labels: string[] } {
  const names = systems();
  const bySystem = names.map((name) => readLines(`loghub2k/${name}/lines.log`));
  const truths = names.map((name) => readLines(`loghub2k/${name}/truth.csv`).slice(1));
  const lines: string[] = [];
  const labels: string[] = [];
  for (let i = 0; i < 2000; i++) {
    names.forEach((name, s) => {
      lines.push(bySystem[s][i]);
      labels.push(`${name} ${truths[s][i].split(',')[1]}`);
    });
  }
  return { lines, labels };
}

export function repeatLines(lines: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => lines).flat();
}

/** Lines of `templates` different templates in turn, numbers varying. */
export function syntheticLines(templates: number, count: number): string[] {
  const word = (n: number): string => {
    let text = '';
    for (let i = 0, rest = n; i < 4; i++, rest = Math.floor(rest / 26)) {
      text += String.fromCharCode(97 + (rest % 26));
    }
    return text;
  };
  return Array.from({ length: count }, (_, i) => {
    const t = (i * 7919) % templates;
    const words = `${word(t * 31)} ${word(t * 17 + 5)} ${word(t * 13 + 11)}`;
    return `2024-05-01 10:00:00 INFO service: ${words} took ${i} ms for request ${t}`;
  });
}

/**
 * Processor time of this process in milliseconds. On an idle machine it is the time on the clock (or a
 * little more, for the collector's threads); on a busy one it leaves out what others took.
 */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Median over runs of training and of matching, each run with a new miner. */
export function measureSpeed(what: string, lines: readonly string[]): TemplateSpeed {
  const fit: number[] = [];
  const match: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const miner = new TemplateMiner();
    miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
    let started = processorMs();
    for (const line of lines) miner.add(line);
    const model = miner.freeze();
    fit.push((lines.length / (processorMs() - started)) * 1000);
    started = processorMs();
    for (const line of lines) model.match(line);
    match.push((lines.length / (processorMs() - started)) * 1000);
  }
  return {
    what,
    lines: lines.length,
    fitLinesPerSecond: median(fit),
    matchLinesPerSecond: median(match),
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

/** Median microseconds of params() over the given lines. */
export function measureParams(lines: readonly string[]): number {
  const miner = new TemplateMiner();
  miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
  for (const line of lines) miner.add(line);
  const model = miner.freeze();
  const templates = lines.map((line) => model.match(line));
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const started = processorMs();
    lines.forEach((line, i) => model.params(line, templates[i]));
    runs.push(((processorMs() - started) * 1000) / lines.length);
  }
  return median(runs);
}

/** Megabytes that a miner and its frozen model hold after training, input not counted. */
export function measureMemory(lines: readonly string[]): number {
  const held = (): number => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // A first pass settles the strings (reading flattens them) and the compiler.
  templatesOf(lines);
  const before = held();
  const miner = new TemplateMiner();
  miner.learnHeader(lines.slice(0, HEADER_SAMPLE_LINES));
  for (const line of lines) miner.add(line);
  const model = miner.freeze();
  const megabytes = (held() - before) / 1e6;
  // Used after the measurement, so that all of it, the input too, is alive during it.
  return model.size > 0 && miner.hasSource('') && lines.length > 0 ? megabytes : NaN;
}

const AREA = 'templates';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function accuracyRows(): BenchRow[] {
  const accuracies = groupingAccuracies();
  const { lines, labels } = interleavedLines();
  const together = groupingAccuracy(templatesOf(lines), labels);
  const row = (what: string, value: number, unit: string, target?: number): BenchRow => ({
    area: AREA,
    what,
    value,
    unit,
    target,
  });
  return [
    ...accuracies.flatMap(({ system, ga, fga }) => [
      row(`${system}, raw lines`, ga, 'GA'),
      row(`${system}, raw lines`, fga, 'FGA'),
    ]),
    row('mean of the systems', mean(accuracies.map(({ ga }) => ga)), 'GA', 0.95),
    row('mean of the systems', mean(accuracies.map(({ fga }) => fga)), 'FGA'),
    row('all systems interleaved as one source', together.ga, 'GA'),
  ];
}

function speedRows(what: string, lines: readonly string[], target?: number): BenchRow[] {
  const speed = measureSpeed(what, lines);
  const note = `median of ${RUNS}, processor time`;
  const row = (phase: string, value: number): BenchRow => ({
    area: AREA,
    what: `${phase} ${lines.length.toLocaleString('en')} lines, ${what}`,
    value,
    unit: 'lines/s',
    target,
    note,
  });
  return [row('learn', speed.fitLinesPerSecond), row('match', speed.matchLinesPerSecond)];
}

const sampleLines = (file: string): string[] =>
  readAnyLines(path.resolve(__dirname, '../dev/samples', file));

export async function run(): Promise<BenchRow[]> {
  const rows = [
    ...speedRows('auth log', repeatLines(sampleLines('auth.log.gz'), 18)),
    ...speedRows('Apache access log', repeatLines(sampleLines('apache_access.log.gz'), 12)),
    ...speedRows('100 templates', syntheticLines(100, 1_000_000)),
    ...speedRows('10,000 templates', syntheticLines(10_000, 1_000_000)),
    {
      area: AREA,
      what: 'memory held after learning 10,000 templates',
      value: measureMemory(syntheticLines(10_000, 200_000)),
      unit: 'MB',
    },
  ];
  if (!hasDevelopmentData()) return rows;
  const hdfs = readLines('hdfs_raw/events.log.gz');
  return [
    ...accuracyRows(),
    ...speedRows('HDFS raw', hdfs, 400_000),
    ...speedRows('eight systems interleaved', repeatLines(interleavedLines().lines, 8), 250_000),
    ...rows,
    {
      area: AREA,
      what: 'parameters of one line, HDFS',
      value: measureParams(hdfs.slice(0, 20_000)),
      unit: 'µs',
    },
  ];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
