import type { TrainedPipeline } from '../../pipeline';
import { refreshResults } from '../../sinks/elasticsearch/replace';
import { timeSpan } from '../../sources/elasticsearch/time_span';
import type { TimeRange } from '../../sources/elasticsearch/seq_reader';
import { timeField } from '../../field_mapping';
import type { JobEnvironment } from '../environment';
import { areLive } from './live_logs';
import { UnitPass } from './unit_pass';

/**
 * Judges the windows and sessions of a period, in place of what other models found there. Without an end it stops at
 * the newest line and leaves what is still open to the follower. May be repeated: the same units are written again.
 * @param onRefused is told why Elasticsearch refused one for good
 */
export async function judgeUnitsOfPeriod(
  env: JobEnvironment,
  task: { pattern: string; modelId: string; pipeline: TrainedPipeline; timeRange?: TimeRange },
  onRefused: (reason: string) => void,
): Promise<void> {
  const { pattern, modelId, pipeline, timeRange } = task;
  const span = await timeSpan(env.client, pattern, timeField(env.config), timeRange, env.reading);
  if (!span) return;
  const fromMs = Math.max(timeRange?.fromMs ?? -Infinity, span.firstMs);
  const toMs = Math.min(timeRange?.toMs ?? Infinity, span.lastMs + 1);
  const start = { doneMs: fromMs, resumeFromMs: fromMs };
  const pass = new UnitPass(env, pattern, modelId, pipeline, start, onRefused);
  await pass.replaceOthers(toMs);
  if (!pass.isUseful) return;
  // Where nothing will come any more, the last sessions are judged as they are.
  const isEnd = timeRange?.toMs !== undefined || !areLive(span.lastMs);
  await pass.advance(toMs, isEnd, async (fraction) => {
    env.reporter.report({ phase: `Judging windows and sessions: ${Math.round(100 * fraction)} %` });
    // Labels are loaded for each write: nobody need wait for the end of the period.
    env.labelsLoaded(env.control.takeLabelRequests());
  });
  // Who waits for the end of the job sees all that it found.
  await refreshResults(env.client, env.reading);
}
