import { BANDS } from './episodes';

const BIN_MS = 300_000;
/** Of a period that is full no more can be said than that there is about one a bin, or more. */
const MAX_SHARE = 0.95;
/** Of each band so many are kept: a single line in between does not hide what began before it. */
const KEPT = 2;
const NO_EPISODES = new Array<number>(KEPT * BANDS.length).fill(-1);

/**
 * Episodes that begin in one context (a host, a service, …): how often, as a Poisson process, and which were the
 * latest. The rate is taken from the share of five-minute bins in which anything began, −ln(1 − share) / bin: a
 * storm of many in one bin counts once, and so hardly raises the rate by which it is itself judged.
 */
export class Onsets {
  /** Per band: bins in which an episode of at least that band began, and the last such bin. */
  private readonly bins = BANDS.map(() => 0);
  private readonly lastBin = BANDS.map(() => -1);
  private rates: number[] | null = null;
  /** Numbers of the latest episodes: the last and the one before it of each band, −1 for none. */
  private latest: number[] | null = null;

  /** @param periodMs the time that was watched */
  constructor(private readonly periodMs: number) {}

  /** Counts an onset for the rate; in the order of time. */
  count(band: number, startMs: number): void {
    const bin = Math.floor(startMs / BIN_MS);
    for (let i = 0; i <= band; i++) {
      if (this.lastBin[i] === bin) continue;
      this.lastBin[i] = bin;
      this.bins[i]++;
    }
  }

  /** Episodes of at least this band a millisecond, at least one in the period; once all are counted. */
  perMs(band: number): number {
    this.rates ??= this.bins.map((bins) => {
      const share = Math.min((bins * BIN_MS) / this.periodMs, MAX_SHARE);
      return Math.max(1 / this.periodMs, -Math.log1p(-share) / BIN_MS);
    });
    return this.rates[band];
  }

  remember(band: number, episode: number): void {
    this.latest ??= [...NO_EPISODES];
    this.latest[KEPT * band + 1] = this.latest[KEPT * band];
    this.latest[KEPT * band] = episode;
  }

  each(call: (episode: number) => void): void {
    if (!this.latest) return;
    for (const episode of this.latest) if (episode >= 0) call(episode);
  }
}

/** Contexts by name. */
export class OnsetTable {
  private readonly byName = new Map<string, Onsets>();

  constructor(private readonly periodMs: number) {}

  of(name: string): Onsets {
    let onsets = this.byName.get(name);
    if (!onsets) this.byName.set(name, (onsets = new Onsets(this.periodMs)));
    return onsets;
  }
}
