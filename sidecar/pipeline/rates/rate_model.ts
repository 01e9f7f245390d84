import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { Contribution, FittedDetector } from '../detectors/detector';
import { countQuantile, logLowerTail, surprise, type CountRate } from './count_tail';
import { HOURS, hourOf, Rates, type RateStatistics } from './rate_statistics';
import type { WindowBatch } from './window_batch';

export const RATE_KIND = 'detector:rate';
/** Share of the total among a stream's series; its templates and the rest share what is left. */
const TOTAL_WEIGHT = 0.25;
/** A series whose absence is never as surprising as this, in nats, cannot be missed. */
const LEAST_MISSED = 0.1;

/** What is usual of a template (or of all of a stream) at a time. */
export interface ExpectedCount {
  mean: number;
  /** 95 of 100 windows have counts from low to high. */
  low: number;
  high: number;
}

/** How a count of a series is judged: from the model, or without a training window's own share. */
export type Judge = (series: number, stream: number, hour: number, count: number) => CountRate;

/** A part of a window's score: features are as in `explain`. */
export interface WindowPart {
  series: number;
  count: number;
  nats: number;
}

/**
 * Rates of streams and templates. The raw score of a window is the log of the weighted harmonic mean p-value of its
 * series (Wilson, PNAS 2019), negated: many series are looked at, and that does not make any of them stranger.
 * It depends on the window's counts and its time only.
 */
export class RateModel implements FittedDetector<WindowBatch> {
  /** Series by stream whose absence may be strange. */
  private readonly regular: Int32Array[];

  constructor(readonly rates: Rates) {
    const { streams, intervalMs } = rates.statistics;
    this.regular = Array.from({ length: streams }, (_, stream) => {
      const found: number[] = [];
      for (const series of rates.seriesOf(stream))
        for (let hour = 0; hour < HOURS; hour++)
          if (
            -logLowerTail(rates.rate(stream, series, hour, intervalMs), 0) >
            Math.LN2 + LEAST_MISSED
          ) {
            found.push(series);
            break;
          }
      return Int32Array.from(found);
    });
  }

  score(batch: WindowBatch): Float64Array {
    return this.scoreBy(batch, () => this.judge(batch.intervalMs));
  }

  /** @param judgeOf how the counts of a window are judged */
  scoreBy(batch: WindowBatch, judgeOf: (window: number) => Judge): Float64Array {
    const scores = new Float64Array(batch.windows);
    for (let i = 0; i < batch.windows; i++) {
      const stream = this.streamOf(batch, i);
      if (stream < 0) continue;
      scores[i] = Math.log1p(
        sumOf(this.parts(batch, i, judgeOf(i)), (part) => this.share(stream, part)),
      );
    }
    return scores;
  }

  /** Shares of the score by template (`template:N`), `stream` for the total, `rest` for what has no series of its own. */
  explain(batch: WindowBatch, i: number): Contribution[] {
    const stream = this.streamOf(batch, i);
    if (stream < 0) return [];
    const parts = this.parts(batch, i, this.judge(batch.intervalMs));
    const sum = sumOf(parts, (part) => this.share(stream, part));
    if (sum === 0) return [];
    const raw = Math.log1p(sum);
    return parts
      .map((part) => ({
        feature: this.featureOf(stream, part.series),
        value: raw * (this.share(stream, part) / sum),
      }))
      .sort((a, b) => b.value - a.value);
  }

  /**
   * What is usual at a time, for sentences.
   * @param template null for all lines of the stream
   * @returns null where the stream, or the template in it, has no rate of its own
   */
  expected(
    stream: number,
    template: number | null,
    startMs: number,
    intervalMs: number = this.rates.statistics.intervalMs,
  ): ExpectedCount | null {
    const { rates } = this;
    if (stream < 0 || stream >= rates.statistics.streams) return null;
    const series = template === null ? rates.totalOf(stream) : rates.find(stream, template);
    if (series === rates.restOf(stream)) return null;
    const rate = rates.rate(stream, series, hourOf(startMs), intervalMs);
    return { mean: rate.mean, low: countQuantile(rate, 0.025), high: countQuantile(rate, 0.975) };
  }

