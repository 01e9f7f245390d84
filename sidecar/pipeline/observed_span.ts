import { quantile } from './scoring';
import type { Random } from './random';

const DAY_MS = 86_400_000;
const SAMPLE = 4096;
/** Times outside these quantiles may be broken clocks; the span leaves them out. */
const LOW = 0.005;
const HIGH = 0.995;

/** How long a stream is and how many lines it has a day, from a reservoir sample of its times. */
export class ObservedSpan {
  private readonly sample = new Float64Array(SAMPLE);
  private seen = 0;

  constructor(private readonly random: Random) {}

  add(timestampMs: number): void {
    if (Number.isNaN(timestampMs)) return;
    if (this.seen < SAMPLE) this.sample[this.seen] = timestampMs;
    else {
      const at = this.random.below(this.seen + 1);
      if (at < SAMPLE) this.sample[at] = timestampMs;
    }
    this.seen++;
  }

  /** @param lines lines in all, with and without a time */
  summary(lines: number): { firstMs: number; lastMs: number; days: number; linesPerDay: number } {
    if (this.seen < 2) return { firstMs: NaN, lastMs: NaN, days: NaN, linesPerDay: lines };
    const sorted = this.sample.slice(0, Math.min(SAMPLE, this.seen)).sort();
    const firstMs = quantile(sorted, LOW);
    const lastMs = quantile(sorted, HIGH);
    const days = (lastMs - firstMs) / (HIGH - LOW) / DAY_MS;
    return { firstMs, lastMs, days, linesPerDay: days > 0 ? lines / days : lines };
  }
}
