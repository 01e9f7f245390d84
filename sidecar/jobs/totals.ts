import type { Checkpoint } from '../store/stores';

export type Counts = Record<string, number>;

export function addCounts(a: Counts, b: Counts): Counts {
  const sum = { ...a };
  for (const [reason, lines] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + lines;
  return sum;
}

export interface Totals {
  lines: number;
  flagged: number;
  skipped: Counts;
}

/** What all shards of a job line amount to. */
export function totalsOf(checkpoints: readonly Checkpoint[]): Totals {
  const totals: Totals = { lines: 0, flagged: 0, skipped: {} };
  for (const { lines, flagged, skipped } of checkpoints) {
    totals.lines += lines;
    totals.flagged += flagged;
    totals.skipped = addCounts(totals.skipped, skipped);
  }
  return totals;
}
