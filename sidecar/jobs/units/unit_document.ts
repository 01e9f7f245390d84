import { createHash } from 'node:crypto';
import type { Feedback } from '../../pipeline';
import type { FoundUnit } from '../../pipeline/units';
import { LIMITS } from '../../../common/api/limits';
import { anomaliesIndexOf } from '../../../common/indices';
import { severityOf } from '../../../common/severity';
import type { BulkOperation } from '../../sinks/elasticsearch/bulk';
import { unitId, type StoredAnomaly } from '../../sinks/elasticsearch/documents';

/** Results of units stand for no one place in an index. */
const ORIGIN: StoredAnomaly['origin'] = { run: 'units', index_uuid: 'units', shard: 0, seq_no: 0 };
const MAX_EVIDENCE_CHARS = 500;

export interface UnitWriting {
  modelId: string;
  /** Pattern of the logs: what a unit without a line to show points at. */
  pattern: string;
  threshold: number;
  feedback: Feedback;
  nowMs: number;
  /** Raw text of a line. */
  messageOf(ref: { index: string; id: string }): string;
}

/** What is written of a flagged unit: an anomaly like that of a line, with the unit beside it. */
export function unitOperation(unit: FoundUnit, writing: UnitWriting): BulkOperation | null {
  const { verdict, host, service, startMs, endMs, evidence } = unit;
  const timestampMs = verdict.kind === 'window' ? startMs : endMs;
  const template = {
    // Units of one cause share an id, so that a verdict on one holds for the others on this host.
    id: `${verdict.kind}-${createHash('sha256').update(verdict.cause).digest('hex').slice(0, 12)}`,
    text: withoutCount(verdict.reasons[0]?.text ?? `unusual ${verdict.kind}`),
    is_new: false,
  };
  const { threshold } = writing;
  const judged = writing.feedback.judge(template.id, host, verdict.score, threshold, writing.nowMs);
  if (!judged.flagged && !judged.suppressed) return null;
  const first = evidence.at(0);
  const document: StoredAnomaly = {
    '@timestamp': new Date(timestampMs).toISOString(),
    message: sentenceOf(unit).slice(0, LIMITS.maxLineChars),
    log: { level: 'unknown' },
    host: { name: host },
    service: { name: service },
    source: { index: first?.index ?? writing.pattern, id: first?.id ?? '' },
    event: { ingested: new Date(writing.nowMs).toISOString() },
    anomaly: {
      score: verdict.score,
      severity: severityOf(verdict.score),
      model: writing.modelId,
      detectors: verdict.detectorScores,
      template,
      reasons: verdict.reasons,
      suppressed: !judged.flagged,
      ...(judged.verdict ? { label: judged.verdict } : {}),
      ...(judged.labelId ? { label_id: judged.labelId } : {}),
      unit: {
        kind: verdict.kind,
        key: unit.key.replace('\u0000', ' '),
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
        lines: unit.lines,
        threshold,
        evidence: evidence.map(({ index, id }) => ({
          index,
          id,
          message: writing.messageOf({ index, id }).slice(0, MAX_EVIDENCE_CHARS),
        })),
      },
    },
    origin: ORIGIN,
  };
  return {
    kind: 'index',
    index: anomaliesIndexOf(timestampMs),
    id: unitId(writing.modelId, verdict.kind, unit.key, startMs),
    document,
  };
}

/** Units of one cause differ in how many lines they have. */
const withoutCount = (text: string) => text.replace(/: [\d,]+ in [\w ]+$/, '');

/** "Session blk_1: 13 lines in 4 min; event … is missing". */
export function sentenceOf({
  verdict,
  key,
  host,
  service,
  startMs,
  endMs,
  lines,
}: FoundUnit): string {
  const reasons = verdict.reasons.map(({ text }) => text).join('; ');
  if (verdict.kind === 'window') {
    const from = new Date(startMs).toISOString().slice(0, 16).replace('T', ' ');
    const to = new Date(endMs).toISOString().slice(11, 16);
    const who = [service, host].filter((name) => name !== '').join(' on ') || 'the logs';
    return `${who}, ${from} to ${to} UTC: ${reasons}`;
  }
  return `Session ${key}: ${lines} ${lines === 1 ? 'line' : 'lines'} in ${durationOf(endMs - startMs)}; ${reasons}`;
}

function durationOf(ms: number): string {
  if (ms < 1_000) return 'less than a second';
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 5_400_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
