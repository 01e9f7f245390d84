import type { SeqPage } from '../sources/elasticsearch/seq_reader';
import type { ShardPosition } from '../sources/elasticsearch/shards';

/** After so many visibility times without a refresh there was nothing to refresh. */
const IDLE_FACTOR = 10;
const MIN_IDLE_MS = 30_000;

interface Candidate {
  position: ShardPosition;
  sinceMs: number;
}

/**
 * Up to where a missing sequence number will stay missing: there is no line (it was deleted, updated, or never
 * one). Below the local checkpoint of the primary nothing is in flight any more; what was there when the checkpoint
 * was seen is visible once the shard was refreshed after that. Elasticsearch says so in one of three ways: a later
 * line can be seen; its refreshes were counted up and the usual time has passed; or nothing was refreshed for a
 * long time, for want of anything to make visible.
 */
export class SettledPosition {
  private settled = -1;
  private candidate: Candidate | null = null;

  /** @param visibleAfterMs how long a line may take from written to visible; Infinity for no bound */
  constructor(private readonly visibleAfterMs: number) {}

  /** Every number up to here is settled. */
  get upTo(): number {
    return this.settled;
  }

  observe(position: ShardPosition, nowMs: number): void {
    if (this.candidate && this.isVisible(this.candidate, position, nowMs)) this.settle();
    if (position.localCheckpoint > this.settled) {
      this.candidate ??= { position, sinceMs: nowMs };
    }
  }

  /** A line can be seen. */
  sawLine(seqNo: number): void {
    if (this.candidate && seqNo > this.candidate.position.maxSeqNo) this.settle();
  }

  private settle(): void {
    this.settled = Math.max(this.settled, this.candidate?.position.localCheckpoint ?? -1);
    this.candidate = null;
  }

  private isVisible({ position: before, sinceMs }: Candidate, now: ShardPosition, nowMs: number) {
    const elapsedMs = nowMs - sinceMs;
    const isRefreshed =
      now.refreshes.length === before.refreshes.length &&
      now.refreshes.every((refreshes, copy) => refreshes > before.refreshes[copy]);
    if (isRefreshed && elapsedMs >= this.visibleAfterMs) return true;
    return elapsedMs >= Math.max(MIN_IDLE_MS, IDLE_FACTOR * this.visibleAfterMs);
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
