import type { TopicFormat } from './topics';

/** A message as Kafka has it. */
export interface KafkaMessage {
  offset: number;
  /** When it was written, or what its writer says of that; ms since 1970. */
  timestampMs: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: [Buffer | null, Buffer | null][];
}

export type DecodedMessage =
  { ok: true; source: Record<string, unknown> } | { ok: false; reason: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** A key that is longer is no name of a host. */
const MAX_HOST_CHARS = 253;
const HOST = /^[A-Za-z0-9._:-]+$/;

const poison = (reason: string): DecodedMessage => ({ ok: false, reason });

/**
 * Reads a message as a document, as Logstash or Beats would write it. A document without a time has that of its
 * message. A raw line has the time of its message, too, and the key as its host, where that can be a host name.
 */
export function decodeMessage(
  message: KafkaMessage,
  format: TopicFormat,
  maxBytes: number,
): DecodedMessage {
  const { value, key, timestampMs } = message;
  if (value === null || value.length === 0) return poison('no value (a tombstone)');
  if (value.length > maxBytes) return poison(`longer than ${maxBytes} bytes`);
  let text: string;
  try {
    text = utf8.decode(value);
  } catch {
    return poison('not UTF-8');
  }
  if (format !== 'raw') {
    const document = parseObject(text);
    if (document) return { ok: true, source: withTime(document, timestampMs) };
    if (format === 'json') return poison('not a JSON object');
  }
  const line = text.replace(/[\r\n]+$/, '');
  if (line.trim() === '') return poison('empty line');
  const host = hostOf(key);
  return {
    ok: true,
    source: {
      '@timestamp': timestampMs,
      message: line,
      ...(host === '' ? {} : { host: { name: host } }),
    },
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function withTime(document: Record<string, unknown>, timestampMs: number): Record<string, unknown> {
  const hasTime = '@timestamp' in document || 'timestamp' in document || 'time' in document;
  return hasTime ? document : { ...document, '@timestamp': timestampMs };
}

function hostOf(key: Buffer | null): string {
  if (key === null || key.length === 0 || key.length > MAX_HOST_CHARS) return '';
  const text = key.toString('latin1');
  return HOST.test(text) ? text : '';
}
