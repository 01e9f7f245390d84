import type { AnomalyDocument } from '../../common/anomaly';

/** Known before any learning: that a line says ERROR or "failed" is the least telling of its reasons. */
const PRIOR_KINDS = new Set(['level', 'alarm_word']);

/** The two most telling reasons in one line: the weightiest that were learned, then what the line says itself. */
export function reasonText({ anomaly, message }: AnomalyDocument): string {
  const learned = anomaly.reasons.filter(({ kind }) => !PRIOR_KINDS.has(kind));
  const prior = anomaly.reasons.filter(({ kind }) => PRIOR_KINDS.has(kind));
  const told = [...learned, ...prior].slice(0, 2).map(({ text }) => text);
  return told.join('; ') || message;
}
