const EMPTY = -1;

/** Open-addressing map from a 64-bit hash (two words) to a whole number from 0. */
export class HashIndex {
  private keysA: Int32Array;
  private keysB: Int32Array;
  private values: Int32Array;
  private mask: number;
  size = 0;

  constructor(expected = 512) {
    let capacity = 16;
    while (capacity < expected * 2) capacity *= 2;
    this.keysA = new Int32Array(capacity);
    this.keysB = new Int32Array(capacity);
    this.values = new Int32Array(capacity).fill(EMPTY);
    this.mask = capacity - 1;
  }

  /** The value, or -1. */
  get(a: number, b: number): number {
    const { keysA, keysB, values, mask } = this;
    let at = (a ^ (a >>> 16)) & mask;
    for (;;) {
      const value = values[at];
      if (value === EMPTY) return EMPTY;
      if (keysA[at] === a && keysB[at] === b) return value;
      at = (at + 1) & mask;
    }
  }

  set(a: number, b: number, value: number): void {
    if (this.size * 2 >= this.mask) this.grow();
    let at = (a ^ (a >>> 16)) & this.mask;
    while (this.values[at] !== EMPTY) {
      if (this.keysA[at] === a && this.keysB[at] === b) {
        this.values[at] = value;
        return;
      }
      at = (at + 1) & this.mask;
    }
    this.keysA[at] = a;
    this.keysB[at] = b;
    this.values[at] = value;
    this.size++;
  }

  /** Entries as (a, b, value) triples, in order of the slots. */
  entries(): Int32Array {
    const out = new Int32Array(this.size * 3);
    let n = 0;
    for (let i = 0; i <= this.mask; i++) {
      if (this.values[i] === EMPTY) continue;
      out[n++] = this.keysA[i];
      out[n++] = this.keysB[i];
      out[n++] = this.values[i];
    }
    return out;
  }

  private grow(): void {
    const { keysA, keysB, values } = this;
    const capacity = (this.mask + 1) * 2;
    this.keysA = new Int32Array(capacity);
    this.keysB = new Int32Array(capacity);
    this.values = new Int32Array(capacity).fill(EMPTY);
    this.mask = capacity - 1;
    this.size = 0;
    for (let i = 0; i < values.length; i++) {
      if (values[i] !== EMPTY) this.set(keysA[i], keysB[i], values[i]);
    }
  }
}
