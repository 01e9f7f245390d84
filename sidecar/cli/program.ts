import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config';
import { ProblemError } from '../store/stores';
import { TrainingError } from '../pipeline';
import { InputError } from '../sources/file';
import { VERSION } from '../version';
import { CliError, EXIT, UsageError } from './cli_error';
import { registerAnalyze } from './commands/analyze';
import { registerBacktest } from './commands/backtest';
import { registerClient } from './commands/client';
import { registerConsume } from './commands/consume';
import { registerDrift } from './commands/drift';
import { registerEvaluate } from './commands/evaluate';
import { registerForecast } from './commands/forecast';
import { registerGenerate } from './commands/generate';
import { registerHealth } from './commands/health';
import { registerIncidents } from './commands/incidents';
import { registerIngest } from './commands/ingest';
import { registerBackfill, registerFollow } from './commands/jobs';
import { registerLabels } from './commands/labels';
import { registerLogLevel } from './commands/log_level';
import { registerModels } from './commands/models';
import { registerNotify } from './commands/notify';
import { registerSchedules } from './commands/schedules';
import { registerTemplates } from './commands/templates';
import { registerTrain } from './commands/train';
import { registerTune } from './commands/tune';
import type { CliContext } from './context';

/** The `anomalies` command with all its subcommands. */
export function buildProgram(context: CliContext): Command {
  const program = new Command('anomalies')
    .description('Finds the log lines that matter and says why.')
    .version(VERSION, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .showHelpAfterError('(--help shows what there is)');
  for (const register of [
    registerTrain,
    registerAnalyze,
    registerTemplates,
    registerEvaluate,
    registerTune,
    registerForecast,
    registerModels,
    registerIncidents,
    registerIngest,
    registerGenerate,
    registerBackfill,
    registerBacktest,
    registerFollow,
    registerConsume,
    registerLabels,
    registerDrift,
    registerSchedules,
    registerNotify,
    registerLogLevel,
    registerHealth,
    registerClient,
  ]) {
    register(program, context);
  }
  return program;
}

/**
 * Runs the command and returns its exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted. What
 * went wrong stands on standard error, in a sentence.
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  try {
    await buildProgram(context).parseAsync(argv, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    return report(error, context);
  }
}

function report(error: unknown, context: CliContext): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message already; help and version that were asked for are no errors.
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  // The reader, such as `head`, has what it wants.
  if ((error as NodeJS.ErrnoException | null)?.code === 'EPIPE') return EXIT.done;
  if (context.signal.aborted) {
    context.stderr.write('Interrupted.\n');
    return EXIT.interrupted;
  }
  if (error instanceof UsageError) {
    context.stderr.write(`error: ${error.message}\n`);
    return EXIT.usage;
  }
  context.stderr.write(`error: ${describe(error, context)}\n`);
  return EXIT.failed;
}

function describe(error: unknown, context: CliContext): string {
  if (!(error instanceof Error)) return String(error);
  const forUsers = [CliError, InputError, ProblemError, ConfigError, TrainingError].some(
    (kind) => error instanceof kind,
  );
  if (forUsers) return error.message;
  // Not foreseen: the stack is what a bug report needs.
  const stack = context.env.ANOMALIES_DEBUG ? `\n${error.stack}` : '';
  const hint = stack ? '' : ' (ANOMALIES_DEBUG=1 shows where)';
  return `${error.message}${hint}${stack}`;
}
