/**
 * One measurement of the pipeline in a process of its own, so that memory is its own too.
 * usage: pipeline_worker TASK   prints one JSON object
 */
import path from 'node:path';
import { trainPipeline, type TrainedPipeline } from '../../sidecar/pipeline';
import { LineParser, type LogEvent } from '../../sidecar/pipeline/parse';
import { readLines } from '../bench_row';

const BATCH_LINES = 2000;
const RUNS = 5;
const MEMORY_LINES = 1_000_000;
const SHORT_LINES = 100_000;
const LONG_LINES = 5_000_000;
const SAMPLES = path.resolve(process.argv[3], 'dev/samples');

/** The bundled sample logs, one after the other in turns of ten lines. */
function sampleLines(): string[] {
  const access = readLines(path.join(SAMPLES, 'apache_access.log.gz'));
  const auth = readLines(path.join(SAMPLES, 'auth.log.gz'));
  const lines: string[] = [];
  for (let i = 0; i < Math.max(access.length, auth.length); i += 10)
    lines.push(...access.slice(i, i + 10), ...auth.slice(i, i + 10));
  return lines;
}

/** `count` lines made of the samples over and over, long numbers other in each round. */
function* manyLines(count: number): Generator<string[]> {
  const samples = sampleLines();
  let batch: string[] = [];
  for (let i = 0; i < count; i++) {
    const round = Math.floor(i / samples.length);
    const line = samples[i % samples.length];
    batch.push(
      round === 0
        ? line
        : line.replace(/\d{4,6}(?=[^\d:]|$)/, (digits) =>
            `${(Number(digits) + round * 7919) % 10 ** digits.length}`.padStart(digits.length, '1'),
          ),
    );
    if (batch.length === BATCH_LINES) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** The samples are years apart; here a line comes every second, so that the alert budget means something. */
async function* eventBatches(count: number): AsyncGenerator<LogEvent[]> {
  const parser = new LineParser({ service: 'sample' });
  let timestampMs = Date.UTC(2024, 0, 1);
  for (const batch of manyLines(count))
    yield batch.map((line) => ({ ...parser.parse(line), timestampMs: (timestampMs += 1000) }));
}

async function train(lines: number): Promise<TrainedPipeline> {
  const training = trainPipeline(() => eventBatches(lines), { seed: 1, alertBudgetPerDay: 10 });
  let step = await training.next();
  while (!step.done) step = await training.next();
  return step.value;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

/** Raw line to score, with the reasons of the flagged ones; lines a second of processor time. */
function scoreLines(pipeline: TrainedPipeline, batches: Iterable<string[]>): number {
  const parser = new LineParser({ service: 'sample' });
  let busy = 0;
  let lines = 0;
  for (const batch of batches) {
    const before = process.cpuUsage();
    const events = batch.map((line) => parser.parse(line));
    const scores = pipeline.scoreBatch(events);
    for (let i = 0; i < events.length; i++) if (scores.flagged[i] === 1) scores.reasons(i);
    const { user, system } = process.cpuUsage(before);
    busy += user + system;
    lines += batch.length;
  }
  return lines / (busy / 1e6);
}

async function speed() {
  const pipeline = await train(50_000);
  const batches = [...manyLines(50_000)];
  const events: LogEvent[][] = [];
  for await (const batch of eventBatches(50_000)) events.push(batch);
  const measure = (fn: () => void) => {
    fn();
    return median(
      Array.from({ length: RUNS }, () => {
        const before = process.cpuUsage();
        fn();
        const { user, system } = process.cpuUsage(before);
        return 50_000 / ((user + system) / 1e6);
      }),
    );
  };
  return {
    parse: measure(() => {
      const parser = new LineParser({ service: 'sample' });
      for (const batch of batches) for (const line of batch) parser.parse(line);
    }),
    score: measure(() => {
      for (const batch of events) pipeline.scoreBatch(batch, { reasons: 'none' });
    }),
    whole: median(Array.from({ length: RUNS }, () => scoreLines(pipeline, batches))),
  };
}

async function memory() {
  globalThis.gc?.();
  const startedAt = performance.now();
  const pipeline = await train(MEMORY_LINES);
  return {
    lines: pipeline.info.lines,
    seconds: (performance.now() - startedAt) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    bundleMb: pipeline.toBytes().length / 1e6,
    templates: pipeline.info.templates,
  };
}

async function growth() {
  const pipeline = await train(50_000);
  scoreLines(pipeline, manyLines(SHORT_LINES));
  const short = median(
    Array.from({ length: 3 }, () => scoreLines(pipeline, manyLines(SHORT_LINES))),
  );
  const long = scoreLines(pipeline, manyLines(LONG_LINES));
  return { short, long };
}

const TASKS: Record<string, () => Promise<object>> = { speed, memory, growth };

void TASKS[process.argv[2]]().then((result) => console.log(JSON.stringify(result)));
