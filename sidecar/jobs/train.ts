import type { TrainJobRequest } from '../../common/api/jobs/schema';
import type { Label } from '../../common/api/labels/schema';
import type { Comparison, Model } from '../../common/api/models/schema';
import { compareModels } from '../comparison/compare_models';
import { heldOutPeriod, type HeldOutPeriod } from '../comparison/held_out_period';
import { splitLearners, trainPipeline, type TrainedPipeline } from '../pipeline';
import { parseDocument, type LogEvent } from '../pipeline/parse';
import {
  planSample,
  readSample,
  type SampleOptions,
  type SamplePlan,
} from '../sources/elasticsearch/sample';
import { requireShards, type SourceShard } from '../sources/elasticsearch/shards';
import { timeSpan } from '../sources/elasticsearch/time_span';
import { modelId, ProblemError, saveNextVersion } from '../store/stores';
import { defaultAlertBudget } from './alert_budget';
import { runBackfill } from './backfill';
import { count } from './batch_scorer';
import { SKIP_REASONS, timeFault } from './checks';
import { loadPipeline, throwIfEnded, type JobEnvironment } from './environment';
import { describeModel } from './model_listing';
import { estimateTraining } from '../sources/elasticsearch/estimate';
import { minuteRange } from '../sources/elasticsearch/minute_range';
import { normalLines } from '../sources/elasticsearch/normal_lines';
import { ProgressMeter } from './progress_meter';
import { KeptLines } from './supervised/kept_lines';
import { teachByLabels } from './supervised/teach';
import { addCounts, type Counts } from './totals';
import { fieldMapping, timeField, sourceFields } from '../field_mapping';

/** A line costs about so much more to learn from (it is read twice) than to score. */
const TRAIN_COST_PER_LINE = 3;

/** Enough to tell two models apart, and judged in seconds. */
const MAX_HELD_OUT_LINES = 50_000;
const EARLIEST_TIME = '1990-01-01T00:00:00.000Z';
const DAY_MS = 86_400_000;

/**
 * Trains a model on a sample of the period, makes it active and scores the period with it, as asked for.
 * @param resumeModel the model that an earlier process had trained for this job already
 * @returns what is to be said of it at the end; null where nothing is
 * @throws JobEndedError, ProblemError
 */
export async function runTrain(
  env: JobEnvironment,
  jobId: string,
  request: TrainJobRequest,
  resumeModel: string | null,
): Promise<string | null> {
  const training = resumeModel
    ? await loadTraining(env, resumeModel)
    : await trainAndSave(env, request);
  throwIfEnded(env);
  const { comparison } = training;
  if (comparison?.decision === 'kept') {
    return `Done; kept ${comparison.active_model}: ${comparison.reason}`;
  }
  if (request.activate) {
    await env.models.activate(training.id);
    env.activated();
  }
  const closing = closingOf(training);
  if (!request.backfill) return closing;
  await runBackfill(env, {
    jobId,
    pattern: request.index,
    modelId: training.id,
    pipeline: training.pipeline,
    startFraction: training.endFraction,
    // From the beginning of the training period up to now: nothing is left between it and the follower.
    timeRange: minuteRange(timeField(env.config), request.from),
  });
  return closing;
}

interface Training {
  id: string;
  pipeline: TrainedPipeline;
  endFraction: number;
  /** Undefined where the model need not prove itself. */
  comparison: Comparison | undefined;
  /** What is to be said of the labels it learned from, or did not; undefined where none were asked for. */
  labelNote?: string;
}

function closingOf({ id, comparison, labelNote }: Training): string | null {
  const compared = comparison ? `${id} is active: ${comparison.reason}` : undefined;
  const said = [compared, labelNote].filter((part) => part !== undefined);
  return said.length > 0 ? `Done; ${said.join(' ')}` : null;
}

async function loadTraining(env: JobEnvironment, id: string): Promise<Training> {
  const pipeline = await loadPipeline(env.models, id);
  const comparison = (await env.models.get(id))?.comparison;
  return { id, pipeline, endFraction: 0.5, comparison };
}

