import type { RhythmName } from '../../common/api/forecast/schema';

const MINUTE_MS = 60_000;

/** Rhythms that logs are known to have. */
const RHYTHMS: readonly { name: RhythmName; lengthMs: number }[] = [
  { name: 'hourly', lengthMs: 60 * MINUTE_MS },
  { name: 'daily', lengthMs: 24 * 60 * MINUTE_MS },
  { name: 'weekly', lengthMs: 7 * 24 * 60 * MINUTE_MS },
];

/** Fewer phases are no profile. */
const MIN_PERIOD = 4;
/** Beyond two seasons, the share of another one that a back-test needs. */
const MIN_REST = 0.25;
/** Share of the variation that the profile of other seasons has to explain. */
const MIN_STRENGTH = 0.1;
/** What a longer rhythm, which holds the shorter ones, has to explain on top. */
const LONGER_GAIN = 0.05;

export interface Season {
  name: RhythmName;
  /** Intervals. */
  period: number;
  /** Share of the variation within seasons that the other seasons explain; at most 1. */
  strength: number;
}

export interface SeasonSearch {
  season: Season | null;
  /** Rhythms that the data are too short for. */
  tooShort: RhythmName[];
}

/** The rhythm that explains the series best, of those that the series is long enough for. */
export function findSeason(values: Float64Array, intervalMs: number): SeasonSearch {
  const search: SeasonSearch = { season: null, tooShort: [] };
  for (const { name, lengthMs } of RHYTHMS) {
    const period = lengthMs / intervalMs;
    if (!Number.isInteger(period) || period < MIN_PERIOD) continue;
    if (values.length < Math.ceil((2 + MIN_REST) * period)) {
      search.tooShort.push(name);
      continue;
    }
    const strength = seasonStrength(values, period);
    const least = search.season ? search.season.strength + LONGER_GAIN : MIN_STRENGTH;
    if (strength >= least) search.season = { name, period, strength };
  }
  return search;
}

/**
 * 1 − (variation around the profile of the other seasons) / (variation around the level), each season judged by the
 * profile without it. The level is the moving average of one season. Noise gives values below 0.
 */
export function seasonStrength(values: Float64Array, period: number): number {
  const seasons = Math.floor(values.length / period);
  if (seasons < 2) return -Infinity;
  const average = movingAverage(values, period);
  const half = period >> 1;
  // The latest whole seasons; at both ends the level is that of the nearest average.
  const start = values.length - seasons * period;
  const rest = Float64Array.from({ length: seasons * period }, (_, i) => {
    const nearest = Math.min(average.length - 1, Math.max(0, start + i - half));
    return values[start + i] - average[nearest];
  });
  const sums = new Float64Array(period);
  for (let i = 0; i < rest.length; i++) sums[i % period] += rest[i];
  let around = 0;
  let total = 0;
  for (let i = 0; i < rest.length; i++) {
    const others = (sums[i % period] - rest[i]) / (seasons - 1);
    around += (rest[i] - others) ** 2;
    total += rest[i] ** 2;
  }
  return total > 0 ? 1 - around / total : -Infinity;
}

/**
 * The classical profile of a season by phase from the first value on: means of the differences from (or ratios to) the
 * centred moving average of one period, adding up to 0 (or to the period).
 * @param values at least two periods
 */
export function seasonProfile(
  values: Float64Array,
  period: number,
  multiplicative: boolean,
): Float64Array {
  const average = movingAverage(values, period);
  const half = period >> 1;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let i = 0; i < average.length; i++) {
    const t = i + half;
    sums[t % period] += multiplicative
      ? values[t] / Math.max(1e-9, average[i])
      : values[t] - average[i];
    counts[t % period]++;
  }
  const profile = sums.map((sum, phase) => sum / Math.max(1, counts[phase]));
  const mean = profile.reduce((sum, value) => sum + value, 0) / period;
  return profile.map((value) =>
    multiplicative ? Math.max(1e-3, value / Math.max(1e-9, mean)) : value - mean,
  );
}

/** Centred moving average over one period; for an even one, half weights at both ends. */
function movingAverage(values: Float64Array, period: number): Float64Array {
  const half = period >> 1;
  const isEven = period % 2 === 0;
  const result = new Float64Array(Math.max(0, values.length - 2 * half));
  let sum = 0;
  for (let t = 0; t <= 2 * half && t < values.length; t++) sum += values[t];
  for (let i = 0; i < result.length; i++) {
    const ends = isEven ? (values[i] + values[i + 2 * half]) / 2 : 0;
    result[i] = (sum - ends) / period;
    sum += (values[i + 2 * half + 1] ?? 0) - values[i];
  }
  return result;
}
