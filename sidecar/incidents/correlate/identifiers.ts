import type { FlaggedLine } from '../flagged_line';

const MAX_IDENTIFIERS = 6;
const MAX_MESSAGE_CHARS = 2_000;
const IP_ADDRESS = String.raw`(?<![\w/.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-])`;
const WORD = String.raw`[A-Za-z0-9](?:[A-Za-z0-9_-]{4,62}[A-Za-z0-9])`;
const CANDIDATE = new RegExp(`${IP_ADDRESS}|${WORD}`, 'g');
const MIN_DIGITS = 4;
const MIN_NUMBER_DIGITS = 6;
const DAY_MS = 86_400_000;

/** Addresses that name no machine, or each machine itself. */
const COMMON_ADDRESS = /^(?:0\.|127\.|255\.)/;

/**
 * What in a line may name one request, order, user or machine: addresses, long numbers, and words of which many
 * characters are digits (UUIDs, trace ids, `o-3fa91c07`). Times are left out.
 */
export function identifiersOf(line: FlaggedLine): string[] {
  const found = new Set<string>();
  if (line.sourceIp !== '') found.add(line.sourceIp);
  for (const [word] of line.message.slice(0, MAX_MESSAGE_CHARS).matchAll(CANDIDATE)) {
    if (found.size >= MAX_IDENTIFIERS) break;
    if (isIdentifier(word, line)) found.add(word);
  }
  return [...found];
}

function isIdentifier(word: string, { host, timestampMs }: FlaggedLine): boolean {
  if (word.includes('.')) return !COMMON_ADDRESS.test(word);
  let digits = 0;
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
  }
  if (digits === word.length) return digits >= MIN_NUMBER_DIGITS && !isTime(word, timestampMs);
  if (digits < MIN_DIGITS || digits * 4 < word.length || word.length < 8) return false;
  return word !== host && !/^(?:19|20)\d\d-[01]\d-[0-3]\d/.test(word);
}

/** Dates as 20260105, and seconds or milliseconds since 1970 near the line's own time. */
function isTime(digits: string, timestampMs: number): boolean {
  if (/^(?:19|20)\d{2}[01]\d[0-3]\d(?:\d{6})?$/.test(digits)) return true;
  const value = Number(digits);
  return [1_000, 1].some((unitMs) => Math.abs(value * unitMs - timestampMs) < DAY_MS);
}