async function trainAndSave(env: JobEnvironment, asked: TrainJobRequest): Promise<Training> {
  const startMs = performance.now();
  modelId(asked.name, 1);
  env.reporter.report({ phase: 'Counting lines', progress: 0 });
  const rival = asked.activate === 'if_better' ? await env.models.active() : null;
  const heldOut = rival ? await holdOut(env, asked, rival) : null;
  const request = heldOut ? { ...asked, to: new Date(heldOut.fromMs).toISOString() } : asked;
  const options: SampleOptions = {
    maxLines: request.max_lines,
    timeRange: minuteRange(timeField(env.config), request.from, request.to),
    ...(request.filter ? { query: normalLines(request.filter) } : {}),
    fields: sourceFields(env.config),
    pageSize: env.config.batchSize,
    retry: env.reading,
    signal: env.control.ended,
  };
  const shards = await requireShards(env.client, request.index, env.reading);
  const plan = await planSample(env.client, shards, options);
  if (plan.lines === 0) throw noLines(request);
  refuseTooLarge(env, plan, request);
  const endFraction = trainShare(plan, request);
  env.reporter.report({ lines_total: plan.lines });

  const reading = new SampleReading(env, plan, options);
  const budgetPerDay = request.alert_budget_per_day ?? (await budgetOf(env, request, plan));
  const kept = request.supervised ? new KeptLines(plan.lines) : null;
  const unsupervised = await learn(env, reading, request, budgetPerDay, endFraction, kept);
  const taught: { pipeline: TrainedPipeline; note?: string } = kept
    ? await teachByLabels(env, unsupervised, kept.events, request, heldOut?.fromMs)
    : { pipeline: unsupervised };
  const { pipeline } = taught;
  const comparison = rival
    ? await compare(env, shards, options, pipeline, rival, heldOut)
    : undefined;
  const skipped = Object.values(reading.skipped).reduce((sum, lines) => sum + lines, 0);
  env.reporter.report({ phase: 'Storing the model', remaining_seconds: null });
  const bytes = pipeline.toBytes();
  throwIfEnded(env);
  const model = await saveNextVersion(env.models, request.name, bytes, (version) => {
    const description = describeModel(pipeline, {
      name: request.name,
      version,
      index: request.index,
      createdBy: request.user ?? null,
      skipped,
      trainSeconds: (performance.now() - startMs) / 1_000,
      sizeBytes: bytes.length,
    });
    return comparison ? { ...description, comparison } : description;
  });
  env.reporter.report({ model: model.id });
  env.reporter.flush();
  return { id: model.id, pipeline, endFraction, comparison, labelNote: taught.note };
}

async function holdOut(
  env: JobEnvironment,
  { index, from, to }: TrainJobRequest,
  rival: Model,
): Promise<HeldOutPeriod | null> {
  const field = timeField(env.config);
  const nowIso = new Date(Date.now() + DAY_MS).toISOString();
  const range = { field, ...minuteRange(field, from ?? EARLIEST_TIME, to ?? nowIso) };
  return heldOutPeriod(env.client, index, range, rival, env.reading);
}

/** Has both models judge the held-out lines, or as many of them as are enough. */
async function compare(
  env: JobEnvironment,
  shards: readonly SourceShard[],
  options: SampleOptions,
  pipeline: TrainedPipeline,
  rival: Model,
  heldOut: HeldOutPeriod | null,
): Promise<Comparison> {
  if (!heldOut) return compareModels(env, pipeline, rival, null);
  const timeRange = { field: timeField(env.config), ...heldOut };
  // Also the lines that a filter keeps out of the training: they are judged later, too.
  const judging: SampleOptions = {
    ...options,
    maxLines: MAX_HELD_OUT_LINES,
    timeRange,
    query: undefined,
  };
  const plan = await planSample(env.client, shards, judging);
  const reading = new SampleReading(env, plan, judging);
  return compareModels(env, pipeline, rival, {
    period: heldOut,
    share: plan.linesInPeriod > 0 ? plan.lines / plan.linesInPeriod : 1,
    open: () => reading.open(),
  });
}

