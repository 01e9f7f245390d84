import { parentPort, workerData } from 'node:worker_threads';

import { trainPipeline, TrainingError } from '../pipeline';
import { ObservedSpan } from '../pipeline/observed_span';
import type { LogEvent } from '../pipeline/parse';
import { Random } from '../pipeline/random';
import { defaultAlertBudget } from '../jobs/alert_budget';
import { lineReader } from './line_scorer';
import type { TrainLinesAnswer, TrainLinesData } from './train_lines';
import { fieldMapping } from '../field_mapping';

const BATCH_LINES = 5_000;
const SEED = 1;

/** The entry of a thread that trains on lines which were sent, answers once, and ends. */
async function main(): Promise<void> {
  const { config, lines } = workerData as TrainLinesData;
  const read = lineReader(fieldMapping(config));
  const batches: LogEvent[][] = [];
  const span = new ObservedSpan(new Random(SEED));
  let skipped = 0;
  for (let start = 0; start < lines.length; start += BATCH_LINES) {
    const outcomes = lines.slice(start, start + BATCH_LINES).map(read);
    const events = outcomes.filter((outcome): outcome is LogEvent => !('skipped' in outcome));
    skipped += outcomes.length - events.length;
    for (const { timestampMs } of events) span.add(timestampMs);
    batches.push(events);
  }
  const { linesPerDay } = span.summary(lines.length - skipped);
  const steps = trainPipeline(() => each(batches), {
    seed: SEED,
    alertBudgetPerDay: defaultAlertBudget(config.alertBudgetPerDay, linesPerDay),
  });
  for (;;) {
    const step = await steps.next();
    if (!step.done) continue;
    answer({ ok: true, bytes: step.value.toBytes(), skipped });
    return;
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

function answer(message: TrainLinesAnswer): void {
  parentPort?.postMessage(message);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  answer({ ok: false, isInput: error instanceof TrainingError, message });
});
