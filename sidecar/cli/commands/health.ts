import type { Command } from 'commander';
import { loadConfig } from '../../config';
import { checkHealth } from '../../health_check';
import { CliError } from '../cli_error';
import { note, print, type CliContext } from '../context';

export function registerHealth(program: Command, context: CliContext): void {
  program
    .command('health')
    .description('ask the sidecar of this machine and environment whether it lives')
    .option('--ready', 'whether it can work as well: Elasticsearch answers')
    .action(async ({ ready = false }: { ready?: boolean }) => {
      const health = await checkHealth(loadConfig(context.env), ready);
      if (!health.isWell) throw new CliError(health.note ?? 'The sidecar is not well.');
      if (health.note !== null) note(context, health.note);
      await print(context, ready ? 'ready\n' : 'ok\n');
    });
}
