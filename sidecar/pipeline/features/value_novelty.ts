import { BundleError, type Bundle, type BundleArray } from '../bundle';

const MIN_CAPACITY = 1 << 12;
const MAX_ENTRIES = 1 << 20;
/** Spread in blocks, in powers of two: 1, 2–3, 4–7 … */
const SPREAD_BUCKETS = 12;
/** Lines after which a slot that is mostly new values counts as free text and is no longer followed. */
const FREE_TEXT_AFTER = 4096;
const FREE_TEXT_SHARE = 0.3;
/** Slots whose new values are more usual than this never make a value news; their values need not be kept. */
export const NEWS_SHARE = Math.exp(-3);

const bucketOf = (spread: number) => Math.min(SPREAD_BUCKETS - 1, 31 - Math.clz32(spread | 1));

/**
 * How new a value is in its place ("slot"), measured against how usual new values are there.
 *
 * The stream is cut into blocks. A value's spread is the number of blocks that hold it. Judged without its own
 * block, a line whose value has spread k was seen in k − 1 others; so the chance that a usual line of the slot
 * carries a value of spread m or less outside its block is the share of lines with k − 1 ≤ m (a Good–Turing
 * estimate over blocks, which bursts of one new value cannot fool). The surprise is −ln of that share.
 *
 * An open-addressing table of 64-bit keys with counts, bounded at 2²⁰ values.
 */
export class ValueNovelty {
  private capacity = MIN_CAPACITY;
  private used = 0;
  private keyA = new Uint32Array(MIN_CAPACITY);
  private keyB = new Uint32Array(MIN_CAPACITY);
  private count = new Uint32Array(MIN_CAPACITY);
  private spread = new Uint16Array(MIN_CAPACITY);
  private slotOf = new Int32Array(MIN_CAPACITY);
  /** The block in which an entry was last counted (or, leaving out, uncounted). */
  private stamp = new Int32Array(MIN_CAPACITY).fill(-1);

  private slots = 0;
  private lines: Uint32Array = new Uint32Array(64);
  private values: Uint32Array = new Uint32Array(64);
  private free: Uint8Array = new Uint8Array(64);
  private always: Uint8Array = new Uint8Array(64);
  /** slots × SPREAD_BUCKETS: lines whose value has that spread. */
  private histogram: Uint32Array = new Uint32Array(64 * SPREAD_BUCKETS);
  /** True once values had to be dropped because the table was full. */
  overflowed = false;
  private freedSinceFull = 0;

  /**
   * Makes a slot and returns its number.
   * @param always keep counting different values even where most are new
   */
  newSlot(always = false): number {
    if (this.slots === this.lines.length) {
      const grow = <T extends Uint32Array | Uint8Array>(from: T, to: T) => (to.set(from), to);
      const size = this.slots * 2;
      this.lines = grow(this.lines, new Uint32Array(size));
      this.values = grow(this.values, new Uint32Array(size));
      this.free = grow(this.free, new Uint8Array(size));
      this.always = grow(this.always, new Uint8Array(size));
      this.histogram = grow(this.histogram, new Uint32Array(size * SPREAD_BUCKETS));
    }
    this.always[this.slots] = always ? 1 : 0;
    return this.slots++;
  }

  get slotCount(): number {
    return this.slots;
  }

  /** Lines counted in a slot. */
  linesOf(slot: number): number {
    return this.lines[slot];
  }

  /** Different values in a slot. */
  valuesOf(slot: number): number {
    return this.values[slot];
  }

  /** Whether a new value in this slot could be news at all. */
  isInformative(slot: number): boolean {
    return (
      this.free[slot] === 0 &&
      this.histogram[slot * SPREAD_BUCKETS] + 0.5 <= NEWS_SHARE * (this.lines[slot] + 1)
    );
  }

