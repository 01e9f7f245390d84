/** Characters of a value that are looked at: enough to tell values apart, and a bound on the cost. */
export const MAX_VALUE_CHARS = 512;

const LOWER = 1;
const UPPER = 2;
const DIGIT = 4;

/** A bit for each kind of character, so that a value's shape is the set of kinds in it. */
const KIND_OF_CHAR = (() => {
  const kinds = new Uint16Array(128);
  const set = (characters: string, bit: number) => {
    for (const character of characters) kinds[character.charCodeAt(0)] = bit;
  };
  for (let code = 0; code < 128; code++) kinds[code] = code < 32 ? 1 << 14 : 1 << 13;
  set('abcdefghijklmnopqrstuvwxyz', LOWER);
  set('ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER);
  set('0123456789', DIGIT);
  set('/', 1 << 3);
  set('.,-_+~ ', 1 << 4);
  set(':', 1 << 5);
  set('%', 1 << 6);
  set('?&=#', 1 << 7);
  set('"\'`', 1 << 8);
  set('<>', 1 << 9);
  set('\\', 1 << 10);
  set(';|$!*^', 1 << 11);
  set('()[]{}', 1 << 12);
  return kinds;
})();
const NOT_ASCII = 1 << 15;

/** What one pass over a value finds; reused between calls. */
export interface ValueScan {
  hashA: number;
  hashB: number;
  /** Set of the kinds of characters in it. */
  shape: number;
  /** The number that it is, or NaN: digits with at most one point, 15 characters. */
  number: number;
}

export const newScan = (): ValueScan => ({ hashA: 0, hashB: 0, shape: 0, number: NaN });

/** Two independent 32-bit hashes (FNV-1a and a multiplicative one), the shape and the number of text[start, end). */
export function scanValue(text: string, start: number, end: number, into: ValueScan): void {
  const stop = Math.min(end, start + MAX_VALUE_CHARS);
  let a = 0x811c9dc5;
  let b = 0x2c1b3c6d;
  let shape = 0;
  let whole = 0;
  let scale = 0;
  let numeric = stop - start <= 15 && stop > start;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b, 0x5bd1e995) + code;
    shape |= code < 128 ? KIND_OF_CHAR[code] : NOT_ASCII;
    if (numeric) {
      if (code >= 48 && code <= 57) {
        whole = whole * 10 + (code - 48);
        scale *= 10;
      } else if (code === 46 && scale === 0 && i > start) scale = 1;
      else numeric = false;
    }
  }
  b ^= b >>> 15;
  // The length tells values apart that agree in the characters looked at.
  into.hashA = (a ^ Math.imul(end - start, 0x9e3779b1)) >>> 0;
  into.hashB = Math.imul(b, 0x85ebca6b) >>> 0;
  into.shape = shape;
  into.number = numeric && (shape & DIGIT) !== 0 ? (scale > 1 ? whole / scale : whole) : NaN;
}

/** Spreads a small whole number over 32 bits, for values that are numbers already. */
export function mixInteger(value: number): number {
  let z = Math.imul(value ^ 0x5f356495, 0x85ebca6b);
  z ^= z >>> 13;
  return Math.imul(z, 0xc2b2ae35) >>> 0;
}
