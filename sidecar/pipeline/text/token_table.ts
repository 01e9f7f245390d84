/** Numbers tokens in the order in which they come, by their hashes: open addressing, at most half full. */
export class TokenTable {
  private slots: Int32Array;
  private mask: number;
  private hashA: Int32Array;
  private hashB: Int32Array;
  private count = 0;

  /** @param capacity tokens that there is room for at first */
  constructor(capacity = 1024) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * capacity)));
    this.slots = new Int32Array(slots).fill(-1);
    this.mask = slots - 1;
    this.hashA = new Int32Array(slots >> 1);
    this.hashB = new Int32Array(slots >> 1);
  }

  get size(): number {
    return this.count;
  }

  /** Number of a token; −1 for one that has none. */
  find(a: number, b: number): number {
    const { slots, mask } = this;
    for (let slot = (a ^ (b >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot];
      if (id < 0 || (this.hashA[id] === a && this.hashB[id] === b)) return id;
    }
  }

  /** Number of a token, a new one where it has none. */
  add(a: number, b: number): number {
    const held = this.find(a, b);
    if (held >= 0) return held;
    if (this.count === this.hashA.length) this.grow();
    this.hashA[this.count] = a;
    this.hashB[this.count] = b;
    this.place(this.count);
    return this.count++;
  }

  private place(id: number): void {
    let slot = (this.hashA[id] ^ (this.hashB[id] >>> 15)) & this.mask;
    while (this.slots[slot] >= 0) slot = (slot + 1) & this.mask;
    this.slots[slot] = id;
  }

  private grow(): void {
    const { hashA, hashB } = this;
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    this.mask = this.slots.length - 1;
    this.hashA = new Int32Array(2 * hashA.length);
    this.hashB = new Int32Array(2 * hashB.length);
    this.hashA.set(hashA);
    this.hashB.set(hashB);
    for (let id = 0; id < this.count; id++) this.place(id);
  }

  hashesOf(id: number): [a: number, b: number] {
    return [this.hashA[id], this.hashB[id]];
  }
}
