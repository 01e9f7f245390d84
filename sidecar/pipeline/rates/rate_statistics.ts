import type { CountRate } from './count_tail';

export const HOURS = 24;
const HOUR_MS = 3_600_000;

/** Variance beyond chance that every rate has, relative to the square of its mean: a tenth up and down is no news. */
const LEAST_RELATIVE_VARIANCE = 0.01;
/** Lines that an hour has to have beyond the shrinkage of its profile, times variance / mean. */
const PROFILE_SHRINKAGE = 10;

/** What a model of rates rests on. A stream's series are: its total, the rest, then its own templates. */
export interface RateStatistics {
  intervalMs: number;
  streams: number;
  /** streams + 1 offsets into `templates`. */
  offsets: Int32Array;
  /** Templates of each stream that have a series of their own, rising. */
  templates: Int32Array;
  /** Windows of each stream, recent ones counting more. */
  weight: Float64Array;
  /** The same by hour of the day, streams × 24. */
  hourWeight: Float64Array;
  /** Days on which each stream was seen. */
  days: Int32Array;
  /** Weighted lines of each series: totals of all streams, rests of all streams, then as `templates`. */
  sums: Float64Array;
  /** The same by hour of the day, series × 24. */
  hourSums: Float64Array;
  /** Variance / mean − 1 of each series. */
  excess: Float64Array;
}

/** A training window's own share of a series, to be taken out. */
export interface Own {
  weight: number;
  count: number;
}
const NOTHING: Own = { weight: 0, count: 0 };

export function hourOf(startMs: number): number {
  const hour = Math.floor(startMs / HOUR_MS) % HOURS;
  return hour < 0 ? hour + HOURS : hour;
}

/** Rates of series by hour of the day, worked out from the sums. */
export class Rates {
  /** Σ over hours of weight × profile, by series. */
  private readonly norms: Float64Array;

  constructor(readonly statistics: RateStatistics) {
    const { streams, templates } = statistics;
    this.norms = new Float64Array(2 * streams + templates.length);
    for (let stream = 0; stream < streams; stream++) {
      for (const series of this.seriesOf(stream)) {
        let norm = 0;
        for (let hour = 0; hour < HOURS; hour++)
          norm +=
            statistics.hourWeight[stream * HOURS + hour] *
            this.profile(stream, series, hour, NOTHING);
        this.norms[series] = norm;
      }
    }
  }

  totalOf(stream: number): number {
    return stream;
  }

  restOf(stream: number): number {
    return this.statistics.streams + stream;
  }

  /** The series of a template in a stream; that of the rest where it has none of its own. */
  find(stream: number, template: number): number {
    const { offsets, templates, streams } = this.statistics;
    let low = offsets[stream];
    let high = offsets[stream + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (templates[middle] < template) low = middle + 1;
      else high = middle;
    }
    const isFound = low < offsets[stream + 1] && templates[low] === template;
    return isFound ? 2 * streams + low : this.restOf(stream);
  }

  /** All series of a stream. */
  *seriesOf(stream: number): Generator<number> {
    const { offsets, streams } = this.statistics;
    yield this.totalOf(stream);
    yield this.restOf(stream);
    for (let i = offsets[stream]; i < offsets[stream + 1]; i++) yield 2 * streams + i;
  }

  /** Template of a series that is neither a total nor a rest. */
  templateOf(series: number): number {
    return this.statistics.templates[series - 2 * this.statistics.streams];
  }

  /**
   * What to expect of a series in a window that starts in an hour.
   * @param excess where it is not the fitted one
   */
  rate(
    stream: number,
    series: number,
    hour: number,
    intervalMs: number,
    own: Own = NOTHING,
    excess: number = this.statistics.excess[series],
  ): CountRate {
    const { statistics } = this;
    const profile = this.profile(stream, series, hour, own);
    // Half a line: what never came may still come (Jeffreys' prior of a Poisson rate).
    const lines = statistics.sums[series] - own.weight * own.count + 0.5;
    const windows = Math.max(1, this.norms[series] - own.weight * profile);
    const scale = intervalMs / statistics.intervalMs;
    const mean = Math.max(0, (lines / windows) * profile * scale);
    const known = Math.max(1, this.windowsBehind(stream, hour) - own.weight);
    return {
      mean,
      // The mean itself is known from so many windows only.
      excess: excess + (1 + excess) / known + LEAST_RELATIVE_VARIANCE * mean,
    };
  }

  private hasProfile(stream: number): boolean {
    return this.statistics.days[stream] >= 2;
  }

  private windowsBehind(stream: number, hour: number): number {
    const { weight, hourWeight } = this.statistics;
    return this.hasProfile(stream) ? hourWeight[stream * HOURS + hour] : weight[stream];
  }

  /**
   * How many times its mean a series has in an hour: its own hour shrunk to that of its stream, which is shrunk to 1.
   * What a training window leaves out of its own template it does not leave out of its stream's: that hardly moves.
   */
  private profile(stream: number, series: number, hour: number, own: Own): number {
    if (!this.hasProfile(stream)) return 1;
    const total = this.totalOf(stream);
    if (series === total) return this.relativeHour(stream, series, hour, 1, own);
    const ofStream = this.relativeHour(stream, total, hour, 1, NOTHING);
    return ofStream * this.relativeHour(stream, series, hour, ofStream, own);
  }

  private relativeHour(
    stream: number,
    series: number,
    hour: number,
    base: number,
    own: Own,
  ): number {
    const { sums, hourSums, weight, hourWeight, days, excess } = this.statistics;
    const ownLines = own.weight * own.count;
    const mean =
      Math.max(0, sums[series] - ownLines + 0.5) / Math.max(1, weight[stream] - own.weight);
    const seen = Math.max(0, hourSums[series * HOURS + hour] - ownLines);
    const windows = Math.max(0, hourWeight[stream * HOURS + hour] - own.weight);
    const shrinkage = (PROFILE_SHRINKAGE * (1 + excess[series])) / (days[stream] - 1);
    return (seen + shrinkage) / (mean * base * windows + shrinkage);
  }
}
