/**
 * Tokens are known by 64 bits of hash, so that a line is cut into tokens without a string for each: two tokens
 * that share all 64 bits are taken for one, which among a million tokens happens once in 30 million times.
 */

/** Hashes of the tokens of a text, reused between calls. */
export class TokenBuffer {
  hashA = new Int32Array(256);
  hashB = new Int32Array(256);
  /** Where each token begins and ends in `text`. */
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  length = 0;
  /** What was cut, in lower case where it is more than ASCII. */
  text = '';

  push(hashA: number, hashB: number, start: number, end: number): void {
    if (this.length === this.hashA.length) this.grow();
    this.hashA[this.length] = hashA;
    this.hashB[this.length] = hashB;
    this.starts[this.length] = start;
    this.ends[this.length++] = end;
  }

  private grow(): void {
    const doubled = (array: Int32Array) => {
      const larger = new Int32Array(2 * array.length);
      larger.set(array);
      return larger;
    };
    this.hashA = doubled(this.hashA);
    this.hashB = doubled(this.hashB);
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
  }

  /** The i-th token itself, in lower case. */
  token(i: number): string {
    return this.text.slice(this.starts[i], this.ends[i]).toLowerCase();
  }
}

/** Lower case of letters, digits and the underscore; 0 for what parts tokens. */
const FOLDED = (() => {
  const folded = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/\w/.test(character)) folded[code] = character.toLowerCase().charCodeAt(0);
  }
  return folded;
})();
const WORD = /[\p{L}\p{N}_]+/gu;
const SEED_A = 0x811c9dc5 | 0;
const SEED_B = 0x2c1b3c6d | 0;

/**
 * Cuts a text into tokens as scikit-learn's default `token_pattern` does: runs of two and more letters, digits and
 * underscores, in lower case.
 */
export function cutTokens(text: string, into: TokenBuffer): void {
  into.length = 0;
  into.text = text;
  const { length } = text;
  let start = -1;
  let a = SEED_A;
  let b = SEED_B;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) return cutUnicode(text, into);
    const folded = FOLDED[code];
    if (folded !== 0) {
      if (start < 0) start = i;
      a = Math.imul(a ^ folded, 0x01000193);
      b = Math.imul(b, 0x5bd1e995) + folded;
    } else if (start >= 0) {
      if (i - start > 1) into.push(a, b | 0, start, i);
      start = -1;
      a = SEED_A;
      b = SEED_B;
    }
  }
  if (start >= 0 && length - start > 1) into.push(a, b | 0, start, length);
}

function cutUnicode(text: string, into: TokenBuffer): void {
  into.length = 0;
  into.text = text.toLowerCase();
  for (const { 0: word, index } of into.text.matchAll(WORD))
    if (hasTwoCharacters(word)) {
      const [a, b] = hashToken(word);
      into.push(a, b, index, index + word.length);
    }
}

/** Pairs of surrogates are one character. */
const hasTwoCharacters = (word: string) =>
  word.length > 2 || (word.length === 2 && (word.codePointAt(0) as number) < 0x10000);

/** The hashes of a whole token, as {@link cutTokens} finds them. */
export function hashToken(token: string): [a: number, b: number] {
  let a = SEED_A;
  let b = SEED_B;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b, 0x5bd1e995) + code;
  }
  return [a, b | 0];
}

/** Takes tokens that are cut already, just as they are. */
export function takeTokens(tokens: readonly string[], into: TokenBuffer): void {
  into.length = 0;
  into.text = tokens.join('');
  let at = 0;
  for (const token of tokens) {
    const [a, b] = hashToken(token);
    into.push(a, b, at, (at += token.length));
  }
}
