import type { ParameterSpan } from '../features/line_templates';

const NUMBER = 'number';
const IDENTIFIER = 'identifier';
/** By the kind of a parameter; the others are named by the word before them. */
const NAMES: Record<string, string> = {
  ip: 'address',
  path: 'path',
  url: 'URL',
  host: 'host name',
  email: 'mail address',
  time: 'time',
  hex: IDENTIFIER,
  number: NUMBER,
};
const PLAIN = 'value';
/** Words before a value that say what it is ("user bob", "port 22"), unlike "from" or "is". */
const WORD_BEFORE = /([A-Za-z][A-Za-z_.-]*)\s*[=:#]?\s*["'([]?$/;
const SAYS_NOTHING = new Set(
  'a an and are as at by for from has have in into is it no not of off on or out over per than that the then this to under until up was were when while will with without'.split(
    ' ',
  ),
);
const LOOK_BACK = 24;
/** Where access logs have the status and the size of an answer. */
const BEFORE_STATUS = /HTTP\/[\d.]+"?\s+$/;
const BEFORE_SIZE = /HTTP\/[\d.]+"?\s+\d{3}\s+$/;

/** What a parameter is called in a reason: its kind, or the word before it. */
export function parameterName(line: string, span: ParameterSpan): string {
  const byKind = NAMES[span.kind];
  if (byKind && byKind !== NUMBER && byKind !== IDENTIFIER) return byKind;
  const before = line.slice(Math.max(0, span.start - LOOK_BACK), span.start);
  if (BEFORE_STATUS.test(before)) return 'status';
  if (BEFORE_SIZE.test(before)) return 'size';
  const word = WORD_BEFORE.exec(before)?.[1];
  if (word && word.length > 1 && !SAYS_NOTHING.has(word.toLowerCase())) return word;
  return byKind ?? PLAIN;
}
