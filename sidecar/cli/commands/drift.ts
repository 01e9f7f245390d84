import type { Command } from 'commander';
import { driftSchema, type Drift } from '../../../common/api/drift/schema';
import { print, printJson, type CliContext } from '../context';
import { httpUrl, isoTime } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatTable, plural } from '../table';

interface Options {
  from?: string;
  to?: string;
  model?: string;
  sidecar?: string;
  json?: boolean;
}

export function registerDrift(program: Command, context: CliContext): void {
  program
    .command('drift')
    .description('tell how far recent lines are from what the model was trained on')
    .option('--from <time>', 'first time (default: a day before the end)', isoTime)
    .option('--to <time>', 'time to end before (default: now)', isoTime)
    .option('--model <id>', 'model to ask about (default: the active one)')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print it as JSON')
    .action(async ({ sidecar, json, ...query }: Options) => {
      const given = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      const path = `/v1/drift?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
      const drift = await new SidecarClient(context, sidecar).get(path, driftSchema);
      if (json) return printJson(context, drift);
      await print(context, describeDrift(drift));
    });
}

const NAMES: Record<Drift['measures'][number]['name'], string> = {
  new_pattern_share: 'share of new patterns',
  score_psi: 'scores: population stability index',
  score_ks: 'scores: Kolmogorov–Smirnov distance',
};

const COLUMNS = [
  { title: 'measure' },
  ...['now', 'in training', 'at least', 'drifting from', 'strong from'].map((title) => ({
    title,
    align: 'right' as const,
  })),
  { title: '' },
];

/** The verdict, the sentences, and the figures that they rest on. */
function describeDrift(drift: Drift): string {
  const minutes = (iso: string) => iso.slice(0, 16).replace('T', ' ');
  const head = `${drift.model}: ${drift.verdict} (${plural(drift.lines, 'line')} from ${minutes(drift.from)} to ${minutes(drift.to)} UTC)\n`;
  const sentences = drift.sentences.map((text) => `${text}\n`).join('');
  if (drift.measures.length === 0) return head + sentences;
  const rows = drift.measures.map((measure) => [
    NAMES[measure.name],
    ...[
      measure.value,
      measure.in_training,
      measure.at_least,
      measure.thresholds.drifting,
      measure.thresholds.strong,
    ].map((value) => value.toFixed(4)),
    measure.verdict,
  ]);
  return `${head}${sentences}\n${formatTable(COLUMNS, rows)}`;
}
