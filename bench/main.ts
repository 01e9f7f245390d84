import { existsSync } from 'node:fs';
import path from 'node:path';
import { BenchSkip, formatTable, reached, type BenchRow } from './bench_row';

/**
 * `npm run bench [-- --only NAME] [-- --json]`: runs the bench modules one after the other and prints
 * one table. A module that cannot run here is skipped with its reason.
 */
const MODULES = [
  'templates',
  'detectors',
  'clusters',
  'sequences',
  'classifiers',
  'forecasts',
  'incidents',
  'pipeline',
  'sidecar',
  'stream',
  'logstash',
  'kafka',
  'app',
] as const;

const USAGE = `Usage: npm run bench -- [--only NAME]… [--json]

  --only NAME  run this module only: ${MODULES.join(', ')}
  --json       print the rows as one JSON document on standard output`;

interface Arguments {
  only: string[];
  json: boolean;
}

function parseArguments(argv: readonly string[]): Arguments {
  const result: Arguments = { only: [], json: false };
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--help' || argument === '-h') {
      console.log(USAGE);
      process.exit(0);
    } else if (argument === '--json') {
      result.json = true;
    } else if (argument === '--only' && (MODULES as readonly string[]).includes(argv[i + 1])) {
      result.only.push(argv[++i]);
    } else {
      console.error(`Not understood: ${argv.slice(i, i + 2).join(' ')}\n\n${USAGE}`);
      process.exit(2);
    }
  }
  return result;
}

async function runModule(name: string): Promise<BenchRow[]> {
  const file = path.join(__dirname, `${name}.ts`);
  if (!existsSync(file)) throw new BenchSkip(`bench/${name}.ts is not there`);
  const loaded = (await import(file)) as { run?: () => Promise<BenchRow[]> };
  if (typeof loaded.run !== 'function') throw new Error(`bench/${name}.ts exports no run()`);
  return loaded.run();
}

async function main(): Promise<number> {
  const options = parseArguments(process.argv.slice(2));
  const rows: BenchRow[] = [];
  const skipped: Array<{ module: string; reason: string }> = [];
  let failed = false;
  for (const name of options.only.length > 0 ? options.only : MODULES) {
    console.error(`${name} …`);
    const start = performance.now();
    try {
      rows.push(...(await runModule(name)));
      console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (error instanceof BenchSkip) {
        skipped.push({ module: name, reason: error.message });
        console.error(`${name} skipped: ${error.message}`);
      } else {
        failed = true;
        console.error(`${name} failed:`, error);
      }
    }
  }
  if (options.json) console.log(JSON.stringify({ rows, skipped }, null, 2));
  else if (rows.length > 0) console.log(`\n${formatTable(rows)}`);
  const missed = rows.filter((row) => reached(row) === false);
  console.error(
    `\n${rows.length} figures, ${missed.length} short of their target, ${skipped.length} modules skipped.`,
  );
  return failed ? 1 : 0;
}

void main().then((status) => {
  process.exitCode = status;
});
