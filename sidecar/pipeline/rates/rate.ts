import type { Detector, FitOptions, FitProgress, FitResult } from '../detectors/detector';
import { learnRates, shrunkExcess, type LearnedRates } from './learn_rates';
import { loadRateModel, RateModel, type Judge } from './rate_model';
import { HOURS } from './rate_statistics';
import { joinWindows, type WindowBatch } from './window_batch';

/** Templates of streams that get a rate of their own. */
const MAX_SERIES = 50_000;

export interface RateOptions {
  maxSeries?: number;
}

/** Counts per stream and template against what is usual at that hour: too many, too few, or none at all. */
export function rate({ maxSeries = MAX_SERIES }: RateOptions = {}): Detector<WindowBatch> {
  async function* fit(
    batches: Iterable<WindowBatch> | AsyncIterable<WindowBatch>,
    { signal }: FitOptions,
  ): AsyncGenerator<FitProgress, FitResult<WindowBatch>> {
    yield { phase: 'Collecting counts', fraction: 0 };
    const batch = await joinWindows(batches);
    signal?.throwIfAborted();
    yield { phase: 'Learning usual rates', fraction: 0.3 };
    const learned = learnRates(batch, maxSeries);
    signal?.throwIfAborted();
    const fitted = new RateModel(learned.rates);
    return { fitted, trainingScores: () => scoreTraining(fitted, learned, batch) };
  }
  return {
    name: 'rate',
    description: 'Streams and patterns that come far more often or less often than is usual.',
    fit,
    memoryBytes: ({ units, events, templates }) => {
      const entries = Math.min(events, units * templates) + 2 * units;
      return 48 * entries + 10 * HOURS * 8 * Math.min(maxSeries, entries);
    },
    fromBytes: loadRateModel,
  };
}

/**
 * Each window is judged by rates from which its own counts are taken out: of the sums, of those of its hour and of the
 * variance. What it adds to the profile of its stream and to the caps stays in.
 */
function scoreTraining(
  fitted: RateModel,
  { rates, weights, caps, seen, squares, prior }: LearnedRates,
  batch: WindowBatch,
): Float64Array {
  const { sums } = rates.statistics;
  return fitted.scoreBy(batch, (window): Judge => {
    const weight = weights[window];
    return (series, stream, hour, count) => {
      const own = { weight, count: Math.min(count, caps[series]) };
      if (own.count === 0) return rates.rate(stream, series, hour, batch.intervalMs, own);
      const { mean } = rates.rate(stream, series, hour, batch.intervalMs);
      const excess = shrunkExcess(
        squares[series] - weight * (own.count - mean) ** 2,
        sums[series] - weight * own.count,
        seen[series] - 1,
        prior[stream],
      );
      return rates.rate(stream, series, hour, batch.intervalMs, own, excess);
    };
  });
}
