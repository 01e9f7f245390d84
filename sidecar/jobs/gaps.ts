import type { SeqPage } from '../sources/elasticsearch/seq_reader';

/**
 * Up to where a missing sequence number will stay missing. A number below the local checkpoint of the
 * primary is no longer in flight; once its line has had the time to become visible, its absence means that
 * there is no line (it was deleted, updated, or never one).
 */
export class SettledPosition {
  private settled = -1;
  private candidate: { position: number; sinceMs: number } | null = null;

  /** @param visibleAfterMs how long a line may take from written to visible */
  constructor(private readonly visibleAfterMs: number) {}

  /** Every number up to here is settled. */
  get upTo(): number {
    return this.settled;
  }

  observe(localCheckpoint: number, nowMs: number): void {
    if (this.candidate && nowMs - this.candidate.sinceMs >= this.visibleAfterMs) {
      this.settled = this.candidate.position;
      this.candidate = null;
    }
    if (localCheckpoint > this.settled) {
      this.candidate ??= { position: localCheckpoint, sinceMs: nowMs };
    }
  }
}

/**
 * The part of a page that ends before the first missing number that is not settled: a line may still
 * appear there, and would be missed for ever if the batch went past it.
 * @param fromSeqNo the first number that has not been scored
 */
export function cutAtGap(page: SeqPage, fromSeqNo: number, settledUpTo: number): SeqPage {
  let expected = Math.max(fromSeqNo, settledUpTo + 1);
  for (let i = 0; i < page.lines.length; i++) {
    const { seqNo } = page.lines[i];
    if (seqNo < expected) continue;
    if (seqNo > expected) {
      return { ...page, nextSeqNo: expected, lines: page.lines.slice(0, i) };
    }
    expected++;
  }
  // After the last line nothing was seen: numbers there may be given out and not visible yet.
  if (expected >= page.nextSeqNo || page.oversize > 0) return page;
  return { ...page, nextSeqNo: expected };
}
