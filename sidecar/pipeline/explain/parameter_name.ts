import type { ParameterSpan } from '../features/line_templates';

const NAMES: Record<string, string> = {
  ip: 'address',
  ipv4: 'address',
  ipv6: 'address',
  address: 'address',
  path: 'path',
  url: 'address',
  host: 'host name',
  hostname: 'host name',
  email: 'mail address',
  hex: 'identifier',
  number: 'number',
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

/** What a parameter is called in a reason: its kind, or the word before it. */
export function parameterName(line: string, span: ParameterSpan): string {
  const byKind = NAMES[span.kind];
  if (byKind && byKind !== 'number' && byKind !== 'identifier') return byKind;
  const before = WORD_BEFORE.exec(line.slice(Math.max(0, span.start - LOOK_BACK), span.start));
  const word = before?.[1];
  if (word && word.length > 1 && !SAYS_NOTHING.has(word.toLowerCase())) return word;
  return byKind ?? PLAIN;
}
