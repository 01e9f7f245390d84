import type { FlaggedLine } from '../../../../sidecar/incidents';

export const START_MS = Date.UTC(2026, 0, 5, 14, 2);

let made = 0;

/** A flagged line that only says what a test is about. */
export function flaggedLine(
  atSeconds: number,
  entity: string,
  text: string,
  more: Partial<FlaggedLine> = {},
): FlaggedLine {
  const [service, host] = entity.split('@');
  const id = `line-${++made}`;
  return {
    anomalyId: `anomaly-${made}`,
    lineId: id,
    timestampMs: START_MS + atSeconds * 1_000,
    host,
    service,
    level: 'error',
    message: text,
    sourceIp: '',
    scorePct: 50,
    template: { id: `template of ${text}`, text, is_new: false },
    reason: '',
    unit: null,
    ...more,
  };
}

/** The same line again and again. */
export function storm(
  atSeconds: number,
  entity: string,
  text: string,
  count: number,
  everySeconds = 2,
): FlaggedLine[] {
  return Array.from({ length: count }, (_, i) =>
    flaggedLine(atSeconds + i * everySeconds, entity, text),
  );
}
