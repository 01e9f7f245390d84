import { quantile } from '../scoring/tail_calibration';
import { hourOf, HOURS, Rates, type RateStatistics } from './rate_statistics';
import type { WindowBatch } from './window_batch';

const DAY_MS = 86_400_000;
/** A window counts half as much as one that is so much younger. */
const HALF_LIFE_MS = 14 * DAY_MS;
/** Counts beyond so many times the 90th percentile of a series' counts teach no more than that. */
const CAP_FACTOR = 2;
const CAP_QUANTILE = 0.9;
const LEAST_CAP = 3;
/** Windows' worth of the belief that a series is as clumpy as the others of its stream. */
const PRIOR_WINDOWS = 3;
/** Variance / mean − 1 where nothing tells it. */
const USUAL_EXCESS = 1;
/** Windows with a template that make a series of its own. */
const LEAST_WINDOWS = 2;

/** The statistics, and what a training window needs to be judged without itself. */
export interface LearnedRates {
  rates: Rates;
  /** By window. */
  weights: Float64Array;
  /** By series: counts above it were cut. */
  caps: Float64Array;
  /** By series: windows in which it came. */
  seen: Uint32Array;
  /** By series: Σ weight × squared difference from what is expected. */
  squares: Float64Array;
  /** By stream: {@link PRIOR_WINDOWS} times the usual excess of its series. */
  prior: Float64Array;
}

/** One non-zero count of a series. */
interface Entries {
  series: Int32Array;
  window: Int32Array;
  count: Float64Array;
}

/**
 * Learns usual rates from windows.
 * @param maxSeries templates of streams that get a rate of their own, the most frequent; all others are pooled
 */
export function learnRates(batch: WindowBatch, maxSeries: number): LearnedRates {
  const weights = windowWeights(batch);
  const statistics = emptyStatistics(batch, maxSeries);
  addWindows(statistics, batch, weights);
  const lookup = new Rates(statistics);
  const entries = entriesOf(batch, lookup);
  const { caps, seen } = capCounts(entries, statistics.sums.length);
  const { sums, hourSums } = statistics;
  for (let i = 0; i < entries.count.length; i++) {
    const series = entries.series[i];
    const window = entries.window[i];
    const lines = weights[window] * entries.count[i];
    sums[series] += lines;
    hourSums[series * HOURS + hourOf(batch.startMs[window])] += lines;
  }
  // How much an hour's profile can be trusted depends on the variance, and the variance on the profile.
  let learned = estimateExcess(statistics, batch, weights, entries, seen);
  statistics.excess.set(learned.excess);
  learned = estimateExcess(statistics, batch, weights, entries, seen);
  statistics.excess.set(learned.excess);
  return {
    rates: new Rates(statistics),
    weights,
    caps,
    seen,
    squares: learned.squares,
    prior: learned.prior,
  };
}

/** Shrinks a series' own variance / mean − 1 to that of its stream. */
export function shrunkExcess(
  squares: number,
  lines: number,
  windows: number,
  prior: number,
): number {
  const own = lines > 0 ? Math.max(0, squares / lines - 1) : 0;
  return (windows * own + prior) / (windows + PRIOR_WINDOWS);
}

/** Recent windows count more; those of a stream add up to as many as they are worth, (Σw)² / Σw². */
function windowWeights({ windows, stream, startMs, streams }: WindowBatch): Float64Array {
  const newest = startMs.reduce((most, start) => Math.max(most, start), -Infinity);
  const weights = startMs.map((start) => 2 ** ((start - newest) / HALF_LIFE_MS));
  const sums = new Float64Array(streams);
  const squares = new Float64Array(streams);
  for (let i = 0; i < windows; i++) {
    if (stream[i] < 0) continue;
    sums[stream[i]] += weights[i];
    squares[stream[i]] += weights[i] ** 2;
  }
  return weights.map((weight, i) =>
    stream[i] < 0 ? 0 : (weight * sums[stream[i]]) / squares[stream[i]],
  );
}

function emptyStatistics(batch: WindowBatch, maxSeries: number): RateStatistics {
  const { streams } = batch;
  const { offsets, templates } = chooseSeries(batch, maxSeries);
  const series = 2 * streams + templates.length;
  return {
    intervalMs: batch.intervalMs,
    streams,
    offsets,
    templates,
    weight: new Float64Array(streams),
    hourWeight: new Float64Array(streams * HOURS),
    days: new Int32Array(streams),
    sums: new Float64Array(series),
    hourSums: new Float64Array(series * HOURS),
    excess: new Float64Array(series).fill(USUAL_EXCESS),
  };
}

/** What came in one window only is pooled with what never came: the next new template is judged by it. */
function chooseSeries(
  { windows, stream, offsets, templates, trainedTemplates, streams }: WindowBatch,
  maxSeries: number,
): { offsets: Int32Array; templates: Int32Array } {
  const windowsOf = new Map<number, number>();
  for (let i = 0; i < windows; i++) {
    if (stream[i] < 0) continue;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      if (templates[at] < 0 || templates[at] >= trainedTemplates) continue;
      const key = stream[i] * trainedTemplates + templates[at];
      windowsOf.set(key, (windowsOf.get(key) ?? 0) + 1);
    }
  }
  const kept = [...windowsOf]
    .filter(([, count]) => count >= LEAST_WINDOWS)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, maxSeries)
    .map(([key]) => key)
    .sort((a, b) => a - b);
  const starts = new Int32Array(streams + 1);
  for (const key of kept) starts[Math.floor(key / trainedTemplates) + 1]++;
  for (let s = 0; s < streams; s++) starts[s + 1] += starts[s];
  return { offsets: starts, templates: Int32Array.from(kept, (key) => key % trainedTemplates) };
}

