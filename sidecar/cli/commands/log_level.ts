import { Argument, type Command } from 'commander';
import {
  DEFAULT_LOG_LEVEL_MINUTES,
  logLevelSchema,
  MAX_LOG_LEVEL_MINUTES,
  SETTABLE_LOG_LEVELS,
  type LogLevelRequest,
  type LogLevelState,
} from '../../../common/api/log_level/schema';
import { print, printJson, type CliContext } from '../context';
import { httpUrl, wholeNumber } from '../option_parsers';
import { SidecarClient } from '../sidecar_client';

interface Options {
  minutes: number;
  sidecar?: string;
  json?: boolean;
}

export function registerLogLevel(program: Command, context: CliContext): void {
  program
    .command('log-level')
    .description("show the level of a sidecar's log, or change it for a while")
    .addArgument(
      new Argument('[level]', 'level to log on; left out, the present one is shown').choices(
        SETTABLE_LOG_LEVELS,
      ),
    )
    .option(
      '--minutes <n>',
      'how long, until the configured level holds again',
      wholeNumber(1, MAX_LOG_LEVEL_MINUTES),
      DEFAULT_LOG_LEVEL_MINUTES,
    )
    .option('--sidecar <url>', 'address of the sidecar', httpUrl)
    .option('--json', 'print it as JSON')
    .action(async (level: LogLevelRequest['level'] | undefined, options: Options) => {
      const sidecar = new SidecarClient(context, options.sidecar);
      const request = level && { level, for_minutes: options.minutes };
      const state = request
        ? await sidecar.put('/v1/log-level', request, logLevelSchema)
        : await sidecar.get('/v1/log-level', logLevelSchema);
      if (options.json) await printJson(context, state);
      else await print(context, describe(state));
    });
}

function describe({ level, configured, until }: LogLevelState): string {
  return until === null ? `${level}\n` : `${level} until ${until}, then ${configured} again\n`;
}
