import type { Command } from 'commander';
import { labelListSchema, type Label } from '../../../common/api/labels/schema';
import { note, print, printJson, type CliContext } from '../context';
import { httpUrl } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';
import { formatTable, forTerminal } from '../table';

const VERDICT_WORDS: Record<Label['verdict'], string> = {
  true: 'true',
  false_positive: 'false positive',
  mute: 'mute',
};

export function registerLabels(program: Command, context: CliContext): void {
  program
    .command('labels')
    .description('list the verdicts that people gave')
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print them as JSON')
    .action(async (options: { sidecar?: string; json?: boolean }) => {
      const client = new SidecarClient(context, options.sidecar);
      const list = await client.get('/v1/labels', labelListSchema);
      if (options.json) return printJson(context, list);
      if (list.labels.length === 0) return note(context, 'No line was judged yet.');
      await print(context, formatTable(COLUMNS, list.labels.map(toRow)));
    });
}

const COLUMNS = ['when', 'verdict', 'until', 'host', 'score', 'pattern', 'by'].map((title) => ({
  title,
  align: title === 'score' ? ('right' as const) : ('left' as const),
}));

function toRow(label: Label): string[] {
  return [
    label.created_at.slice(0, 16).replace('T', ' '),
    VERDICT_WORDS[label.verdict],
    label.verdict === 'mute' ? (label.until?.slice(0, 16).replace('T', ' ') ?? 'for ever') : '',
    label.host,
    label.score.toFixed(1),
    forTerminal(label.template_text, 70),
    label.user ?? '',
  ];
}
