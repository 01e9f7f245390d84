import type { LogLevel } from '../../../../common/log_level';
import type { LogEvent } from '../log_event';
import { levelInText } from '../line/level_in_text';
import { levelOfHttpStatus, levelOfSyslogSeverity, levelOfWord } from '../log_level';
import {
  IDENTIFIER_FIELDS,
  PATH_FIELDS,
  STATUS_FIELDS,
  USUAL_FIELDS,
  type FieldMapping,
  type MappedField,
} from './field_mapping';
import { asText, readField } from './read_field';

export type SkipReason = 'not_an_object' | 'no_message' | 'bad_timestamp';

export type ParsedDocument = { ok: true; event: LogEvent } | { ok: false; reason: SkipReason };

/**
 * Reads an Elasticsearch or Logstash document, in ECS or in Logstash's older field style. Never throws.
 *
 * A document without text is skipped as `no_message`; one with a timestamp that is no time as `bad_timestamp`; one
 * without any timestamp is read, its time unknown.
 */
export function parseDocument(document: unknown, mapping: FieldMapping = {}): ParsedDocument {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    return { ok: false, reason: 'not_an_object' };
  }
  const raw = textOf(document, 'message', mapping, 'last');
  if (raw === '') return { ok: false, reason: 'no_message' };
  const timestampMs = timeOf(document, mapping);
  if (timestampMs === null) return { ok: false, reason: 'bad_timestamp' };
  const identifiers = identifiersOf(document, mapping);
  return {
    ok: true,
    event: {
      raw,
      timestampMs,
      level: levelOf(document, mapping, raw),
      host: textOf(document, 'host', mapping),
      service: textOf(document, 'service', mapping) || serviceOfPath(document),
      sourceIp: textOf(document, 'sourceIp', mapping),
      ...(identifiers === '' ? {} : { identifiers }),
    },
  };
}

function textOf(
  document: object,
  field: MappedField,
  mapping: FieldMapping,
  pick: 'first' | 'last' = 'first',
): string {
  const mapped = mapping[field];
  const text = firstText(document, mapped ?? USUAL_FIELDS[field], pick);
  // A mapped message that is not there is not a reason to lose the line.
  if (text !== '' || !mapped || field !== 'message') return text;
  return firstText(document, USUAL_FIELDS.message, pick);
}

function firstText(document: object, names: readonly string[], pick: 'first' | 'last'): string {
  for (const name of names) {
    const text = asText(readField(document, name), pick);
    if (text.trim() !== '') return text;
  }
  return '';
}

/** A longer value is no identifier. */
const MAX_IDENTIFIER_CHARS = 80;

function identifiersOf(document: object, mapping: FieldMapping): string {
  if (mapping.session)
    return identifier('session.id', firstText(document, mapping.session, 'first'));
  let found = '';
  for (const name of IDENTIFIER_FIELDS) {
    const value = readField(document, name);
    if (value === undefined) continue;
    const text = identifier(name, asText(value));
    if (text !== '') found += found === '' ? text : ` ${text}`;
  }
  return found;
}

function identifier(name: string, value: string): string {
  const isOne = value !== '' && value.length <= MAX_IDENTIFIER_CHARS && !/\s/.test(value);
  return isOne ? `${name}=${value}` : '';
}

/** @returns ms since 1970, NaN where there is no timestamp, null where there is one that is no time */
function timeOf(document: object, mapping: FieldMapping): number | null {
  for (const name of mapping.timestamp ?? USUAL_FIELDS.timestamp) {
    const value = readField(document, name);
    if (value === undefined || value === null || value === '') continue;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const timeMs = typeof first === 'number' ? epochMs(first) : Date.parse(String(first));
    return Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15 ? timeMs : null;
  }
  return Number.NaN;
}

/** Seconds or milliseconds since 1970, told apart by size: 1e11 s is the year 5138, 1e11 ms is 1973. */
function epochMs(value: number): number {
  return Math.abs(value) < 1e11 ? value * 1000 : value;
}

/** From a level field, else a web server's status, else the head of the line itself. */
function levelOf(document: object, mapping: FieldMapping, raw: string): LogLevel {
  for (const name of mapping.level ?? USUAL_FIELDS.level) {
    const value = readField(document, name);
    if (typeof value === 'number' && value >= 0 && value <= 7) return levelOfSyslogSeverity(value);
    const level = levelOfWord(asText(value).trim());
    if (level) return level;
  }
  for (const name of STATUS_FIELDS) {
    const status = Number(asText(readField(document, name)));
    if (Number.isInteger(status) && status >= 100 && status < 600) return levelOfHttpStatus(status);
  }
  return levelInText(raw, 0);
}

/** `/var/log/nginx/access.log` and `access.log.1` name the service `access`. */
function serviceOfPath(document: object): string {
  for (const name of PATH_FIELDS) {
    const path = asText(readField(document, name));
    const file = path.slice(path.lastIndexOf('/') + 1);
    const stem = file.split('.', 1)[0];
    if (stem && path.includes('/')) return stem;
  }
  return '';
}
