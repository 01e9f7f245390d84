import type { Episode } from './episodes';

const BIN_MS = 600_000;
/** How far apart patterns may begin to count as together. */
const REACH_MS = 300_000;
/** Different patterns that are looked back at. */
const MAX_RECENT = 24;
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
  private readonly starts = new Map<string, Bins>();
  private readonly pairs = new Map<string, Bins>();

  /** @param episodes in the order of their starts */
  constructor(episodes: readonly Episode[]) {
    for (const { lines, startMs } of episodes) raise(this.starts, lines[0].template.id, startMs);
    this.eachPair(episodes, (earlier, later) => {
      const [a, b] = [earlier.lines[0].template.id, later.lines[0].template.id];
      raise(this.pairs, `${a} ${b}`, later.startMs);
    });
  }

  /** Calls for every pair of different patterns that begin within reach, the latest episode of each. */
  eachPair(
    episodes: readonly Episode[],
    call: (earlier: Episode, later: Episode, from: number, to: number) => void,
  ): void {
    /** In the order of their latest start. */
    const recent = new Map<string, number>();
    episodes.forEach((later, to) => {
      const { id } = later.lines[0].template;
      // A pattern that does not come back tells nothing of what comes together.
      if ((this.starts.get(id)?.count ?? 0) < MIN_TIMES) return;
      for (const [other, from] of recent) {
        if (later.startMs - episodes[from].startMs > REACH_MS) recent.delete(other);
        else if (other !== id) call(episodes[from], later, from, to);
      }
      recent.delete(id);
      recent.set(id, to);
      if (recent.size > MAX_RECENT) recent.delete(recent.keys().next().value ?? '');
    });
  }

  /**
   * How much more often than by chance the later pattern followed the earlier one at other times.
   * @param ratePerMs how often the later pattern begins anyway
   * @returns share of the earlier one's occurrences, 0 where it is no more than chance, and how many they were
   */
  excess(earlier: Episode, later: Episode, ratePerMs: number): { share: number; times: number } {
    const [a, b] = [earlier.lines[0].template.id, later.lines[0].template.id];
    const times = this.pairs.get(`${a} ${b}`)?.count ?? 0;
    const starts = this.starts.get(a)?.count ?? 1;
    const chance = -Math.expm1(-ratePerMs * BIN_MS);
    const expected = starts * chance;
    if (times < MIN_TIMES || times - 1 < expected + 2 * Math.sqrt(expected)) {
      return { share: 0, times };
    }
    return { share: Math.max(0, (times - 1) / starts - chance), times };
  }
}

function raise(counts: Map<string, Bins>, key: string, atMs: number): void {
  const bin = Math.floor(atMs / BIN_MS);
  const known = counts.get(key);
  if (!known) counts.set(key, { count: 1, last: bin });
  else if (known.last !== bin) {
    known.count++;
    known.last = bin;
  }
}
