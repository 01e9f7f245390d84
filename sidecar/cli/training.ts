import { defaultAlertBudget } from '../jobs/alert_budget';
import { trainPipeline, type TrainedPipeline, type TrainOptions } from '../pipeline';
import { ObservedSpan } from '../pipeline/observed_span';
import { Random } from '../pipeline/random';
import type { CliContext } from './context';
import type { EventFiles } from './event_files';
import { startProgress, type Progress } from './progress';
import { formatCount } from './table';

export const DEFAULT_SEED = 1;
/** The same as the sidecar's own default. */
export const MAX_DEFAULT_BUDGET_PER_DAY = 100;
/** How the default is told in the help. */
export const DEFAULT_BUDGET_WORDS = '100, but at most one line in 200';

export interface Trained {
  pipeline: TrainedPipeline;
  seconds: number;
}

export type FileTrainOptions = Omit<TrainOptions, 'signal' | 'alertBudgetPerDay'> & {
  /** Lines a day that may be flagged; left out, a default that suits the files. */
  budget?: number;
};

/** Trains on files with a progress display. @throws TrainingError, InputError, CliError where they are empty */
export async function trainOnFiles(
  context: CliContext,
  files: EventFiles,
  { budget, ...options }: FileTrainOptions,
): Promise<Trained> {
  const start = performance.now();
  const progress = startProgress(context, 'Training');
  try {
    const alertBudgetPerDay = budget ?? (await defaultBudget(files, options.seed, progress));
    const run = trainPipeline(files.source, {
      ...options,
      alertBudgetPerDay,
      signal: context.signal,
    });
    for (;;) {
      const step = await run.next();
      if (step.done) {
        progress.stop();
        return { pipeline: step.value, seconds: (performance.now() - start) / 1000 };
      }
      const { phase, fraction, linesRead } = step.value;
      progress.update(fraction, `${phase}, ${formatCount(linesRead)} lines`);
    }
  } catch (error) {
    progress.stop();
    files.refuseEmpty();
    throw error;
  }
}

/** Counts the lines a day, which takes a pass of its own. */
async function defaultBudget(files: EventFiles, seed: number, progress: Progress): Promise<number> {
  const span = new ObservedSpan(new Random(seed));
  let lines = 0;
  for await (const { events } of files.blocks()) {
    lines += events.length;
    for (const { timestampMs } of events) span.add(timestampMs);
    progress.update(0, `Counting lines, ${formatCount(lines)}`);
  }
  files.refuseEmpty();
  const { linesPerDay } = span.summary(lines);
  return defaultAlertBudget(MAX_DEFAULT_BUDGET_PER_DAY, linesPerDay);
}

/** ISO time, or null where there is none. */
export function toIso(timeMs: number): string | null {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : null;
}
