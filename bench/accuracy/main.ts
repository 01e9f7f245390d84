/**
 * `npm run bench:accuracy [-- --quick] [-- --only PART]…`: accuracy by the protocols of ../shared/data/README.md, as one
 * document. A whole run writes docs/accuracy.md and prints it; a partial or quick one prints only.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { BenchSkip } from '../bench_row';
import { budget } from './budget';
import { choices } from './choices';
import { LINE_PROTOCOLS, SESSION_PROTOCOLS } from './protocols';
import { checksTable, isReached, type Check, type RunOptions, type Section } from './report';
import { robustness } from './robustness';
import { supervised } from './supervised';
import { templates } from './templates';
import { unsupervised } from './unsupervised';

const FILE = path.resolve(__dirname, '../../docs/accuracy.md');
const PARTS = [
  'templates',
  ...SESSION_PROTOCOLS,
  ...LINE_PROTOCOLS,
  'supervised',
  'robustness',
  'budget',
  'choices',
] as const;
type Part = (typeof PARTS)[number];

const USAGE = `Usage: npm run bench:accuracy -- [--quick] [--only PART]…

  --quick      one seed in place of five, fewer classifiers
  --only PART  this part only: ${PARTS.join(', ')}

A whole run writes docs/accuracy.md; with --quick or --only it is printed only.`;

interface Arguments {
  isQuick: boolean;
  only: Part[];
}

function parseArguments(argv: readonly string[]): Arguments {
  const result: Arguments = { isQuick: false, only: [] };
  for (let i = 0; i < argv.length; i++) {
    const part = PARTS.find((name) => name === argv[i + 1]);
    if (argv[i] === '--help' || argv[i] === '-h') {
      console.log(USAGE);
      process.exit(0);
    } else if (argv[i] === '--quick') {
      result.isQuick = true;
    } else if (argv[i] === '--only' && part) {
      result.only.push(part);
      i++;
    } else {
      console.error(`Not understood: ${argv.slice(i, i + 2).join(' ')}\n\n${USAGE}`);
      process.exit(2);
    }
  }
  return result;
}

async function runPart(part: Part, options: RunOptions, isQuick: boolean): Promise<Section> {
  if (part === 'templates') return templates();
  if (part === 'supervised') return supervised(options.progress, isQuick);
  if (part === 'robustness') return robustness(options);
  if (part === 'budget') return budget(options);
  if (part === 'choices') return choices(options);
  return unsupervised(part, options);
}

const heading = (seeds: number) => `# Accuracy

Written by \`npm run bench:accuracy\`. Raw lines in, one default configuration for all sets, no labels but where it says so.
${seeds === 1 ? 'One seed.' : `Mean ± standard deviation of ${seeds} seeds; without ± where nothing is left to chance.`} "Own" figures are at the threshold that
training alone chose; the best F1 in hindsight is what the best threshold would give, which nobody can know beforehand.
Baselines are as the README of the development data gives them (AUC / AP): other methods, measured on the same files.`;

async function main(): Promise<void> {
  const { isQuick, only } = parseArguments(process.argv.slice(2));
  const options: RunOptions = {
    seeds: isQuick ? [1] : [1, 2, 3, 4, 5],
    progress: (what) => console.error(what),
  };
  const texts: string[] = [];
  const checks: Check[] = [];
  let isWhole = !isQuick && only.length === 0;
  for (const part of only.length > 0 ? only : PARTS) {
    try {
      const section = await runPart(part, options, isQuick);
      texts.push(section.text);
      checks.push(...section.checks);
    } catch (error) {
      if (!(error instanceof BenchSkip)) throw error;
      isWhole = false;
      texts.push(`## ${part}\n\nSkipped: ${error.message}.`);
    }
  }
  const targets = checks.length > 0 ? [`## Targets\n\n${checksTable(checks)}`] : [];
  const document = [heading(options.seeds.length), ...targets, ...texts].join('\n\n');
  const config = await resolveConfig(FILE);
  const text = await format(document, { ...config, parser: 'markdown', proseWrap: 'always' });
  if (isWhole) await writeFile(FILE, text);
  console.log(text);
  const missed = checks.filter((check) => !isReached(check)).length;
  const { user, system } = process.cpuUsage();
  console.error(
    `${checks.length} targets, ${missed} missed; ${Math.round((user + system) / 1e6)} s of processor time.`,
  );
}

void main();
