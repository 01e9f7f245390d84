/** Fields of a flagged line that can be searched, with the short names that people type. */
export type FieldType = 'keyword' | 'text' | 'number' | 'ip' | 'boolean';

export const FIELDS: Record<string, FieldType> = {
  message: 'text',
  'host.name': 'keyword',
  'service.name': 'keyword',
  'log.level': 'keyword',
  'source.ip': 'ip',
  'source.index': 'keyword',
  'anomaly.score': 'number',
  'anomaly.severity': 'keyword',
  'anomaly.model': 'keyword',
  'anomaly.label': 'keyword',
  'anomaly.suppressed': 'boolean',
  'anomaly.template.id': 'keyword',
  'anomaly.template.is_new': 'boolean',
  'anomaly.reasons.detector': 'keyword',
  'anomaly.unit.kind': 'keyword',
};

const SHORT_NAMES: Record<string, string> = {
  host: 'host.name',
  service: 'service.name',
  level: 'log.level',
  ip: 'source.ip',
  score: 'anomaly.score',
  severity: 'anomaly.severity',
  model: 'anomaly.model',
  label: 'anomaly.label',
  suppressed: 'anomaly.suppressed',
  pattern: 'anomaly.template.id',
  new: 'anomaly.template.is_new',
  detector: 'anomaly.reasons.detector',
  unit: 'anomaly.unit.kind',
};

export const FIELD_NAMES = [...Object.keys(SHORT_NAMES), ...Object.keys(FIELDS)];

/** The document's field for what was typed; undefined where there is none. */
export function resolveField(name: string): { field: string; type: FieldType } | undefined {
  const field = Object.hasOwn(SHORT_NAMES, name) ? SHORT_NAMES[name] : name;
  return Object.hasOwn(FIELDS, field) ? { field, type: FIELDS[field] } : undefined;
}
