import type { ConsumedPartition, ConsumerStatus } from '../../common/api/consumer/schema';
import { addCounts } from '../jobs/totals';

type Totals = Pick<ConsumerStatus, 'lines_done' | 'lines_flagged' | 'dead_letters' | 'skipped'>;

/** What was done, counted once it is written. */
export class Tally {
  readonly totals: Totals = { lines_done: 0, lines_flagged: 0, dead_letters: 0, skipped: {} };

  add(lines: number, flagged: number, deadLetters: number, skipped: Record<string, number>): void {
    this.totals.lines_done += lines;
    this.totals.lines_flagged += flagged;
    this.totals.dead_letters += deadLetters;
    this.totals.skipped = addCounts(this.totals.skipped, skipped);
  }
}

/** Messages behind in all partitions; null where that is not known of each. */
export function lagOf(partitions: readonly Pick<ConsumedPartition, 'lag'>[]): number | null {
  let sum = 0;
  for (const { lag } of partitions) {
    if (lag === null) return null;
    sum += lag;
  }
  return sum;
}
