import { checkLineDetectors, lineDetector, DEFAULT_LINE_DETECTORS } from './detectors/registry';
import type { FitProgress } from './detectors/detector';
import { anomalousLines } from './anomalous_patterns';
import { driftReferenceOf } from './drift_reference';
import { checkFeatureSets, DEFAULT_FEATURE_SETS, type FeatureSet } from './features/feature_sets';
import { LineStatistics } from './features/line_statistics';
import { concatenate, type FeatureMatrix } from './features/matrix';
import { featureImportance } from './feature_importance';
import { TrainingError, type PipelineInfo, type TrainOptions, type TrainProgress } from './info';
import { HeaderLearning } from './header_learning';
import { meanPlusStdThreshold } from './mean_plus_std';
import { ObservedSpan } from './observed_span';
import type { LogEvent } from './parse/log_event';
import { Random } from './random';
import { budgetThreshold, Ensemble, scoreOfNats, SEVERITY_PRIOR, type Verdicts } from './scoring';
import { sourceKeyOf } from './source_key';
import { TemplateMiner, type TemplateModel } from './templates';
import { trainingNotes } from './training_notes';
import { TrainedPipeline } from './trained_pipeline';
import { UnitTraining } from './units';

/** Opens a fresh iteration over the same batches: training reads its lines twice, in about their order in time. */
export type EventSource = () => AsyncIterable<LogEvent[]>;

const DEFAULT_MAX_LINES = 5_000_000;
const MIN_BLOCKS = 8;
const MAX_BLOCKS = 1024;
/** Training lines that are judged by all the others, for calibration and for the forest. */
const HELD_BACK_LINES = 60_000;
/** Share of the work of each phase. */
const PATTERNS_SHARE = 0.4;
const VALUES_SHARE = 0.4;
const JUDGE_SHARE = 0.1;
const DETECTORS_SHARE = 0.06;
const UNITS_SHARE = 0.04;

/** A block of training lines that is kept to be judged by the others. */
interface HeldBlock {
  block: number;
  events: LogEvent[];
}

/** What the first pass finds out. */
interface FirstPass {
  templates: TemplateModel;
  lines: number;
  skipped: number;
  span: ObservedSpan;
  truncated: boolean;
}

/**
 * Trains a pipeline: one pass learns the patterns, a second one their values; then a sample of blocks is judged
 * by all the others, and the detectors and the calibration are fitted to that.
 * @throws TrainingError where there is nothing to learn from; the reason of the signal when aborted
 */
export async function* trainPipeline(
  source: EventSource,
  options: TrainOptions,
): AsyncGenerator<TrainProgress, TrainedPipeline> {
  const { pipeline } = yield* trainWithVerdicts(source, options);
  return pipeline;
}

/** The same, with the verdicts on the training lines that were judged by the others. */
export async function* trainWithVerdicts(
  source: EventSource,
  options: TrainOptions,
): AsyncGenerator<TrainProgress, { pipeline: TrainedPipeline; verdicts: Verdicts }> {
  const names = options.detectors ?? [...DEFAULT_LINE_DETECTORS];
  checkLineDetectors(names);
  const features = checkFeatureSets(options.features ?? DEFAULT_FEATURE_SETS);
  if (!(options.alertBudgetPerDay > 0))
    throw new RangeError(`alertBudgetPerDay must be more than 0, not ${options.alertBudgetPerDay}`);
  // A sample of lines has holes: neither counts nor sessions of it are those of the logs.
  const units = new UnitTraining(options.isSample ? { kinds: [] } : options.units);
  const first = yield* learnPatterns(source, options);
  const { statistics, held, times, leftOut } = yield* learnValues(
    source,
    first,
    units,
    features,
    options,
  );
  const matrix = yield* judgeHeldBack(statistics, held, first.lines, options.signal);
  statistics.freeze();

  const members = [];
  const detectors = names.map((name) => lineDetector(name, matrix.columns));
  for (const [i, detector] of detectors.entries()) {
    const from = PATTERNS_SHARE + VALUES_SHARE + JUDGE_SHARE;
    const result = yield* withProgress(
      detector.fit([matrix], { seed: options.seed, signal: options.signal }),
      ({ phase, fraction }) => ({
        phase,
        fraction: from + (DETECTORS_SHARE * (i + fraction)) / detectors.length,
        linesRead: first.lines,
      }),
    );
    members.push({
      name: detector.name,
      fitted: result.fitted,
      scores: result.trainingScores(),
    });
  }
  const { ensemble, training } = Ensemble.fit(
    members,
    options.severityPrior === false ? undefined : { of: SEVERITY_PRIOR, training: matrix },
  );
  const info = describe(first, names, features, options, training);
  if (options.thresholdRule === 'mean_plus_std')
    info.threshold = meanPlusStdThreshold(ensemble, training.combined);
  info.featureImportance = featureImportance(ensemble, matrix, training.combined);
  info.driftReference = driftReferenceOf(matrix, training.surprise);
  const known = held.map(({ events }) => statistics.extract(events, sourceKeyOf).matrix);
  const trainedUnits = yield* withProgress(
    units.finish({
      ...options,
      templates: first.templates.trainedSize,
      period: first.span.summary(first.lines),
    }),
    ({ phase, fraction }) => ({
      phase,
      fraction: 1 - UNITS_SHARE + UNITS_SHARE * fraction,
      linesRead: first.lines,
    }),
  );
  info.units = trainedUnits.info;
  info.notes = trainingNotes(info, {
    truncated: first.truncated,
    valuesOverflowed: statistics.overflowed,
    unitsCut: units.isCut,
    anomalousLines: leftOut,
  });
  yield { phase: 'Trained', fraction: 1, linesRead: first.lines };
  const pipeline = new TrainedPipeline(
    info,
    first.templates,
    statistics,
    ensemble.withKnown(await concatenate(known)),
    times,
    trainedUnits,
  );
  return { pipeline, verdicts: training };
}

