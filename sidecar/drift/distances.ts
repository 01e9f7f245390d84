/** Distances between two distributions over the same bins, and bounds on what chance does to them. */

/** Added to every bin, so that an empty one makes no infinite distance. */
const PSEUDO_COUNT = 0.5;
/** z of a one-sided 99.9 % bound. */
const Z = 3.0902;
/** 99.9 % quantile of χ² with 9 degrees of freedom, for 10 bins. */
const CHI2_9 = 27.877;
/** √(−½ ln(0.001 / 2)): the 99.9 % point of Kolmogorov's distribution, by its first term. */
const KOLMOGOROV = 1.9495;

export const sumOf = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** Population stability index: Σ (p − q) ln(p / q), the symmetric Kullback–Leibler divergence (Jeffreys 1946). */
export function populationStabilityIndex(a: readonly number[], b: readonly number[]): number {
  const totalA = sumOf(a) + PSEUDO_COUNT * a.length;
  const totalB = sumOf(b) + PSEUDO_COUNT * b.length;
  let psi = 0;
  for (let bin = 0; bin < a.length; bin++) {
    const p = (a[bin] + PSEUDO_COUNT) / totalA;
    const q = (b[bin] + PSEUDO_COUNT) / totalB;
    psi += (p - q) * Math.log(p / q);
  }
  return psi;
}

/**
 * The population stability index that two samples of one distribution over 10 bins exceed once in a thousand times: it is
 * spread as (1/n + 1/m) χ² with 9 degrees of freedom (Yurdakul, Statistical Properties of Population Stability Index, 2018).
 */
export function stabilityIndexByChance(n: number, m: number): number {
  return (1 / n + 1 / m) * CHI2_9;
}

/** Greatest difference of the cumulative shares (Kolmogorov–Smirnov); on bins a lower bound of that of the lines. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): number {
  const [totalA, totalB] = [sumOf(a), sumOf(b)];
  if (totalA === 0 || totalB === 0) return 0;
  let [cumulativeA, cumulativeB, greatest] = [0, 0, 0];
  for (let bin = 0; bin < a.length; bin++) {
    cumulativeA += a[bin] / totalA;
    cumulativeB += b[bin] / totalB;
    greatest = Math.max(greatest, Math.abs(cumulativeA - cumulativeB));
  }
  return greatest;
}

/** The Kolmogorov–Smirnov distance that two samples of one distribution exceed less than once in a thousand times. */
export function kolmogorovSmirnovByChance(n: number, m: number): number {
  return KOLMOGOROV * Math.sqrt(1 / n + 1 / m);
}

/**
 * One-sided 99.9 % bounds of a share, by the score interval for a binomial (Wilson 1927).
 * @returns [0, 1] where there are no trials
 */
export function binomialBounds(hits: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * trials);
  const width = Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    low: Math.max(0, (middle - width) / scale),
    high: Math.min(1, (middle + width) / scale),
  };
}
