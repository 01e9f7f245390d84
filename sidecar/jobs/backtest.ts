import type { BacktestResult } from '../../common/api/backtest/schema';
import type { BacktestJobRequest } from '../../common/api/jobs/schema';
import { BacktestTally } from '../backtest/backtest_tally';
import { compareFlagged } from '../backtest/compare_flagged';
import { withRetry } from '../elasticsearch/retry';
import { fieldMapping, sourceFields, timeField } from '../field_mapping';
import { Feedback, type TrainedPipeline } from '../pipeline';
import { parseDocument, type LogEvent } from '../pipeline/parse';
import { minuteRange } from '../sources/elasticsearch/minute_range';
import { timeFilter, type TimeRange } from '../sources/elasticsearch/seq_reader';
import { readByTime, type TimedLine } from '../sources/elasticsearch/time_reader';
import { timeSpan } from '../sources/elasticsearch/time_span';
import { ModelNotFoundError, NoActiveModelError, ProblemError } from '../store/stores';
import { count } from './batch_scorer';
import { SKIP_REASONS, timeFault } from './checks';
import { loadPipeline, throwIfEnded, type JobEnvironment } from './environment';
import { ProgressMeter } from './progress_meter';
import type { Counts } from './totals';

type Period = Required<TimeRange>;

/**
 * Scores a period with any model and tells what it would have flagged. Nothing is written but the result, no checkpoint
 * moves; interrupted, it begins anew.
 * @throws JobEndedError, ProblemError
 */
export async function runBacktest(env: JobEnvironment, request: BacktestJobRequest): Promise<void> {
  const active = await env.models.active();
  const modelId = request.model ?? active?.id;
  if (!modelId) throw new NoActiveModelError();
  env.reporter.report({ phase: 'Loading the model', model: modelId });
  env.reporter.flush();
  const model = await env.models.get(modelId);
  if (!model) throw new ModelNotFoundError(modelId);
  const pipeline = await loadPipeline(env.models, modelId);
  const period = await periodOf(env, request);
  const tally = new BacktestTally({ ...period, top: request.top });
  await score(env, request, pipeline, period, tally);
  env.reporter.report({ phase: 'Comparing with the active model' });
  const compared =
    active && active.id !== modelId
      ? await compareFlagged(env.client, tally, active.id, boundsOf(period), env.reading)
      : null;
  throwIfEnded(env);
  const { info } = pipeline;
  const result: BacktestResult = {
    model: modelId,
    threshold: pipeline.threshold,
    alert_budget_per_day: model.alert_budget_per_day,
    from: new Date(period.fromMs).toISOString(),
    to: new Date(period.toMs).toISOString(),
    overlaps_training: period.fromMs <= info.lastMs && period.toMs > info.firstMs,
    ...tally.result(),
    compared,
  };
  env.reporter.report({ result });
}

const boundsOf = ({ fromMs, toMs }: Period) => ({ fromMs, toMs });

/** The part of the asked period that has lines. */
async function periodOf(
  env: JobEnvironment,
  { index, from, to }: BacktestJobRequest,
): Promise<Period> {
  const field = timeField(env.config);
  const span = await timeSpan(env.client, index, field, minuteRange(field, from, to), env.reading);
  if (span) return { field, fromMs: span.firstMs, toMs: span.lastMs + 1 };
  throw new ProblemError(
    409,
    'no_lines',
    `There are no lines in "${index}" in this period. Choose another period or index pattern.`,
  );
}

async function score(
  env: JobEnvironment,
  request: BacktestJobRequest,
  pipeline: TrainedPipeline,
  period: Period,
  tally: BacktestTally,
): Promise<void> {
  const total = await countLines(env, request.index, period);
  const feedback = new Feedback(await env.labels.list());
  const meter = new ProgressMeter(0);
  const skipped: Counts = {};
  let read = 0;
  env.reporter.report({ phase: 'Scoring', lines_total: total });
  const options = {
    pageSize: env.config.batchSize,
    fields: sourceFields(env.config),
    retry: env.reading,
  };
  for await (const page of readByTime(env.client, request.index, period, options)) {
    throwIfEnded(env);
    scorePage(env, page, pipeline, feedback, tally, skipped);
    read += page.length;
    const progress = total === 0 ? 1 : Math.min(1, read / total);
    env.reporter.report({
      progress,
      lines_done: tally.lines,
      lines_flagged: tally.flagged,
      skipped,
      remaining_seconds: meter.remainingSeconds(progress),
    });
  }
}

function scorePage(
  env: JobEnvironment,
  page: readonly TimedLine[],
  pipeline: TrainedPipeline,
  feedback: Feedback,
  tally: BacktestTally,
  skipped: Counts,
): void {
  const mapping = fieldMapping(env.config);
  const nowMs = Date.now();
  const events: LogEvent[] = [];
  const lines: TimedLine[] = [];
  for (const line of page) {
    const parsed = parseDocument(line.source, mapping);
    const fault = parsed.ok ? timeFault(parsed.event, nowMs) : SKIP_REASONS[parsed.reason];
    if (!parsed.ok || fault !== null) {
      count(skipped, fault ?? 'not readable', 1);
      continue;
    }
    events.push(parsed.event);
    lines.push(line);
  }
  if (events.length === 0) return;
  const scores = pipeline.scoreBatch(events, { reasons: 'all' });
  events.forEach((event, i) => {
    const { id } = scores.template(i);
    const judged = feedback.judge(id, event.host, scores.scores[i], pipeline.threshold, nowMs);
    const { index, id: lineId } = lines[i];
    tally.add(event, { index, id: lineId }, scores, i, judged.flagged);
  });
}

async function countLines(env: JobEnvironment, index: string, period: Period): Promise<number> {
  const answer = await withRetry(
    () => env.client.count({ index, ignore_unavailable: true, query: timeFilter(period) }),
    env.reading,
  );
  return answer.count;
}
