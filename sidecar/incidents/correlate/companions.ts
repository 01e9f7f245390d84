import type { Episode } from './episodes';

const BIN_MS = 600_000;
/** How far apart patterns may begin to count as together. */
const REACH_MS = 300_000;
/** Different patterns that are looked back at: at most, and fewer where there are many episodes. */
const MAX_RECENT = 8;
const MAX_PAIRS = 100_000;
/** Times that two patterns must have come together, the present one included. */
const MIN_TIMES = 3;

interface Bins {
  count: number;
  last: number;
}

/**
 * Which patterns come together more often than chance: how many ten-minute bins saw the one begin soon after the
 * other. Learned from the whole period; the occasion that is judged is left out of its own evidence.
 */
export class Companions {
  /** Number of each episode's pattern. */
  private readonly patterns: Int32Array;
  private readonly starts = new Map<number, Bins>();
  private readonly pairs = new Map<number, Bins>();

  /** @param episodes in the order of their starts */
  constructor(private readonly episodes: readonly Episode[]) {
    const numbers = new Map<string, number>();
    this.patterns = Int32Array.from(episodes, ({ lines }) => {
      const { id } = lines[0].template;
      const number = numbers.get(id) ?? numbers.size;
      numbers.set(id, number);
      return number;
    });
    episodes.forEach(({ startMs }, i) => raise(this.starts, this.patterns[i], startMs));
    this.eachPair((from, to) => raise(this.pairs, this.pairOf(from, to), episodes[to].startMs));
  }

  /** Calls for every pair of different patterns that begin within reach, with the latest episode of the earlier. */
  eachPair(call: (from: number, to: number) => void): void {
    /** In the order of their latest start. */
    const recent = new Map<number, number>();
    const maxRecent = Math.min(MAX_RECENT, Math.ceil(MAX_PAIRS / this.episodes.length));
    this.episodes.forEach((later, to) => {
      const pattern = this.patterns[to];
      // A pattern that does not come back tells nothing of what comes together.
      if ((this.starts.get(pattern)?.count ?? 0) < MIN_TIMES) return;
      for (const [other, from] of recent) {
        if (later.startMs - this.episodes[from].startMs > REACH_MS) recent.delete(other);
        else if (other !== pattern) call(from, to);
      }
      recent.delete(pattern);
      recent.set(pattern, to);
      if (recent.size > maxRecent) recent.delete(recent.keys().next().value ?? -1);
    });
  }

  /**
   * How much more often than by chance the later pattern followed the earlier one at other times.
   * @param ratePerMs how often the later pattern begins anyway
   * @returns share of the earlier one's occurrences, 0 where it is no more than chance, and how many they were
   */
  excess(from: number, to: number, ratePerMs: number): { share: number; times: number } {
    const times = this.pairs.get(this.pairOf(from, to))?.count ?? 0;
    const starts = this.starts.get(this.patterns[from])?.count ?? 1;
    const chance = -Math.expm1(-ratePerMs * BIN_MS);
    const expected = starts * chance;
    if (times < MIN_TIMES || times - 1 < expected + 2 * Math.sqrt(expected)) {
      return { share: 0, times };
    }
    return { share: Math.max(0, (times - 1) / starts - chance), times };
  }

  private pairOf(from: number, to: number): number {
    return this.patterns[from] * 2 ** 26 + this.patterns[to];
  }
}

function raise(counts: Map<number, Bins>, key: number, atMs: number): void {
  const bin = Math.floor(atMs / BIN_MS);
  const known = counts.get(key);
  if (!known) counts.set(key, { count: 1, last: bin });
  else if (known.last !== bin) {
    known.count++;
    known.last = bin;
  }
}
