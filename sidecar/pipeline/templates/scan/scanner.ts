import * as charClass from './char_class';
import { LineUnits } from './line_units';
import * as mixedWord from './mixed_word';
import {
  hashMixedWord,
  isAddress,
  isHexWord,
  isHostName,
  isRelativePath,
  isRequestLine,
  pathEnd,
} from './mixed_word';
import * as token from './token';
import * as wordSets from './word_sets';

// Local copies: an imported name is looked up at each use, which costs in loops over units.
const { CHAR_CLASS, DIGIT, JOINER, NON_HEX, SPACE, SYMBOL, UPPER, WORD } = charClass;
const { COLLAPSED, PREFIXED_TOKEN, UNIT, VALUE_TOKEN, WORD_TOKEN } = token;
const { HAS_AT, HAS_BACKSLASH, HAS_DOT, HAS_SLASH } = mixedWord;
const { FNV_OFFSET, FNV_PRIME, LITERALS, MONTHS, UNITS, WEEKDAYS } = wordSets;

const SLASH = 47;
const BACKSLASH = 92;
const COLON = 58;
const EQUALS = 61;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const QUESTION_MARK = 63;
/** A quoted text of this many units is a value as a whole, such as a user agent. */
const LONG_QUOTED = 32;
const VALUE_HASH = 0x2545f491;

const JOINER_BITS = new Uint16Array(128);
JOINER_BITS[46] = HAS_DOT;
JOINER_BITS[SLASH] = HAS_SLASH;
JOINER_BITS[BACKSLASH] = HAS_BACKSLASH;
JOINER_BITS[64] = HAS_AT;

/**
 * Cuts a message into words and values and hashes its skeleton, in one pass and without allocating.
 * Punctuation is no token: "a=1, b=2" and "a 1 b 2" are alike.
 */
export class Scanner {
  readonly line: LineUnits;
  /** Token i covers units starts[i] to ends[i]; codes[i] says what it is (token.ts). */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly codes: Uint8Array;
  /** Hash of each word as skeletons hold it; of no use for values. */
  readonly hashes: Int32Array;
  count = 0;
  /** The skeleton's hash, 64 bits in two words. */
  hashA = 0;
  hashB = 0;
  private previousHash = 0;
  private readonly maxTokens: number;

  constructor(maxLineLength: number, maxTokens: number) {
    this.line = new LineUnits(maxLineLength);
    this.maxTokens = maxTokens;
    this.starts = new Int32Array(maxTokens);
    this.ends = new Int32Array(maxTokens);
    this.codes = new Uint8Array(maxTokens);
    this.hashes = new Int32Array(maxTokens);
  }

  /** Scans the loaded line from unit `from` up to unit `to`. */
  scan(from: number, to: number): void {
    const units = this.line.units;
    this.line.endAt(to);
    this.count = 0;
    this.hashA = 0x9e3779b9 | 0;
    this.hashB = 0x7f4a7c15;
    this.previousHash = 0;
    const maxTokens = this.maxTokens;
    let i = from;
    while (i < to && this.count < maxTokens) {
      const c = units[i];
      const k = CHAR_CLASS[c];
      if ((k & WORD) === 0) {
        if (c === SLASH || c === BACKSLASH) i = this.scanPath(i, to);
        else if ((k & SYMBOL) !== 0) i = this.scanSymbols(i, to);
        else if (c === DOUBLE_QUOTE) i = this.scanQuoted(i, from, to);
        else i++;
        continue;
      }
      const start = i;
      let h = FNV_OFFSET;
      let classes = 0;
      for (;;) {
        let u = units[i];
        let unitClass = CHAR_CLASS[u];
        while ((unitClass & WORD) !== 0) {
          h = Math.imul(h ^ u, FNV_PRIME);
          classes |= unitClass;
          u = units[++i];
          unitClass = CHAR_CLASS[u];
        }
        if ((unitClass & JOINER) === 0) break;
        if ((CHAR_CLASS[units[i + 1]] & WORD) === 0) break;
        if (u === COLON && !this.joinsColon(start, i, classes)) break;
        if (u === QUOTE && !this.joinsQuote(i)) break;
        classes |= JOINER_BITS[u];
        h = Math.imul(h ^ u, FNV_PRIME);
        i++;
      }
      i = this.addWord(start, i, to, h, classes);
    }
    if (this.count === 0) this.addPunctuation(from, to);
  }