  private streamOf({ stream }: WindowBatch, i: number): number {
    return stream[i] < this.rates.statistics.streams ? stream[i] : -1;
  }

  private judge(intervalMs: number): Judge {
    return (series, stream, hour) => this.rates.rate(stream, series, hour, intervalMs);
  }

  private featureOf(stream: number, series: number): string {
    if (series === this.rates.totalOf(stream)) return 'stream';
    if (series === this.rates.restOf(stream)) return 'rest';
    return `template:${this.rates.templateOf(series)}`;
  }

  /** weight × (1/p − 1): the sum over series is the harmonic mean p-value's inverse, less 1. */
  private share(stream: number, { series, nats }: WindowPart): number {
    const { offsets } = this.rates.statistics;
    const others = offsets[stream + 1] - offsets[stream] + 1;
    const weight =
      series === this.rates.totalOf(stream) ? TOTAL_WEIGHT : (1 - TOTAL_WEIGHT) / others;
    return weight * Math.expm1(Math.min(nats, MOST_NATS));
  }

  /** The series of a window that are surprising at all. */
  private parts(batch: WindowBatch, i: number, judge: Judge): WindowPart[] {
    const { rates } = this;
    const stream = batch.stream[i];
    const hour = hourOf(batch.startMs[i]);
    const rest = rates.restOf(stream);
    const total = rates.totalOf(stream);
    const counts = new Map<number, number>([[total, 0]]);
    let lines = 0;
    for (let at = batch.offsets[i]; at < batch.offsets[i + 1]; at++) {
      const series = rates.find(stream, batch.templates[at]);
      counts.set(series, (counts.get(series) ?? 0) + batch.counts[at]);
      lines += batch.counts[at];
    }
    counts.set(total, lines);
    for (const series of this.regular[stream]) if (!counts.has(series)) counts.set(series, 0);
    // Nothing was pooled: that is no silence of any one template.
    if (counts.get(rest) === 0) counts.delete(rest);
    const parts: WindowPart[] = [];
    for (const [series, count] of counts) {
      const nats = surprise(judge(series, stream, hour, count), count);
      if (nats > 0) parts.push({ series, count, nats });
    }
    return parts;
  }

  toBytes(): Uint8Array {
    const { intervalMs, streams, ...arrays } = this.rates.statistics;
    return encodeBundle(RATE_KIND, { intervalMs, streams }, arrays);
  }
}

/** Keeps e^nats a number. */
const MOST_NATS = 600;

function sumOf(parts: readonly WindowPart[], value: (part: WindowPart) => number): number {
  let sum = 0;
  for (const part of parts) sum += value(part);
  return sum;
}

/** @throws BundleError */
export function loadRateModel(bytes: Uint8Array): RateModel {
  const bundle = decodeBundle(bytes, RATE_KIND);
  const { intervalMs, streams } = bundle.meta as { intervalMs: unknown; streams: unknown };
  if (typeof intervalMs !== 'number' || !(intervalMs > 0 && intervalMs < Infinity))
    throw new BundleError('the rates have an impossible interval');
  if (typeof streams !== 'number' || !Number.isInteger(streams) || streams < 0)
    throw new BundleError('the rates have an impossible number of streams');
  const offsets = bundle.array('offsets', 'i32', streams + 1);
  const templates = bundle.array('templates', 'i32');
  const series = 2 * streams + templates.length;
  const isRising = offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]);
  if (offsets[0] !== 0 || offsets[streams] !== templates.length || !isRising)
    throw new BundleError('the series of the rates do not fit their streams');
  const amounts = (name: string, length: number): Float64Array => {
    const array = bundle.array(name, 'f64', length);
    if (!array.every((value) => value >= 0 && value < Infinity))
      throw new BundleError(`the rates have impossible ${name}`);
    return array;
  };
  const statistics: RateStatistics = {
    intervalMs,
    streams,
    offsets,
    templates,
    weight: amounts('weight', streams),
    hourWeight: amounts('hourWeight', streams * HOURS),
    days: bundle.array('days', 'i32', streams),
    sums: amounts('sums', series),
    hourSums: amounts('hourSums', series * HOURS),
    excess: amounts('excess', series),
  };
  return new RateModel(new Rates(statistics));
}
