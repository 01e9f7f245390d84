export type ParamKind =
  'number' | 'ip' | 'hex' | 'path' | 'url' | 'host' | 'email' | 'time' | 'id' | 'word';

const IP_RE = /^\/?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5})?(?:\/\d{1,2})?$/;
const IP6_RE = /^(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}$/;
const SIGNED_RE = /^[+-]\d/;
const NUMBER_RE = /^[+-]?\d+(?:\.\d+)?(?:%|[A-Za-z]{1,3})?$/;
/** Several numbers in one word: 53377:11, 1-2-3. */
const NUMBERS_RE = /^\d+(?:[:.,/+-]\d+)*$/;
const CLOCK_RE = /^\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?Z?$/;
const DATE_RE =
  /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?:[T_:. -]\d{1,2}[:.]\d\d.*)?$/;
const HEX_RE = /^(?:0x)?[0-9a-fA-F]+(?:[-:][0-9a-fA-F]+)*$/;

const HOST_RE = /^[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,12}(?::\d{1,5})?$/;

const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** What a variable part of a message looks like. */
export function valueKind(text: string): ParamKind {
  if (text.includes(' ')) return 'word';
  const first = text.charCodeAt(0);
  const startsWithDigit = (first >= DIGIT_0 && first <= DIGIT_9) || SIGNED_RE.test(text);
  if (startsWithDigit) {
    if (NUMBER_RE.test(text)) return 'number';
    if (IP_RE.test(text)) return 'ip';
    if (CLOCK_RE.test(text) || DATE_RE.test(text)) return 'time';
    if (IP6_RE.test(text)) return 'ip';
    if (NUMBERS_RE.test(text)) return 'number';
  } else {
    if (text.includes('://')) return 'url';
    if (first === 47) return IP_RE.test(text) ? 'ip' : 'path';
    if (text.includes('\\')) return 'path';
    if (text.includes('@')) return 'email';
    if (/^[A-Z][a-z]{2}$/.test(text)) return 'time';
    if (/[/]/.test(text)) return 'path';
  }
  if (IP6_RE.test(text)) return 'ip';
  if (HEX_RE.test(text)) return 'hex';
  if (HOST_RE.test(text)) return 'host';
  return /\d/.test(text) ? 'id' : 'word';
}
