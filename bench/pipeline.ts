/**
 * Speed and memory of the whole default pipeline on the bundled sample logs, as it ships: compiled, in
 * processes of its own. Alone: node --expose-gc --import tsx bench/pipeline.ts [speed|memory|growth]…
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { formatTable, type BenchRow } from './bench_row';

const AREA = 'pipeline, defaults, sample logs';
const PROJECT = path.resolve(__dirname, '..');
const PROCESSOR_TIME = 'processor time';

interface Results {
  speed: { parse: number; score: number; whole: number };
  memory: { lines: number; seconds: number; peakMb: number; bundleMb: number; templates: number };
  growth: { short: number; long: number };
}

const ROWS: { [Task in keyof Results]: (result: Results[Task]) => BenchRow[] } = {
  speed: ({ parse, score, whole }) => [
    row('parse raw lines', parse, 'lines/s'),
    row('templates, features and scores of parsed lines', score, 'lines/s'),
    { ...row('raw line to score, reasons for the flagged', whole, 'lines/s'), target: 100_000 },
  ],
  memory: ({ lines, seconds, peakMb, bundleMb, templates }) => [
    {
      area: AREA,
      what: `train on ${lines.toLocaleString('en-US')} lines, resident at most`,
      value: peakMb,
      unit: 'MB',
      target: 600,
      better: 'lower',
      note: `${templates} templates, bundle ${bundleMb.toFixed(1)} MB`,
    },
    {
      area: AREA,
      what: `train on ${lines.toLocaleString('en-US')} lines`,
      value: seconds,
      unit: 's',
      better: 'lower',
    },
  ],
  growth: ({ short, long }) => [
    {
      ...row('cost of a line among 5,000,000 against among 100,000', short / long, '×'),
      target: 1.3,
      better: 'lower',
    },
  ],
};

function row(what: string, value: number, unit: string): BenchRow {
  return { area: AREA, what, value, unit, note: PROCESSOR_TIME };
}

export async function run(tasks = Object.keys(ROWS) as (keyof Results)[]): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-'));
  const worker = path.join(folder, 'worker.cjs');
  try {
    buildSync({
      entryPoints: [path.join(__dirname, 'workers/pipeline_worker.ts')],
      bundle: true,
      platform: 'node',
      outfile: worker,
      logLevel: 'error',
    });
    return tasks.flatMap((task) => measure(task, worker));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure<Task extends keyof Results>(task: Task, worker: string): BenchRow[] {
  const out = execFileSync(process.execPath, ['--expose-gc', worker, task, PROJECT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return ROWS[task](JSON.parse(out.toString('utf8')) as Results[Task]);
}

if (require.main === module) {
  const tasks = process.argv.slice(2) as (keyof Results)[];
  void run(tasks.length > 0 ? tasks : undefined).then((rows) => console.log(formatTable(rows)));
}