  private addWord(start: number, end: number, to: number, h: number, classes: number): number {
    const units = this.line.units;
    if ((CHAR_CLASS[units[start]] & DIGIT) !== 0) {
      this.addValue(start, end);
      return end;
    }
    if (units[end] === COLON && this.startsUrl(end)) {
      const stop = pathEnd(units, end + 3, to);
      this.addValue(start, stop);
      return stop;
    }
    const special = HAS_DOT | HAS_SLASH | HAS_BACKSLASH | HAS_AT | DIGIT;
    if ((classes & special) === 0) {
      this.addPlainWord(start, end, h, classes);
      return end;
    }
    if ((classes & HAS_BACKSLASH) !== 0) {
      this.addValue(start, end);
      return end;
    }
    if ((classes & HAS_AT) !== 0 && isAddress(units, start, end)) {
      this.addValue(start, end);
      return end;
    }
    if ((classes & HAS_DOT) !== 0 && (classes & HAS_SLASH) === 0 && isHostName(units, start, end)) {
      this.addValue(start, end);
      return end;
    }
    if ((classes & HAS_SLASH) !== 0 && isRelativePath(units, start, end)) {
      const stop = pathEnd(units, start, to);
      this.addValue(start, Math.max(stop, end));
      return Math.max(stop, end);
    }
    if ((classes & DIGIT) === 0) {
      this.push(start, end, WORD_TOKEN, h);
    } else if (isHexWord(units, start, end, classes)) {
      this.addValue(start, end);
    } else {
      const prefixHash = hashMixedWord(units, start, end);
      if (prefixHash === this.previousHash)
        this.record(start, end, PREFIXED_TOKEN | COLLAPSED, prefixHash);
      else this.push(start, end, PREFIXED_TOKEN, prefixHash);
    }
    return end;
  }

  private addPlainWord(start: number, end: number, h: number, classes: number): void {
    const units = this.line.units;
    const length = end - start;
    if (length <= 4) {
      if (this.previousHash === VALUE_HASH && UNITS.has(h) && this.touchesPrevious(start)) {
        this.record(start, end, VALUE_TOKEN | UNIT | COLLAPSED, h);
        return;
      }
      if (length === 3 && (classes & UPPER) !== 0 && this.isCalendarWord(end, h)) {
        this.addValue(start, end);
        return;
      }
    }
    if ((classes & NON_HEX) === 0 && length >= 8) {
      this.addValue(start, end);
    } else if (length <= 9 && LITERALS.has(h) && this.followsEquals(start)) {
      this.addValue(start, end);
    } else if (length === 1 && units[end] === COLON && isSlash(units[end + 1])) {
      this.addValue(start, end); // a drive letter; the path behind it follows as a value
    } else {
      this.push(start, end, WORD_TOKEN, h);
    }
  }

  /** /path, a lone / and \x paths are values; other slashes are punctuation. */
  private scanPath(i: number, to: number): number {
    const units = this.line.units;
    const before = i > 0 ? CHAR_CLASS[units[i - 1]] : SPACE;
    const after = CHAR_CLASS[units[i + 1]];
    if (
      (after & WORD) !== 0 ||
      isPathStart(units[i + 1]) ||
      (units[i] === BACKSLASH && units[i + 1] === BACKSLASH)
    ) {
      const stop = Math.max(i + 1, pathEnd(units, i, to));
      this.addValue(i, stop);
      return stop;
    }
    const opens = (before & SPACE) !== 0 || units[i - 1] === EQUALS;
    if (units[i] === SLASH && opens && (after & SPACE) !== 0) {
      this.addValue(i, i + 1);
    }
    return i + 1;
  }

  /**
   * A long text in quotes is one value. Not where it is the message itself: at the start, or behind
   * a key; and not a request line.
   */
  private scanQuoted(i: number, from: number, to: number): number {
    const units = this.line.units;
    if (i === from || (CHAR_CLASS[units[i - 1]] & SPACE) === 0) return i + 1;
    let end = i + 1;
    while (end < to && units[end] !== DOUBLE_QUOTE) end += units[end] === BACKSLASH ? 2 : 1;
    if (end >= to || end - i <= LONG_QUOTED || isRequestLine(units, i + 1)) return i + 1;
    this.addValue(i + 1, end);
    return end + 1;
  }

  /** **** between spaces is a word, as in "Fan speeds ( 3552 **** 3515 )". */
  private scanSymbols(i: number, to: number): number {
    const units = this.line.units;
    let end = i;
    let h = FNV_OFFSET;
    while (end < to && (CHAR_CLASS[units[end]] & SYMBOL) !== 0) {
      h = Math.imul(h ^ units[end], FNV_PRIME);
      end++;
    }
    const alone =
      end - i >= 2 &&
      (i === 0 || (CHAR_CLASS[units[i - 1]] & SPACE) !== 0) &&
      (end >= to || (CHAR_CLASS[units[end]] & SPACE) !== 0);
    if (alone) this.push(i, end, WORD_TOKEN, h);
    return end;
  }

