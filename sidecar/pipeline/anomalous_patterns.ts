import type { LogEvent } from './parse/log_event';
import { sourceKeyOf } from './source_key';
import type { TemplateModel } from './templates';

/** A pattern on a host that an analyst called anomalous. */
export interface AnomalousPattern {
  templateId: string;
  host: string;
}

const keyOf = (templateId: string, host: string) => `${templateId}\u0000${host}`;

/** Tells lines of these patterns. */
export function anomalousLines(
  templates: TemplateModel,
  patterns: readonly AnomalousPattern[],
): (event: LogEvent) => boolean {
  if (patterns.length === 0) return () => false;
  const keys = new Set(patterns.map(({ templateId, host }) => keyOf(templateId, host)));
  return (event) => {
    const template = templates.match(event.raw, sourceKeyOf(event));
    return template >= 0 && keys.has(keyOf(templates.id(template), event.host));
  };
}
