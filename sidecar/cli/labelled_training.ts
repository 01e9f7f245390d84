import { EvaluateError, readRows, type Rows } from '../evaluate';
import { defaultAlertBudget } from '../jobs/alert_budget';
import {
  learnLabels,
  splitLearners,
  trainWithVerdicts,
  TrainingError,
  verdictsOnAll,
} from '../pipeline';
import { ObservedSpan } from '../pipeline/observed_span';
import type { LogEvent } from '../pipeline/parse';
import { Random } from '../pipeline/random';
import { LabelsError } from '../pipeline/supervised';
import { CliError, UsageError } from './cli_error';
import type { CliContext } from './context';
import { startProgress } from './progress';
import { rowLines } from './row_lines';
import { formatCount } from './table';
import { MAX_DEFAULT_BUDGET_PER_DAY, type FileTrainOptions, type Trained } from './training';

const BATCH_LINES = 2_000;
/** Share of the work that learning from labels is. */
const LABELS_SHARE = 0.3;

/**
 * Trains on a file of rows, some or all of them labelled: what is usual is learned from all of them, then the labels.
 * @throws CliError where the rows or their labels are not enough, UsageError for unknown detectors
 */
export async function trainOnLabelledFile(
  context: CliContext,
  file: string,
  options: FileTrainOptions,
): Promise<Trained> {
  const start = performance.now();
  const progress = startProgress(context, 'Training');
  try {
    progress.update(0, `Reading ${file}`);
    const rows = await readRows(firstLines(rowLines(context, file), options.maxLines), file);
    refuseOneKind(rows, file);
    const { detectors, classifiers } = splitLearners(options.detectors);
    const training = trainWithVerdicts(() => batchesOf(rows.events), {
      ...options,
      detectors,
      alertBudgetPerDay: options.budget ?? budgetOf(rows, options.seed),
      signal: context.signal,
    });
    let step = await training.next();
    while (!step.done) {
      const { phase, fraction, linesRead } = step.value;
      progress.update((1 - LABELS_SHARE) * fraction, `${phase}, ${formatCount(linesRead)} lines`);
      step = await training.next();
    }
    const { pipeline, verdicts } = step.value;
    const taught = await learnLabels(
      pipeline,
      {
        events: rows.events,
        known: rows.known,
        verdicts: verdictsOnAll(pipeline, rows.events, verdicts),
      },
      {
        ...(classifiers ? { classifiers } : {}),
        seed: options.seed,
        signal: context.signal,
        onProgress: ({ phase, fraction }) =>
          progress.update(1 - LABELS_SHARE + LABELS_SHARE * fraction, phase),
      },
    );
    progress.stop();
    return { pipeline: taught, seconds: (performance.now() - start) / 1000 };
  } catch (error) {
    progress.stop();
    throw asCliError(error);
  }
}

/** Before the training, which takes a while. */
function refuseOneKind({ known }: Rows, file: string): void {
  const anomalous = known.filter((label) => label === 1).length;
  const normal = known.filter((label) => label === 0).length;
  if (anomalous > 0 && normal > 0) return;
  throw new CliError(
    `${file} has ${formatCount(anomalous)} lines with "label": 1 and ${formatCount(normal)} with "label": 0; it takes both kinds to learn from.`,
  );
}

function budgetOf({ events }: Rows, seed: number): number {
  const span = new ObservedSpan(new Random(seed));
  for (const { timestampMs } of events) span.add(timestampMs);
  return defaultAlertBudget(MAX_DEFAULT_BUDGET_PER_DAY, span.summary(events.length).linesPerDay);
}

function asCliError(error: unknown): unknown {
  const isInput =
    error instanceof EvaluateError ||
    error instanceof TrainingError ||
    error instanceof LabelsError;
  if (isInput) return new CliError(error.message);
  return error instanceof RangeError ? new UsageError(error.message) : error;
}

async function* firstLines(lines: AsyncIterable<string>, most = Infinity): AsyncGenerator<string> {
  let left = most;
  for await (const line of lines) {
    if (left-- <= 0) return;
    yield line;
  }
}

async function* batchesOf(events: readonly LogEvent[]): AsyncGenerator<LogEvent[]> {
  for (let i = 0; i < events.length; i += BATCH_LINES) yield events.slice(i, i + BATCH_LINES);
}