  /** A message without any word: its punctuation is the word, so that ---- is not ====. */
  private addPunctuation(from: number, to: number): void {
    const units = this.line.units;
    let start = from;
    while (start < to && (CHAR_CLASS[units[start]] & SPACE) !== 0) start++;
    let end = start;
    let h = FNV_OFFSET;
    while (end < to && end - start < 16 && (CHAR_CLASS[units[end]] & SPACE) === 0) {
      h = Math.imul(h ^ units[end], FNV_PRIME);
      end++;
    }
    if (end > start) this.push(start, end, WORD_TOKEN, h);
  }

  private addValue(start: number, end: number): void {
    if (this.previousHash === VALUE_HASH)
      this.record(start, end, VALUE_TOKEN | COLLAPSED, VALUE_HASH);
    else this.push(start, end, VALUE_TOKEN, VALUE_HASH);
  }

  private push(start: number, end: number, code: number, h: number): void {
    this.record(start, end, code, h);
    this.previousHash = h;
    const a = Math.imul(this.hashA ^ h, 0x85ebca6b);
    this.hashA = a ^ (a >>> 13);
    const b = Math.imul(this.hashB + h, 0xc2b2ae35);
    this.hashB = b ^ (b >>> 16);
  }

  private record(start: number, end: number, code: number, h: number): void {
    const n = this.count;
    if (n >= this.maxTokens) return;
    this.starts[n] = start;
    this.ends[n] = end;
    this.codes[n] = code;
    this.hashes[n] = h;
    this.count = n + 1;
  }

  /** A colon joins within clocks, ports and colon-hex (10:20, 00:1b:44), not within key:value. */
  private joinsColon(start: number, colon: number, classes: number): boolean {
    if ((classes & NON_HEX) !== 0 && (CHAR_CLASS[this.line.units[start]] & DIGIT) === 0)
      return false;
    const units = this.line.units;
    const before = CHAR_CLASS[units[colon - 1]];
    if ((before & DIGIT) !== 0 && (CHAR_CLASS[units[colon + 1]] & DIGIT) !== 0) return true;
    if ((classes & NON_HEX) !== 0) return false;
    let i = colon + 1;
    while ((CHAR_CLASS[units[i]] & WORD) !== 0 && (CHAR_CLASS[units[i]] & NON_HEX) === 0) i++;
    const length = i - colon - 1;
    return (length === 2 || length === 4) && (CHAR_CLASS[units[i]] & WORD) === 0;
  }

  /** An apostrophe joins between letters (can't), a quote does not ('a'b). */
  private joinsQuote(i: number): boolean {
    const units = this.line.units;
    const after = CHAR_CLASS[units[i + 2]];
    return (after & WORD) === 0 || (CHAR_CLASS[units[i + 3]] & WORD) === 0;
  }

  private startsUrl(colon: number): boolean {
    const units = this.line.units;
    return units[colon + 1] === SLASH && units[colon + 2] === SLASH;
  }

  /** Whether at most one space lies between this token and the one before. */
  private touchesPrevious(start: number): boolean {
    return this.count > 0 && start - this.ends[this.count - 1] <= 1;
  }

  private followsEquals(start: number): boolean {
    const units = this.line.units;
    let i = start - 1;
    if (i >= 0 && (units[i] === 34 || units[i] === QUOTE)) i--;
    if (i >= 0 && units[i] === 32) i--;
    return i >= 0 && units[i] === EQUALS;
  }

  /** A month before a number, or a weekday before a month or a number: part of a date. */
  private isCalendarWord(end: number, h: number): boolean {
    const month = MONTHS.has(h);
    if (!month && !WEEKDAYS.has(h)) return false;
    const units = this.line.units;
    let i = end;
    while (units[i] === 32 || units[i] === 44 || units[i] === 45 || units[i] === 46) i++;
    if ((CHAR_CLASS[units[i]] & DIGIT) !== 0) return true;
    if (month) return false;
    let next = FNV_OFFSET;
    let length = 0;
    while (length < 4 && (CHAR_CLASS[units[i]] & WORD) !== 0) {
      next = Math.imul(next ^ units[i++], FNV_PRIME);
      length++;
    }
    return length === 3 && MONTHS.has(next);
  }
}

/** Units besides letters and digits that start a path's first part: /.ssh /~joe /?q=1 /%20 */
function isPathStart(c: number): boolean {
  return c === 46 || c === 126 || c === QUESTION_MARK || c === 37;
}

function isSlash(c: number): boolean {
  return c === BACKSLASH || c === SLASH;
}
