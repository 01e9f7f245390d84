/** A log document as it was indexed, by Logstash, Filebeat or anything else. */
export type SourceDocument = Record<string, unknown>;

/** Where a document may say from which stream it is, the most telling first. */
const FILE_FIELDS = ['log.file.path', 'path', 'filename'];
const HOST_FIELDS = ['host.name', 'host.hostname', 'hostname', 'logsource', 'host'];
const SERVICE_FIELDS = ['service.name', 'service', 'process.name', 'program', 'type'];

/** A field's value, whether it stands nested or under its dotted name. */
export function valueAt(document: SourceDocument, field: string): unknown {
  if (field in document) return document[field];
  const dot = field.indexOf('.');
  if (dot < 0) return undefined;
  const inner = document[field.slice(0, dot)];
  return isObject(inner) ? valueAt(inner, field.slice(dot + 1)) : undefined;
}

const isObject = (value: unknown): value is SourceDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The fields that tell a line's stream: its host, and the file it was read from or else its service.
 * Empty where the document itself holds none: the whole index is the stream then.
 */
export function streamOf(document: SourceDocument): Record<string, string> {
  const firstOf = (fields: string[]): [string, string][] => {
    for (const field of fields) {
      const value = valueAt(document, field);
      if (typeof value === 'string' && value !== '') return [[field, value]];
    }
    return [];
  };
  const file = firstOf(FILE_FIELDS);
  return Object.fromEntries([
    ...firstOf(HOST_FIELDS),
    ...(file.length > 0 ? file : firstOf(SERVICE_FIELDS)),
  ]);
}

/** The message first: its header is shown beside it already. */
const TEXT_FIELDS = ['message', 'event.original'];

/** What a line says. */
export function messageOf(document: SourceDocument): string {
  for (const field of TEXT_FIELDS) {
    const value = valueAt(document, field);
    if (typeof value === 'string') return value;
    // Logstash keeps an array where two filters wrote the same field; the last is the parsed message.
    if (Array.isArray(value)) {
      const texts = value.filter((text): text is string => typeof text === 'string');
      if (texts.length > 0) return texts[texts.length - 1];
    }
  }
  return '';
}
