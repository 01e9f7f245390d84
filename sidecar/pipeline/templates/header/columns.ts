import * as charClass from '../scan/char_class';
import * as wordSets from '../scan/word_sets';
import { LEVEL_LETTERS, LEVEL_WORDS } from './level_words';

// Local copies: an imported name is looked up at each use, which costs in loops over units.
const { CHAR_CLASS, DIGIT, LETTER, SPACE, WORD } = charClass;
const { FNV_OFFSET, FNV_PRIME } = wordSets;

const PIPE = 124;

/**
 * Reads the columns of a header: parts between white space or |, brackets kept together.
 * After next() the column covers units start to end; `gap` is what lay before it.
 */
export class ColumnReader {
  start = 0;
  end = 0;
  /** Spaces and tabs in front of the column. */
  gap = 0;
  /** Whether a | lay in front of the column. */
  piped = false;
  units: Uint16Array = new Uint16Array(0);
  private to = 0;

  reset(units: Uint16Array, from: number, to: number): void {
    this.units = units;
    this.end = from;
    this.start = from;
    this.to = to;
  }

  /** Moves to the next column; false at the end of the line. */
  next(): boolean {
    const { units, to } = this;
    let i = this.end;
    const from = i;
    this.piped = false;
    while (i < to && ((CHAR_CLASS[units[i]] & SPACE) !== 0 || units[i] === PIPE)) {
      if (units[i] === PIPE) this.piped = true;
      i++;
    }
    this.gap = i - from;
    this.start = i;
    let closes = true;
    while (i < to) {
      const c = units[i];
      if (closes && (c === 91 || c === 40 || c === 123)) {
        const close = closingBracket(units, i, to);
        // One that stays open is enough: looking again for each would be slow in "[[[[[".
        closes = close > 0;
        i = closes ? close + 1 : i + 1;
        // "[time][level][logger]" are three columns.
        if (closes && units[this.start] === 91 && units[i] === 91) break;
      } else if (c === PIPE || (CHAR_CLASS[c] & SPACE) !== 0) {
        break;
      } else {
        i++;
      }
    }
    this.end = i;
    return i > this.start;
  }

  /** Offset of the next column without moving: where a message would start. */
  nextStart(): number {
    let i = this.end;
    while (i < this.to && ((CHAR_CLASS[this.units[i]] & SPACE) !== 0 || this.units[i] === PIPE)) {
      i++;
    }
    return i;
  }
}

/** Offset of the bracket that closes the one at `open`, or -1 within the next 256 units. */
function closingBracket(units: Uint16Array, open: number, to: number): number {
  const stop = Math.min(to, open + 256);
  let depth = 0;
  for (let i = open; i < stop; i++) {
    const c = units[i];
    if (c === 91 || c === 40 || c === 123) depth++;
    else if (c === 93 || c === 41 || c === 125) {
      depth--;
      if (depth === 0) return i;
    }
  }
  return -1;
}

/**
 * The outline of a column as a number: runs of digits and runs of letters count as one sign each, other
 * units as themselves, and the length counts where there is only one run ("Jun", "081109").
 */
export function outline(units: Uint16Array, start: number, end: number): number {
  let h = FNV_OFFSET;
  let last = -1;
  let signs = 0;
  for (let i = start; i < end; i++) {
    const c = units[i];
    const k = CHAR_CLASS[c];
    const sign = (k & DIGIT) !== 0 ? 1 : (k & LETTER) !== 0 ? 2 : c + 2;
    if (sign === last && sign <= 2) continue;
    h = Math.imul(h ^ sign, FNV_PRIME);
    last = sign;
    signs++;
  }
  return signs === 1 ? Math.imul(h ^ (0x100 + end - start), FNV_PRIME) : h;
}

export function isNumber(units: Uint16Array, start: number, end: number): boolean {
  let i = start;
  if (units[i] === 35 || units[i] === 45) i++;
  const first = i;
  while (i < end && (CHAR_CLASS[units[i]] & DIGIT) !== 0) i++;
  if (i === first) return false;
  return i === end || (i === end - 1 && (units[i] === 58 || units[i] === 44));
}

/** Only punctuation, three units at most: -, |, ::, >>. */
export function isSeparator(units: Uint16Array, start: number, end: number): boolean {
  if (end - start > 3 || end === start) return false;
  for (let i = start; i < end; i++) {
    if ((CHAR_CLASS[units[i]] & WORD) !== 0 || units[i] === 42) return false;
  }
  return true;
}

/** (main), [req-1 2 3] or {x}, with a colon or not. */
export function isBracketed(units: Uint16Array, start: number, end: number): boolean {
  const open = units[start];
  let last = end - 1;
  if (units[last] === 58 || units[last] === 44) last--;
  const close = open === 91 ? 93 : open === 40 ? 41 : open === 123 ? 125 : open === 60 ? 62 : -1;
  return close > 0 && last > start && units[last] === close;
}

/** INFO, [error], <warn>, level=info, Info, and so on; letters such as E only with `letters`. */
export function isLevel(units: Uint16Array, start: number, end: number, letters: boolean): boolean {
  let from = start;
  let to = end;
  for (let i = end - 1; i > start; i--) {
    if (units[i] === 61) {
      from = i + 1;
      break;
    }
  }
  while (from < to && (CHAR_CLASS[units[from]] & WORD) === 0) from++;
  while (to > from && (CHAR_CLASS[units[to - 1]] & WORD) === 0) to--;
  if (to - from > 11 || to === from) return false;
  let h = FNV_OFFSET;
  for (let i = from; i < to; i++) {
    const c = units[i];
    h = Math.imul(h ^ (c >= 97 && c <= 122 ? c - 32 : c), FNV_PRIME);
  }
  if (to - from === 1) return letters && units[from] <= 90 && LEVEL_LETTERS.has(h);
  return LEVEL_WORDS.has(h);
}