function addWindows(
  statistics: RateStatistics,
  { windows, stream, startMs }: WindowBatch,
  weights: Float64Array,
): void {
  const days = Array.from({ length: statistics.streams }, () => new Set<number>());
  for (let i = 0; i < windows; i++) {
    if (stream[i] < 0) continue;
    statistics.weight[stream[i]] += weights[i];
    statistics.hourWeight[stream[i] * HOURS + hourOf(startMs[i])] += weights[i];
    days[stream[i]].add(Math.floor(startMs[i] / DAY_MS));
  }
  days.forEach((seen, stream) => (statistics.days[stream] = seen.size));
}

/** Counts of the windows as counts of series: templates, the rest together, the total. */
function entriesOf(batch: WindowBatch, rates: Rates): Entries {
  const { windows, stream, offsets, templates, counts } = batch;
  const size = counts.length + 2 * windows;
  const series = new Int32Array(size);
  const window = new Int32Array(size);
  const count = new Float64Array(size);
  let used = 0;
  const add = (of: number, i: number, lines: number) => {
    if (lines === 0) return;
    series[used] = of;
    window[used] = i;
    count[used++] = lines;
  };
  for (let i = 0; i < windows; i++) {
    if (stream[i] < 0) continue;
    const restSeries = rates.restOf(stream[i]);
    let total = 0;
    let rest = 0;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const of = rates.find(stream[i], templates[at]);
      total += counts[at];
      if (of === restSeries) rest += counts[at];
      else add(of, i, counts[at]);
    }
    add(restSeries, i, rest);
    add(rates.totalOf(stream[i]), i, total);
  }
  return {
    series: series.subarray(0, used),
    window: window.subarray(0, used),
    count: count.subarray(0, used),
  };
}

/** Cuts outlying counts, so that bursts in the training data do not become what is usual. */
function capCounts(
  { series, count }: Entries,
  seriesCount: number,
): { caps: Float64Array; seen: Uint32Array } {
  const seen = new Uint32Array(seriesCount);
  for (const of of series) seen[of]++;
  const ends = new Uint32Array(seriesCount);
  for (let s = 0, end = 0; s < seriesCount; s++) ends[s] = end += seen[s];
  const grouped = new Float64Array(count.length);
  const next = ends.map((end, s) => end - seen[s]);
  for (let i = 0; i < count.length; i++) grouped[next[series[i]]++] = count[i];
  const caps = new Float64Array(seriesCount);
  for (let s = 0; s < seriesCount; s++) {
    const sorted = grouped.subarray(ends[s] - seen[s], ends[s]).sort();
    caps[s] = Math.max(LEAST_CAP, CAP_FACTOR * quantile(sorted, CAP_QUANTILE));
  }
  for (let i = 0; i < count.length; i++) count[i] = Math.min(count[i], caps[series[i]]);
  return { caps, seen };
}

function estimateExcess(
  statistics: RateStatistics,
  batch: WindowBatch,
  weights: Float64Array,
  entries: Entries,
  seen: Uint32Array,
): { excess: Float64Array; squares: Float64Array; prior: Float64Array } {
  const rates = new Rates(statistics);
  const { streams, hourWeight, sums, intervalMs } = statistics;
  const squares = new Float64Array(sums.length);
  const means = new Float64Array(sums.length * HOURS);
  for (let stream = 0; stream < streams; stream++)
    for (const series of rates.seriesOf(stream))
      for (let hour = 0; hour < HOURS; hour++) {
        const { mean } = rates.rate(stream, series, hour, intervalMs);
        means[series * HOURS + hour] = mean;
        // As if nothing had come; what came is put right below.
        squares[series] += hourWeight[stream * HOURS + hour] * mean * mean;
      }
  for (let i = 0; i < entries.count.length; i++) {
    const { series, window, count } = entries;
    const mean = means[series[i] * HOURS + hourOf(batch.startMs[window[i]])];
    squares[series[i]] += weights[window[i]] * count[i] * (count[i] - 2 * mean);
  }
  const prior = new Float64Array(streams);
  const excess = new Float64Array(sums.length);
  for (let stream = 0; stream < streams; stream++) {
    const own: number[] = [];
    for (const series of rates.seriesOf(stream))
      if (series !== rates.totalOf(stream) && seen[series] >= PRIOR_WINDOWS)
        own.push(Math.max(0, squares[series] / sums[series] - 1));
    const usual = own.length > 0 ? quantile(Float64Array.from(own).sort(), 0.5) : USUAL_EXCESS;
    prior[stream] = PRIOR_WINDOWS * usual;
    for (const series of rates.seriesOf(stream))
      excess[series] = shrunkExcess(squares[series], sums[series], seen[series], prior[stream]);
  }
  return { excess, squares, prior };
}
