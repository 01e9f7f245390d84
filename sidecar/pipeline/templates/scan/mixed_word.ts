import * as charClass from './char_class';
import * as wordSets from './word_sets';
import { hashUnits } from './word_sets';

// Local copies: an imported name is looked up at each use, which costs in loops over units.
const { CHAR_CLASS, DIGIT, JOINER, LETTER, NON_HEX, SPACE, UPPER, WORD } = charClass;
const { COUNTRY_ENDINGS, FNV_OFFSET, FNV_PRIME, HOST_ENDINGS, REVERSED_DOMAINS } = wordSets;

/** Joiners seen in a word; these bits sit above the unit classes. */
export const HAS_DOT = 1 << 10;
export const HAS_SLASH = 1 << 11;
export const HAS_BACKSLASH = 1 << 12;
export const HAS_AT = 1 << 13;

const DASH = 45;
const DOT = 46;
const SLASH = 47;
const AT = 64;
const HASH = 35;

/** True for host names (a.example.com, node.local); false for class and file names. */
export function isHostName(units: Uint16Array, start: number, end: number): boolean {
  let lastDot = -1;
  let firstDot = -1;
  let dots = 0;
  for (let i = start; i < end; i++) {
    if (units[i] === DOT) {
      if (firstDot < 0) firstDot = i;
      lastDot = i;
      dots++;
    }
  }
  if (dots === 0 || end - lastDot > 12) return false;
  const ending = hashUnits(units, lastDot + 1, end);
  const known = HOST_ENDINGS.has(ending) || (dots >= 2 && COUNTRY_ENDINGS.has(ending));
  return known && !(dots >= 2 && REVERSED_DOMAINS.has(hashUnits(units, start, firstDot)));
}

/** True for a second slash, as in a/b/c: a path, while read/write is a word. */
export function isRelativePath(units: Uint16Array, start: number, end: number): boolean {
  let slashes = 0;
  for (let i = start; i < end; i++) if (units[i] === SLASH) slashes++;
  return slashes >= 2;
}

/** True for user@host; false for Worker@765 and Object@1f2e3d, whose left side is a name. */
export function isAddress(units: Uint16Array, start: number, end: number): boolean {
  let at = start;
  while (units[at] !== AT) at++;
  if ((CHAR_CLASS[units[at + 1]] & LETTER) === 0) return false;
  for (let i = at + 1; i < end; i++) if ((CHAR_CLASS[units[i]] & NON_HEX) !== 0) return true;
  return false;
}

/** True for hexadecimal words that start with a letter: a64f992, b9000564-fe1a-409b. */
export function isHexWord(
  units: Uint16Array,
  start: number,
  end: number,
  classes: number,
): boolean {
  if ((classes & NON_HEX) !== 0) return false;
  let joiners = 0;
  for (let i = start; i < end; i++) if ((CHAR_CLASS[units[i]] & JOINER) !== 0) joiners++;
  return end - start >= (joiners === 0 ? 6 : 12);
}

/**
 * Hash of a word with letters and digits in which every number counts the same. Of each run of
 * letters and digits the letters in front count (blk_17 and blk_4 are alike, ee0 and alt0 are not);
 * a run that changes between letters and digits three times or more is an identifier, of which
 * nothing counts. With `out`, the masked text is appended to it, # for what does not count.
 */
export function hashMixedWord(
  units: Uint16Array,
  start: number,
  end: number,
  out?: string[],
): number {
  let h = FNV_OFFSET;
  let masked = false;
  let i = start;
  let joinFrom = start;
  while (i < end) {
    let runEnd = i;
    let changes = 0;
    let lead = i;
    let isDigit = false;
    while (runEnd < end) {
      const k = CHAR_CLASS[units[runEnd]];
      if ((k & (DIGIT | LETTER)) === 0) break;
      if (((k & DIGIT) !== 0) !== isDigit) {
        if (changes === 0) lead = runEnd;
        changes++;
        isDigit = !isDigit;
      }
      runEnd++;
    }
    if (changes === 0) lead = runEnd;
    if (changes >= 3 && runEnd - i >= 6) lead = i;
    // Separators count before letters, not between two masked parts or before a number's sign.
    if (!(masked && lead === i)) {
      for (let j = joinFrom; j < i; j++) {
        if (lead === i && units[j] === DASH) continue;
        h = Math.imul(h ^ units[j], FNV_PRIME);
        out?.push(String.fromCharCode(units[j]));
      }
      for (let j = i; j < lead; j++) {
        h = Math.imul(h ^ units[j], FNV_PRIME);
        out?.push(String.fromCharCode(units[j]));
      }
    }
    if (lead < runEnd) {
      if (!(masked && lead === i)) {
        h = Math.imul(h ^ HASH, FNV_PRIME);
        out?.push('#');
      }
      masked = true;
    } else if (runEnd > i) {
      masked = false;
    }
    joinFrom = runEnd;
    i = runEnd;
    while (i < end && (CHAR_CLASS[units[i]] & (DIGIT | LETTER)) === 0) i++;
  }
  return h;
}

/** True when no lower-case letter is in the word and at least one letter is: a state or a constant. */
export function isUpperCase(word: string): boolean {
  let letters = 0;
  for (let i = 0; i < word.length; i++) {
    const k = CHAR_CLASS[word.charCodeAt(i)];
    if ((k & LETTER) !== 0) {
      if ((k & UPPER) === 0) return false;
      letters++;
    }
  }
  return letters >= 2;
}

/** First unit after a path, address or URL that starts at `start`. */
export function pathEnd(units: Uint16Array, start: number, end: number): number {
  let i = start;
  let inQuery = false;
  for (; i < end; i++) {
    const c = units[i];
    if ((CHAR_CLASS[c] & SPACE) !== 0 || isPathStop(c)) break;
    if (c === 63) inQuery = true;
    else if ((c === 58 || c === 44 || c === 59 || c === 61) && !goesOn(units, i, inQuery)) break;
  }
  while (i > start + 1 && (CHAR_CLASS[units[i - 1]] & WORD) === 0 && units[i - 1] !== SLASH) i--;
  return i;
}

/** " ' < > ( ) [ ] { } | ` */
function isPathStop(c: number): boolean {
  return (
    c === 34 || c === 39 || c === 60 || c === 62 || c === 40 || c === 41 || c === 91 ||
    c === 93 || c === 123 || c === 125 || c === 124 || c === 96
  ); // prettier-ignore
}

/** Whether a path goes on behind , ; = : that is when a port, a second path or a query follows. */
function goesOn(units: Uint16Array, i: number, inQuery: boolean): boolean {
  const next = units[i + 1];
  if ((CHAR_CLASS[next] & SPACE) !== 0 || isPathStop(next)) return false;
  if (units[i] === 58) return (CHAR_CLASS[next] & DIGIT) !== 0 || next === SLASH;
  if (inQuery) return true;
  return units[i] !== 44 && ((CHAR_CLASS[next] & WORD) !== 0 || next === SLASH);
}

/** GET /x and its like: an HTTP request line, whose method and protocol are words. */
export function isRequestLine(units: Uint16Array, start: number): boolean {
  let i = start;
  while ((CHAR_CLASS[units[i]] & UPPER) !== 0) i++;
  if (i - start < 3 || i - start > 9 || units[i] !== 32) return false;
  return units[i + 1] === SLASH || units[i + 1] === 42 || (CHAR_CLASS[units[i + 1]] & LETTER) !== 0;
}
