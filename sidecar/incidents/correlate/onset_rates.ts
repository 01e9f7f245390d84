import { BANDS } from './episodes';

const BIN_MS = 300_000;

/**
 * How often episodes begin, by what they have in common (a host, a service, …), as a Poisson process. The rate is
 * taken from the share of five-minute bins in which anything began, −ln(1 − share) / bin: a storm of many in one
 * bin counts once, and so hardly raises the rate by which it is itself judged.
 */
export class OnsetRates {
  /** Per context and band: bins in which an episode of at least that band began, and the last such bin. */
  private readonly contexts = new Map<string, { bins: number[]; last: number[] }>();
  private readonly bins: number;

  /** @param periodMs the time that was watched */
  constructor(private readonly periodMs: number) {
    this.bins = Math.max(1, periodMs / BIN_MS);
  }

  /** Onsets have to come in the order of time. */
  add(context: string, band: number, startMs: number): void {
    let known = this.contexts.get(context);
    if (!known) {
      known = { bins: BANDS.map(() => 0), last: BANDS.map(() => -1) };
      this.contexts.set(context, known);
    }
    const bin = Math.floor(startMs / BIN_MS);
    for (let i = 0; i <= band; i++) {
      if (known.last[i] === bin) continue;
      known.last[i] = bin;
      known.bins[i]++;
    }
  }

  /** Episodes of at least this band a millisecond; at least one in the period. */
  perMs(context: string, band: number): number {
    const bins = this.contexts.get(context)?.bins[band] ?? 0;
    // Of a period that is full no more can be said than that there is about one a bin, or more.
    const share = Math.min(bins / this.bins, 1 - 0.05);
    return Math.max(1 / this.periodMs, -Math.log1p(-share) / BIN_MS);
  }
}