  /** Counts a value; says whether it is the first of its kind. Blocks must come one after the other. */
  add(slot: number, hashA: number, hashB: number, block: number): boolean {
    if (this.free[slot] === 1) return false;
    let entry = this.find(slot, hashA, hashB);
    if (this.count[entry] === 0 && this.slotOf[entry] === 0) {
      if (this.used * 2 >= this.capacity && !this.makeRoom()) return false;
      entry = this.find(slot, hashA, hashB);
      this.keyA[entry] = hashA;
      this.keyB[entry] = hashB;
      this.slotOf[entry] = slot + 1;
      this.used++;
    }
    const first = this.count[entry] === 0;
    if (first) this.values[slot]++;
    const base = slot * SPREAD_BUCKETS;
    if (this.stamp[entry] !== block && this.spread[entry] < 0xffff) {
      this.moveLines(base, entry, this.spread[entry], this.spread[entry] + 1);
      this.spread[entry]++;
      this.stamp[entry] = block;
    }
    this.count[entry]++;
    this.lines[slot]++;
    this.histogram[base + bucketOf(this.spread[entry])]++;
    if (
      this.lines[slot] === FREE_TEXT_AFTER &&
      this.always[slot] === 0 &&
      this.histogram[base] > FREE_TEXT_SHARE * FREE_TEXT_AFTER
    )
      this.setFree(slot);
    return first;
  }

  /**
   * Takes a counted value out again, to judge its block without it. `stampOut` must be a negative number of
   * its own for each block.
   */
  remove(slot: number, hashA: number, hashB: number, stampOut: number): void {
    if (this.free[slot] === 1) return;
    const entry = this.find(slot, hashA, hashB);
    if (this.count[entry] === 0) return;
    const base = slot * SPREAD_BUCKETS;
    if (this.stamp[entry] !== stampOut) {
      this.moveLines(base, entry, this.spread[entry], this.spread[entry] - 1);
      this.spread[entry]--;
      this.stamp[entry] = stampOut;
    }
    this.histogram[base + bucketOf(this.spread[entry])]--;
    this.count[entry]--;
    this.lines[slot]--;
    if (this.count[entry] === 0) this.values[slot]--;
  }

  /** −ln of the chance of a value so little spread in this slot, in nats. */
  surprise(slot: number, hashA: number, hashB: number): number {
    if (this.free[slot] === 1) return 0;
    const entry = this.find(slot, hashA, hashB);
    const spread = this.count[entry] === 0 ? 0 : this.spread[entry];
    const base = slot * SPREAD_BUCKETS;
    const last = bucketOf(spread + 1);
    let lines = 0;
    for (let bucket = 0; bucket <= last; bucket++) lines += this.histogram[base + bucket];
    return -Math.log((lines + 0.5) / (this.lines[slot] + 1));
  }

  /** How often a value was counted in a slot. */
  countOf(slot: number, hashA: number, hashB: number): number {
    return this.count[this.find(slot, hashA, hashB)];
  }

  private moveLines(base: number, entry: number, from: number, to: number): void {
    const lines = this.count[entry];
    if (lines === 0) return;
    this.histogram[base + bucketOf(from)] -= lines;
    this.histogram[base + bucketOf(to)] += lines;
  }

  /** The entry of a value, or the empty one where it would go. */
  private find(slot: number, hashA: number, hashB: number): number {
    const mask = this.capacity - 1;
    const owner = slot + 1;
    let at = (hashA ^ Math.imul(owner, 0x9e3779b1)) & mask;
    for (;;) {
      const held = this.slotOf[at];
      if (held === 0) return at;
      if (held === owner && this.keyA[at] === hashA >>> 0 && this.keyB[at] === hashB >>> 0)
        return at;
      at = (at + 1) & mask;
    }
  }

  private setFree(slot: number): void {
    this.free[slot] = 1;
    this.freedSinceFull++;
  }

  /** Grows, after letting go of free-text values. Returns false at the bound. */
  private makeRoom(): boolean {
    // Looking for room costs a pass over the table: worth it again only after slots were set free.
    if (this.overflowed && this.freedSinceFull === 0) return false;
    this.freedSinceFull = 0;
    let live = 0;
    for (let i = 0; i < this.capacity; i++)
      if (this.slotOf[i] > 0 && this.free[this.slotOf[i] - 1] === 0) live++;
    if (live >= MAX_ENTRIES) {
      this.overflowed = true;
      return false;
    }
    const wanted = live * 4 > this.capacity ? this.capacity * 2 : this.capacity;
    this.rebuild(wanted, (slot) => this.free[slot] === 0);
    return true;
  }

