/**
 * Forecasts of counts and the rate detector, on real and on made series.
 * Alone: node --expose-gc --import tsx bench/forecasts.ts
 */
import path from 'node:path';
import { autoInterval, forecastSeries, toSeries, type TimedSeries } from '../sidecar/forecast';
import { LineParser } from '../sidecar/pipeline/parse';
import { Random } from '../sidecar/pipeline/random';
import { rate, type WindowBatch } from '../sidecar/pipeline/rates';
import { BenchSkip, formatTable, medianOf, readLines, type BenchRow } from './bench_row';

const AREA = 'forecasts';
const DATA = path.resolve(__dirname, '../../shared/data');
const FILES = [
  ['web access', 'unlabelled/apache_access.log.gz'],
  ['auth', 'unlabelled/auth.log.gz'],
  ['linux', 'unlabelled/linux_full.log.gz'],
  ['HDFS', 'hdfs_raw/events.log.gz'],
] as const;
const HORIZON = 24;
const RUNS = 5;
const HOUR_MS = 3_600_000;

/** Processor milliseconds that `fn` took: other work on the machine does not count. */
async function cpuMsOf(fn: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await fn();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Counts around a daily wave, noisier than chance. */
function waveSeries(points: number): Float64Array {
  const random = new Random(1);
  return Float64Array.from({ length: points }, (_, t) =>
    Math.round((60 + 40 * Math.sin((2 * Math.PI * t) / 24)) * (0.5 + random.uniform())),
  );
}

async function speed(points: number, target?: number): Promise<BenchRow> {
  const series = { intervalMs: HOUR_MS, values: waveSeries(points) };
  const ask = () => forecastSeries(series, { horizon: HORIZON });
  await ask();
  return {
    area: AREA,
    what: `back-test of 5 models and forecast of ${points.toLocaleString('en-US')} points`,
    value: await medianOf(RUNS, () => cpuMsOf(ask)),
    unit: 'ms',
    target,
    better: 'lower',
    note: 'processor time',
  };
}

function lineSeries(file: string): TimedSeries {
  const parser = new LineParser();
  const times = readLines(path.join(DATA, file))
    .map((line) => parser.parse(line).timestampMs)
    .filter((timestampMs) => !Number.isNaN(timestampMs));
  const firstMs = times.reduce((least, time) => Math.min(least, time), Infinity);
  const lastMs = times.reduce((most, time) => Math.max(most, time), -Infinity);
  const intervalMs = autoInterval(lastMs - firstMs);
  const counts = new Map<number, number>();
  for (const time of times) {
    const start = Math.floor(time / intervalMs) * intervalMs;
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return toSeries(counts, { firstMs, endMs: lastMs + 1, intervalMs });
}

async function accuracy(name: string, file: string): Promise<BenchRow[]> {
  let series: TimedSeries;
  try {
    series = lineSeries(file);
  } catch (error) {
    if (error instanceof BenchSkip) return [];
    throw error;
  }
  const { backtest, description } = await forecastSeries(series, { horizon: HORIZON });
  const naive = backtest?.rows.find(({ model }) => model === 'seasonal_naive');
  if (!backtest || !naive) return [];
  const [best] = backtest.rows;
  const what = `${name}, ${series.values.length} × ${series.intervalMs / 60_000} min`;
  return [
    {
      area: AREA,
      what: `back-test error, ${what}`,
      value: best.mae,
      unit: 'lines',
      target: naive.mae,
      better: 'lower',
      peer: naive.mae,
      note: `${description}; peer: seasonal naive`,
    },
    {
      area: AREA,
      what: `share in the 95 % interval, ${what}`,
      value: best.coverage95,
      unit: '',
      note: `${backtest.origins} origins × ${backtest.steps} steps; 80 %: ${best.coverage80.toFixed(3)}`,
    },
  ];
}

/** A week of five-minute windows; about a third of the templates come in each. */
function windows(streams: number, templates: number): WindowBatch {
  const random = new Random(1);
  const perStream = 7 * 288;
  const offsets = [0];
  const held: number[] = [];
  const counts: number[] = [];
  const startMs: number[] = [];
  const stream: number[] = [];
  for (let s = 0; s < streams; s++)
    for (let w = 0; w < perStream; w++) {
      stream.push(s);
      startMs.push(Date.UTC(2026, 0, 5) + w * 300_000);
      for (let t = 0; t < templates; t++) {
        const count = Math.floor((-Math.log(1 - random.uniform()) * 30) / (t + 1));
        if (count === 0) continue;
        held.push(t);
        counts.push(count);
      }
      offsets.push(held.length);
    }
  return {
    windows: stream.length,
    stream: Int32Array.from(stream),
    startMs: Float64Array.from(startMs),
    intervalMs: 300_000,
    offsets: Int32Array.from(offsets),
    templates: Int32Array.from(held),
    counts: Int32Array.from(counts),
    trainedTemplates: templates,
    streams,
  };
}

async function rates(): Promise<BenchRow[]> {
  const batch = windows(10, 100);
  const what = `${batch.windows.toLocaleString('en-US')} windows of ${Math.round(batch.counts.length / batch.windows)} templates`;
  const fit = async () => {
    const steps = rate().fit([batch], { seed: 1 });
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    return step.value;
  };
  const { fitted } = await fit();
  const fitMs = await medianOf(3, () => cpuMsOf(fit));
  const scoreMs = await medianOf(3, () => cpuMsOf(() => fitted.score(batch)));
  const row = { area: 'rate detector', note: 'processor time' };
  return [
    { ...row, what: `fit ${what}`, value: fitMs, unit: 'ms', better: 'lower' },
    {
      ...row,
      what: `score ${what}`,
      value: (1_000 * batch.windows) / scoreMs,
      unit: 'windows/s',
    },
  ];
}

export async function run(): Promise<BenchRow[]> {
  const rows = [await speed(500, 200), await speed(5_000)];
  for (const [name, file] of FILES) rows.push(...(await accuracy(name, file)));
  return [...rows, ...(await rates())];
}

if (require.main === module) void run().then((rows) => console.log(formatTable(rows)));
