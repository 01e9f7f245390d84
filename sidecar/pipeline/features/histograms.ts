import type { Bundle, BundleArray } from '../bundle';

export const HISTOGRAM_BINS = 64;
const BINS_PER_OCTAVE = 1.5;

/** The bin of a number: about 1.6 wide as a ratio, so that 64 bins reach 4·10¹². Negative numbers do not occur. */
export function numberBin(value: number): number {
  const bin = Math.floor(BINS_PER_OCTAVE * Math.log2(1 + value));
  return bin < HISTOGRAM_BINS ? bin : HISTOGRAM_BINS - 1;
}

/** The least whole number that falls into a bin. */
export function numberOfBin(bin: number): number {
  return Math.ceil(2 ** (bin / BINS_PER_OCTAVE) - 1);
}

const LENGTH_BINS_PER_OCTAVE = 4;
const BIN_OF_LENGTH = Uint8Array.from({ length: 1024 }, (_, length) => exactLengthBin(length));
function exactLengthBin(length: number): number {
  return Math.min(HISTOGRAM_BINS - 1, Math.floor(LENGTH_BINS_PER_OCTAVE * Math.log2(1 + length)));
}

/** The bin of a length in characters: 1.2 wide as a ratio. */
export function lengthBin(length: number): number {
  return length < 1024 ? BIN_OF_LENGTH[length] : exactLengthBin(length);
}

/** The greatest length that falls into a bin. */
export function lengthOfBin(bin: number): number {
  return Math.ceil(2 ** ((bin + 1) / LENGTH_BINS_PER_OCTAVE) - 1) - 1;
}

/** Many small histograms in one array, with tail surprises worked out when they are asked for. */
export class Histograms {
  private slots = 0;
  private counts = new Uint32Array(64 * HISTOGRAM_BINS);
  private totals = new Uint32Array(64);
  /** slots × bins, −ln of the upper (and of the lower) tail; stale where `fresh` is 0. */
  private upper = new Float32Array(64 * HISTOGRAM_BINS);
  private lower = new Float32Array(64 * HISTOGRAM_BINS);
  private fresh = new Uint8Array(64);

  newSlot(): number {
    if (this.slots === this.totals.length) this.resize(this.slots * 2);
    return this.slots++;
  }

  get slotCount(): number {
    return this.slots;
  }

  private resize(size: number): void {
    const { counts, totals } = this;
    this.counts = new Uint32Array(size * HISTOGRAM_BINS);
    this.counts.set(counts);
    this.totals = new Uint32Array(size);
    this.totals.set(totals);
    this.upper = new Float32Array(size * HISTOGRAM_BINS);
    this.lower = new Float32Array(size * HISTOGRAM_BINS);
    this.fresh = new Uint8Array(size);
  }

  /** Counts (sign 1) or uncounts (sign −1). */
  add(slot: number, bin: number, sign: 1 | -1): void {
    this.counts[slot * HISTOGRAM_BINS + bin] += sign;
    this.totals[slot] += sign;
    this.fresh[slot] = 0;
  }

  total(slot: number): number {
    return this.totals[slot];
  }

  /** −ln of the share of lines in this bin or beyond it upwards. */
  upperSurprise(slot: number, bin: number): number {
    if (this.fresh[slot] === 0) this.refresh(slot);
    return this.upper[slot * HISTOGRAM_BINS + bin];
  }

  /** −ln of twice the share of lines in this bin or beyond it, on the rarer side. */
  eitherSurprise(slot: number, bin: number): number {
    if (this.fresh[slot] === 0) this.refresh(slot);
    const at = slot * HISTOGRAM_BINS + bin;
    return Math.max(0, Math.max(this.upper[at], this.lower[at]) - Math.LN2);
  }

  /** The bin that holds the line at this share of all, counted from the least. */
  quantileBin(slot: number, share: number): number {
    let left = this.totals[slot] * share;
    for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
      left -= this.counts[slot * HISTOGRAM_BINS + bin];
      if (left <= 0) return bin;
    }
    return HISTOGRAM_BINS - 1;
  }

  private refresh(slot: number): void {
    const base = slot * HISTOGRAM_BINS;
    const total = this.totals[slot] + 1;
    let below = 0;
    for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
      // Half a line more keeps the unseen finite.
      this.upper[base + bin] = -Math.log(Math.min(1, (this.totals[slot] - below + 0.5) / total));
      below += this.counts[base + bin];
      this.lower[base + bin] = -Math.log(Math.min(1, (below + 0.5) / total));
    }
    this.fresh[slot] = 1;
  }

  toArrays(): Record<string, BundleArray> {
    return {
      counts: this.counts.slice(0, this.slots * HISTOGRAM_BINS),
      totals: this.totals.slice(0, this.slots),
    };
  }

  /** @throws BundleError */
  static fromArrays(bundle: Bundle, prefix: string): Histograms {
    const histograms = new Histograms();
    const totals = bundle.array(`${prefix}totals`, 'u32');
    const counts = bundle.array(`${prefix}counts`, 'u32', totals.length * HISTOGRAM_BINS);
    // Never smaller than a new one, whose counts it takes along.
    histograms.resize(Math.max(histograms.totals.length, totals.length));
    histograms.slots = totals.length;
    histograms.totals.set(totals);
    histograms.counts.set(counts);
    return histograms;
  }
}