async function learn(
  env: JobEnvironment,
  reading: SampleReading,
  request: TrainJobRequest,
  budgetPerDay: number,
  endFraction: number,
  kept: KeptLines | null,
): Promise<TrainedPipeline> {
  const meter = new ProgressMeter(0);
  const sampleShare = reading.plan.lines / reading.plan.linesInPeriod;
  const { detectors } = splitLearners(request.detectors);
  const open = () => (kept ? kept.watch(reading.open()) : reading.open());
  const steps = trainPipeline(open, {
    seed: request.seed,
    // Training sees the sample only: so many alerts in it are the budget in all lines.
    alertBudgetPerDay: budgetPerDay * sampleShare,
    // Lines that a filter leaves out are missing in windows and sessions like those that a sample leaves out.
    isSample: sampleShare < 1 || request.filter !== undefined,
    ...(detectors ? { detectors } : {}),
    ...(request.features ? { features: request.features } : {}),
    thresholdRule: request.threshold_rule,
    severityPrior: request.severity_prior,
    anomalousPatterns: await anomalousPatterns(env),
    units: {
      windowMs: 1_000 * request.window_seconds,
      ...(request.units ? { kinds: request.units } : {}),
      windowDetectors: request.window_detectors,
      sessionDetectors: request.session_detectors,
      ...(request.session_key ? { sessionKey: request.session_key } : {}),
    },
    signal: env.control.ended,
  });
  for (;;) {
    const step = await steps.next();
    throwIfEnded(env);
    if (step.done) {
      const { info } = step.value;
      info.alertBudgetPerDay = budgetPerDay;
      info.linesPerDay /= sampleShare;
      return step.value;
    }
    const { phase, fraction, linesRead } = step.value;
    const progress = fraction * endFraction;
    env.reporter.report({
      phase,
      progress,
      lines_done: Math.min(linesRead, reading.plan.lines),
      skipped: reading.skipped,
      remaining_seconds: meter.remainingSeconds(progress),
    });
  }
}

/** Patterns whose last verdict is that they are true anomalies: a retraining must not take them for normal. */
async function anomalousPatterns(
  env: JobEnvironment,
): Promise<{ templateId: string; host: string }[]> {
  const last = new Map<string, Label>();
  for (const label of await env.labels.list()) {
    const key = `${label.template_id}\u0000${label.host}`;
    const before = last.get(key);
    if (!before || before.created_at <= label.created_at) last.set(key, label);
  }
  return [...last.values()]
    .filter(({ verdict }) => verdict === 'true')
    .map(({ template_id, host }) => ({ templateId: template_id, host }));
}

async function budgetOf(
  env: JobEnvironment,
  request: TrainJobRequest,
  plan: SamplePlan,
): Promise<number> {
  const field = timeField(env.config);
  const range = minuteRange(field, request.from, request.to);
  const span = await timeSpan(env.client, request.index, field, range, env.reading);
  const days = span?.days || 1;
  return defaultAlertBudget(env.config.alertBudgetPerDay, plan.linesInPeriod / days);
}

/** The lines of a sample as events; what cannot be learned from is counted the first time it is read. */
class SampleReading {
  skipped: Counts = {};
  private isFirst = true;

  constructor(
    private readonly env: JobEnvironment,
    readonly plan: SamplePlan,
    private readonly options: SampleOptions,
  ) {}

  async *open(): AsyncGenerator<LogEvent[]> {
    const counts: Counts = {};
    const isFirst = this.isFirst;
    this.isFirst = false;
    const mapping = fieldMapping(this.env.config);
    const onGone = () => count(counts, 'index was deleted meanwhile', 1);
    const before = this.skipped;
    const nowMs = Date.now();
    for await (const lines of readSample(this.env.client, this.plan, this.options, onGone)) {
      const events: LogEvent[] = [];
      for (const { source } of lines) {
        const parsed = parseDocument(source, mapping);
        const fault = parsed.ok ? timeFault(parsed.event, nowMs) : SKIP_REASONS[parsed.reason];
        if (parsed.ok && fault === null) events.push(parsed.event);
        else count(counts, fault ?? 'not readable', 1);
      }
      if (isFirst) this.skipped = addCounts(before, counts);
      if (events.length > 0) yield events;
    }
  }
}

/** Better said before the work than by a thread that dies of it. */
function refuseTooLarge(env: JobEnvironment, plan: SamplePlan, request: TrainJobRequest): void {
  const { estimated_memory_mb: needed } = estimateTraining(plan.lines, request.detectors);
  const { jobMemoryMb } = env.config;
  if (needed > jobMemoryMb)
    throw new ProblemError(
      409,
      'too_little_memory',
      `Training on ${plan.lines} lines needs about ${needed} MB, and a job may use ${jobMemoryMb} MB. Lower max_lines, choose other detectors, or raise ANOMALIES_JOB_MEMORY_MB.`,
    );
}

/** The share of the whole job that training is. */
function trainShare(plan: SamplePlan, request: TrainJobRequest): number {
  if (!request.backfill) return 1;
  const training = plan.lines * TRAIN_COST_PER_LINE;
  return training / (training + plan.linesInPeriod);
}

function noLines({ index, from, to }: TrainJobRequest): ProblemError {
  const period = from || to ? ` between ${from ?? 'the beginning'} and ${to ?? 'now'}` : '';
  return new ProblemError(
    409,
    'no_lines',
    `There are no lines in "${index}"${period}. Choose another period or index pattern.`,
  );
}