  private rebuild(capacity: number, keep: (slot: number) => boolean): void {
    const { keyA, keyB, count, spread, slotOf, stamp, capacity: before } = this;
    this.capacity = capacity;
    this.used = 0;
    this.keyA = new Uint32Array(capacity);
    this.keyB = new Uint32Array(capacity);
    this.count = new Uint32Array(capacity);
    this.spread = new Uint16Array(capacity);
    this.slotOf = new Int32Array(capacity);
    this.stamp = new Int32Array(capacity).fill(-1);
    for (let i = 0; i < before; i++) {
      if (slotOf[i] === 0 || !keep(slotOf[i] - 1)) continue;
      const at = this.find(slotOf[i] - 1, keyA[i], keyB[i]);
      this.keyA[at] = keyA[i];
      this.keyB[at] = keyB[i];
      this.count[at] = count[i];
      this.spread[at] = spread[i];
      this.slotOf[at] = slotOf[i];
      this.stamp[at] = stamp[i];
      this.used++;
    }
  }

  /** Lets go of all that no prediction can need: values of slots where new values are no news. */
  prune(): void {
    const informative = Array.from({ length: this.slots }, (_, slot) => this.isInformative(slot));
    let live = 0;
    for (let i = 0; i < this.capacity; i++)
      if (this.slotOf[i] > 0 && informative[this.slotOf[i] - 1]) live++;
    informative.forEach((kept, slot) => {
      if (!kept) this.free[slot] = 1;
    });
    const capacity = Math.max(MIN_CAPACITY, 2 ** Math.ceil(Math.log2(Math.max(1, live) * 2 + 1)));
    this.rebuild(capacity, (slot) => informative[slot]);
  }

  /** The arrays that make it up, entries without gaps. */
  toArrays(): Record<string, BundleArray> {
    const live: number[] = [];
    for (let i = 0; i < this.capacity; i++) if (this.slotOf[i] > 0) live.push(i);
    const pick = <T extends Uint32Array | Uint16Array | Int32Array>(from: T, to: T) => {
      live.forEach((at, i) => (to[i] = from[at]));
      return to;
    };
    return {
      keyA: pick(this.keyA, new Uint32Array(live.length)),
      keyB: pick(this.keyB, new Uint32Array(live.length)),
      count: pick(this.count, new Uint32Array(live.length)),
      spread: pick(this.spread, new Uint16Array(live.length)),
      slotOf: pick(this.slotOf, new Int32Array(live.length)),
      lines: this.lines.slice(0, this.slots),
      values: this.values.slice(0, this.slots),
      free: this.free.slice(0, this.slots),
      histogram: this.histogram.slice(0, this.slots * SPREAD_BUCKETS),
    };
  }

  /** @throws BundleError */
  static fromArrays(bundle: Bundle, prefix: string): ValueNovelty {
    const novelty = new ValueNovelty();
    const keyA = bundle.array(`${prefix}keyA`, 'u32');
    const entries = keyA.length;
    const keyB = bundle.array(`${prefix}keyB`, 'u32', entries);
    const count = bundle.array(`${prefix}count`, 'u32', entries);
    const spread = bundle.array(`${prefix}spread`, 'u16', entries);
    const slotOf = bundle.array(`${prefix}slotOf`, 'i32', entries);
    novelty.lines = bundle.array(`${prefix}lines`, 'u32');
    novelty.slots = novelty.lines.length;
    novelty.values = bundle.array(`${prefix}values`, 'u32', novelty.slots);
    novelty.free = bundle.array(`${prefix}free`, 'u8', novelty.slots);
    novelty.histogram = bundle.array(`${prefix}histogram`, 'u32', novelty.slots * SPREAD_BUCKETS);
    if (slotOf.some((owner) => owner < 1 || owner > novelty.slots))
      throw new BundleError('a value belongs to a slot that is not there');
    const capacity = Math.max(MIN_CAPACITY, 2 ** Math.ceil(Math.log2(entries * 2 + 1)));
    novelty.rebuild(capacity, () => false);
    for (let i = 0; i < entries; i++) {
      const at = novelty.find(slotOf[i] - 1, keyA[i], keyB[i]);
      novelty.keyA[at] = keyA[i];
      novelty.keyB[at] = keyB[i];
      novelty.count[at] = count[i];
      novelty.spread[at] = spread[i];
      novelty.slotOf[at] = slotOf[i];
      novelty.used++;
    }
    return novelty;
  }
}
