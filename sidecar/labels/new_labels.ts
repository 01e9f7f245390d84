import { randomUUID } from 'node:crypto';
import type { BulkLabelRequest } from '../../common/api/labels/bulk_schema';
import type { Label, PatternLabelRequest } from '../../common/api/labels/schema';
import type { StoredAnomaly } from '../sinks/elasticsearch/documents';
import type { AnomalyRef, JudgedAnomaly } from './judged_anomalies';

export type Verdict = Omit<BulkLabelRequest, 'anomalies'>;

/** What a label holds for. */
export const scopeKey = (templateId: string, host: string): string => `${templateId}\u0000${host}`;

export const scopeOf = ({ anomaly, host }: StoredAnomaly): string =>
  scopeKey(anomaly.template.id, host.name);

/**
 * One label for each pattern on each host among the judged anomalies. It keeps the score that the verdict reaches
 * furthest with: the highest of false positives, which hold up to there, the lowest of real ones, which hold down to
 * there.
 */
export function newLabels(
  judged: readonly JudgedAnomaly[],
  verdict: Verdict,
  nowMs: number,
): Map<string, Label> {
  const labels = new Map<string, Label>();
  for (const { ref, document } of judged) {
    if (!document) continue;
    const key = scopeOf(document);
    const known = labels.get(key);
    const { score } = document.anomaly;
    const reachesFurther =
      known === undefined ||
      (verdict.verdict === 'true' ? score < known.score : score > known.score);
    if (reachesFurther) labels.set(key, labelOf(ref, document, verdict, nowMs));
  }
  return labels;
}

function labelOf(
  { anomaly_index, anomaly_id }: AnomalyRef,
  { anomaly, host, message }: StoredAnomaly,
  verdict: Verdict,
  nowMs: number,
): Label {
  return {
    ...detailsOf(verdict, nowMs),
    template_id: anomaly.template.id,
    template_text: anomaly.template.text,
    host: host.name,
    score: anomaly.score,
    message,
    anomaly_index,
    anomaly_id,
  };
}

/** A mute of a pattern on a host, without a line that it is about. */
export function labelOfPattern(request: PatternLabelRequest, nowMs: number): Label {
  const { template_id, template_text, host } = request;
  return {
    ...detailsOf(request, nowMs),
    template_id,
    template_text,
    host,
    score: 0,
    message: '',
    anomaly_index: null,
    anomaly_id: null,
  };
}

function detailsOf({ verdict, mute_seconds, comment, user }: Verdict, nowMs: number) {
  return {
    id: randomUUID(),
    verdict,
    comment: comment ?? null,
    user: user ?? null,
    created_at: new Date(nowMs).toISOString(),
    until: verdict === 'mute' ? untilOf(mute_seconds, nowMs) : null,
  };
}

/** When a mute ends; null where it does not. */
export function untilOf(seconds: number | undefined, nowMs: number): string | null {
  return seconds === undefined ? null : new Date(nowMs + seconds * 1_000).toISOString();
}
