/**
 * Hash of a word sequence as a sum over positions, so that a position can be replaced by a wildcard
 * in constant time. 52 bits, to be used as a Map key.
 */
export class PositionHash {
  private a = 0;
  private b = 0;

  set(words: Int32Array): void {
    let a = words.length;
    let b = ~words.length;
    for (let i = 0; i < words.length; i++) {
      a = (a + mix(words[i], i, 0x9e3779b1)) | 0;
      b = (b + mix(words[i], i, 0x85ebca77)) | 0;
    }
    this.a = a;
    this.b = b;
  }

  /** The hash with the word at the position replaced by a wildcard that no word equals. */
  without(position: number, word: number): number {
    const a = (this.a - mix(word, position, 0x9e3779b1) + mix(-1, position, 0x9e3779b1)) | 0;
    const b = (this.b - mix(word, position, 0x85ebca77) + mix(-1, position, 0x85ebca77)) | 0;
    return (a >>> 0) * 0x100000 + (b >>> 12);
  }
}

/** Hash of a word sequence, 52 bits, to be used as a Map key; words that `skip` equals are left out. */
export function hashWords(words: Int32Array, skip = Infinity): number {
  let a = 0;
  let b = 0;
  let length = 0;
  for (const word of words) {
    if (word === skip) continue;
    a = (a + mix(word, length, 0x9e3779b1)) | 0;
    b = (b + mix(word, length, 0x85ebca77)) | 0;
    length++;
  }
  return ((a + length) >>> 0) * 0x100000 + ((b ^ length) >>> 12);
}

function mix(word: number, position: number, seed: number): number {
  let h = Math.imul(word ^ Math.imul(position + 1, 0xc2b2ae3d), seed);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