async function* withProgress<Result>(
  fit: AsyncGenerator<FitProgress, Result>,
  report: (progress: FitProgress) => TrainProgress,
): AsyncGenerator<TrainProgress, Result> {
  for (;;) {
    const step = await fit.next();
    if (step.done) return step.value;
    yield report(step.value);
  }
}

async function* learnPatterns(
  source: EventSource,
  { seed, signal, maxLines = DEFAULT_MAX_LINES }: TrainOptions,
): AsyncGenerator<TrainProgress, FirstPass> {
  const miner = new TemplateMiner();
  const span = new ObservedSpan(new Random(seed));
  const patterns = new HeaderLearning(miner);
  let lines = 0;
  let skipped = 0;
  let truncated = false;
  reading: for await (const events of source()) {
    signal?.throwIfAborted();
    for (const event of events) {
      if (event.raw.length === 0) {
        skipped++;
        continue;
      }
      if (lines >= maxLines) {
        truncated = true;
        break reading;
      }
      lines++;
      span.add(event.timestampMs);
      patterns.add(event.raw, sourceKeyOf(event));
    }
    // Unknown total: the bar nears the end of the phase without reaching it.
    const fraction = PATTERNS_SHARE * (lines / (lines + 200_000));
    yield { phase: 'Learning patterns', fraction, linesRead: lines };
  }
  patterns.finish();
  if (lines === 0)
    throw new TrainingError(
      skipped > 0
        ? `All ${skipped} lines are empty; there is nothing to learn from.`
        : 'There are no lines to learn from.',
    );
  signal?.throwIfAborted();
  return { templates: miner.freeze(), lines, skipped, span, truncated };
}

async function* learnValues(
  source: EventSource,
  { templates, lines: total }: FirstPass,
  units: UnitTraining,
  features: readonly FeatureSet[],
  { seed, signal, anomalousPatterns = [] }: TrainOptions,
): AsyncGenerator<
  TrainProgress,
  { statistics: LineStatistics; held: HeldBlock[]; times: Float64Array; leftOut: number }
> {
  const blocks = Math.min(MAX_BLOCKS, Math.max(MIN_BLOCKS, Math.round(Math.sqrt(total))));
  const blockLines = Math.ceil(total / blocks);
  const holdEvery = Math.max(1, Math.ceil(total / HELD_BACK_LINES));
  const statistics = LineStatistics.empty(templates, Math.ceil(total / blockLines));
  const held: HeldBlock[] = [];
  const times = new Float64Array(2 * templates.trainedSize).fill(NaN);
  let current: LogEvent[] = [];
  let block = 0;
  let lines = 0;
  const onLine = (event: LogEvent, template: number) => units.add(event, template);
  let leftOut = 0;
  const isAnomalous = anomalousLines(templates, anomalousPatterns);
  const close = () => {
    statistics.add(current, block, sourceKeyOf, times, onLine);
    if (block % holdEvery === 0) held.push({ block, events: current.map(detached) });
    current = [];
    block++;
  };
  for await (const events of source()) {
    signal?.throwIfAborted();
    for (const event of events) {
      if (event.raw.length === 0 || lines >= total) continue;
      lines++;
      if (isAnomalous(event)) {
        leftOut++;
        continue;
      }
      current.push(event);
      if (current.length === blockLines) close();
    }
    const fraction = PATTERNS_SHARE + VALUES_SHARE * (lines / total);
    yield { phase: 'Learning values', fraction, linesRead: lines };
  }
  if (current.length > 0) close();
  statistics.finishCounting(features, seed);
  return { statistics, held, times, leftOut };
}

/** A copy that does not keep the chunk alive that the line was cut from. */
function detached(event: LogEvent): LogEvent {
  return { ...event, raw: Buffer.from(event.raw, 'utf16le').toString('utf16le') };
}

async function* judgeHeldBack(
  statistics: LineStatistics,
  held: readonly HeldBlock[],
  linesRead: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrainProgress, FeatureMatrix> {
  const parts: FeatureMatrix[] = [];
  for (const [i, { block, events }] of held.entries()) {
    parts.push(statistics.heldBackRows(events, block, sourceKeyOf));
    if (i % 16 === 0) {
      signal?.throwIfAborted();
      const fraction = PATTERNS_SHARE + VALUES_SHARE + JUDGE_SHARE * (i / held.length);
      yield { phase: 'Judging lines without themselves', fraction, linesRead };
    }
  }
  return concatenate(parts);
}

function describe(
  first: FirstPass,
  detectors: string[],
  features: string[],
  options: TrainOptions,
  training: Verdicts,
): PipelineInfo {
  const { firstMs, lastMs, days, linesPerDay } = first.span.summary(first.lines);
  const share = options.alertBudgetPerDay / linesPerDay;
  const threshold = scoreOfNats(budgetThreshold(training.surprise, share));
  return {
    lines: first.lines,
    skipped: first.skipped,
    isComplete: !first.truncated && options.isSample !== true,
    firstMs,
    lastMs,
    days,
    linesPerDay,
    templates: first.templates.trainedSize,
    detectors,
    features,
    seed: options.seed,
    alertBudgetPerDay: options.alertBudgetPerDay,
    threshold,
    featureImportance: [],
    notes: [],
  };
}
