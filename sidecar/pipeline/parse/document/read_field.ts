/** The value of a field by its dotted name, however the document nests it; undefined where it is not there. */
export function readField(document: object, name: string): unknown {
  const flat = (document as Record<string, unknown>)[name];
  if (flat !== undefined) return flat;
  let dot = name.indexOf('.');
  while (dot >= 0) {
    const inner = (document as Record<string, unknown>)[name.slice(0, dot)];
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
      const found = readField(inner, name.slice(dot + 1));
      if (found !== undefined) return found;
    }
    dot = name.indexOf('.', dot + 1);
  }
  return undefined;
}

/**
 * A field's value as text: a string, a number, or the first such value of an array (Logstash's SYSLOGLINE makes
 * `message` an array: its last value is then the message). '' for anything else.
 */
export function asText(value: unknown, pick: 'first' | 'last' = 'first'): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) {
    const texts = value.filter((item): item is string => typeof item === 'string' && item !== '');
    return (pick === 'last' ? texts.at(-1) : texts[0]) ?? '';
  }
  return '';
}
