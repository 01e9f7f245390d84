import type { Label } from '../../common/api/labels/schema';
import type { Comparison, Model } from '../../common/api/models/schema';
import { withRetry } from '../elasticsearch/retry';
import { loadPipeline, throwIfEnded, type JobEnvironment } from '../jobs/environment';
import type { TrainedPipeline } from '../pipeline';
import { parseDocument, type LogEvent } from '../pipeline/parse';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';
import { ModelCorruptError, ModelNotFoundError } from '../store/stores';
import type { HeldOutPeriod } from './held_out_period';
import {
  emptyMeasures,
  latestVerdicts,
  measureJudged,
  measureLines,
  type JudgedLine,
} from './measure';
import { criteriaOf, decide, MIN_COMPARED_LINES, type HeldBackLines } from './rule';

const DAY_MS = 86_400_000;
/** Lines of judged patterns that are asked for at once; of more, the latest count. */
const MAX_JUDGED = 1_000;

/** Lines of a held-out period, as far as they are judged. */
export interface HeldOutLines {
  period: HeldOutPeriod;
  /** Share of the lines of the period that `open` gives. */
  share: number;
  open(): AsyncIterable<LogEvent[]>;
}

/**
 * Lets the new model and the active one judge the same held-out lines, and says which is to be used.
 * @param heldOut null where no lines are left that neither has learned from
 * @throws JobEndedError
 */
export async function compareModels(
  env: JobEnvironment,
  candidate: TrainedPipeline,
  active: Model,
  heldOut: HeldOutLines | null,
): Promise<Comparison> {
  env.reporter.report({ phase: `Comparing with ${active.id}`, remaining_seconds: null });
  const head = {
    active_model: active.id,
    from: heldOut ? new Date(heldOut.period.fromMs).toISOString() : null,
    to: heldOut ? new Date(heldOut.period.toMs).toISOString() : null,
  };
  const current = await loadOrNull(env, active.id);
  if (!current) {
    const reason = `${active.id} cannot be loaded any more`;
    return { ...head, decision: 'activated', reason, lines: 0, criteria: [] };
  }
  const ofCandidate = emptyMeasures();
  const ofActive = emptyMeasures();
  for await (const events of heldOut?.open() ?? []) {
    throwIfEnded(env);
    measureLines(ofCandidate, candidate, events);
    measureLines(ofActive, current, events);
  }
  const { lines } = ofCandidate;
  if (!heldOut || lines < MIN_COMPARED_LINES) {
    const reason =
      `only ${lines} lines have come since it learned and could be held back, ` +
      `and ${MIN_COMPARED_LINES} are needed to compare the models`;
    return { ...head, decision: 'kept', reason, lines, criteria: [] };
  }
  const judged = await judgedLines(env);
  measureJudged(ofCandidate, candidate, judged);
  measureJudged(ofActive, current, judged);
  const judgedTrue = judged.filter(({ verdict }) => verdict === 'true').length;
  const heldBack: HeldBackLines = {
    days: (heldOut.period.toMs - heldOut.period.fromMs) / DAY_MS,
    share: heldOut.share,
    judgedTrue,
    judgedFalse: judged.length - judgedTrue,
  };
  const criteria = criteriaOf(
    { measures: ofCandidate, alertBudgetPerDay: candidate.info.alertBudgetPerDay },
    { measures: ofActive, alertBudgetPerDay: current.info.alertBudgetPerDay },
    active.id,
    heldBack,
  );
  return { ...head, ...decide(criteria, active.id), lines, criteria };
}

async function loadOrNull(env: JobEnvironment, id: string): Promise<TrainedPipeline | null> {
  try {
    return await loadPipeline(env.models, id);
  } catch (error) {
    if (error instanceof ModelNotFoundError || error instanceof ModelCorruptError) return null;
    throw error;
  }
}

/** The lines that analysts judged, as they would come today: without their old time, which a model may have learned. */
async function judgedLines(env: JobEnvironment): Promise<JudgedLine[]> {
  const labels = latestVerdicts(await env.labels.list()).slice(0, MAX_JUDGED);
  if (labels.length === 0) return [];
  const docs = labels.map(({ anomaly_index, anomaly_id }) => ({
    // Only mutes can be without one.
    _index: anomaly_index ?? '',
    _id: anomaly_id ?? '',
  }));
  const answer = await withRetry(() => env.client.mget<StoredAnomaly>({ docs }), env.reading);
  return labels.flatMap((label, i): JudgedLine[] => {
    const item = answer.docs[i];
    const stored = 'found' in item && item.found ? item._source : undefined;
    const event = eventOf(label, stored);
    return event && label.verdict !== 'mute' ? [{ event, verdict: label.verdict }] : [];
  });
}

/** Results are replaced by later ones, and so the anomaly itself may be gone; its line and host stay in the label. */
function eventOf(label: Label, stored: StoredAnomaly | undefined): LogEvent | null {
  const { log, host, service, source } = stored ?? {};
  const parsed = parseDocument(
    { message: label.message, log, host: host ?? { name: label.host }, service },
    {},
  );
  if (!parsed.ok) return null;
  return { ...parsed.event, sourceIp: source?.ip ?? parsed.event.sourceIp, timestampMs: NaN };
}
