import type { AnomalyDocument, FlaggedUnit, TemplateRef } from '../../common/anomaly';
import type { LogLevel } from '../../common/log_level';

/** What grouping has to know of a flagged line. */
export interface FlaggedLine {
  /** Id of the anomaly document; of another model's document for the same line it differs. */
  anomalyId: string;
  /** The line itself, whichever model flagged it. */
  lineId: string;
  timestampMs: number;
  host: string;
  service: string;
  level: LogLevel;
  message: string;
  /** '' where there is none. */
  sourceIp: string;
  /** 0–100. */
  scorePct: number;
  template: TemplateRef;
  /** The reason that counts most, in words; '' where there is none. */
  reason: string;
  /** What was flagged as a whole, where it is no line of the log: then its pattern's text says all. */
  unit: FlaggedUnit['kind'] | null;
}

export function flaggedLineOf(
  anomalyId: string,
  document: Omit<AnomalyDocument, 'event'>,
): FlaggedLine {
  const { source, anomaly, host, service, log, message } = document;
  return {
    anomalyId,
    lineId: `${source.index}\u0000${source.id}`,
    timestampMs: Date.parse(document['@timestamp']),
    host: host.name,
    service: service.name,
    level: log.level,
    message,
    sourceIp: source.ip ?? '',
    scorePct: anomaly.score,
    template: anomaly.template,
    reason: anomaly.reasons.at(0)?.text ?? '',
    unit: anomaly.unit?.kind ?? null,
  };
}
