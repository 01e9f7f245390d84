import { logIncompleteBeta } from './incomplete_beta';

/**
 * A count whose variance is (1 + excess) times its mean: negative binomial with shape mean/excess (NB1 of Cameron &
 * Trivedi), so that counts which come in clumps are not taken for Poisson ones.
 */
export interface CountRate {
  mean: number;
  /** Variance / mean − 1. */
  excess: number;
}

/** Below it a count is as good as a Poisson one. */
const MIN_EXCESS = 1e-3;

/** ln P(X ≥ count) */
export function logUpperTail({ mean, excess }: CountRate, count: number): number {
  if (count <= 0) return 0;
  if (mean <= 0) return -Infinity;
  const e = Math.max(MIN_EXCESS, excess);
  return logIncompleteBeta(count, mean / e, e / (1 + e), 1 / (1 + e));
}

/** ln P(X ≤ count) */
export function logLowerTail({ mean, excess }: CountRate, count: number): number {
  if (mean <= 0) return 0;
  const e = Math.max(MIN_EXCESS, excess);
  if (count <= 0) return -(mean / e) * Math.log1p(e);
  return logIncompleteBeta(mean / e, count + 1, 1 / (1 + e), e / (1 + e));
}

/** −ln of the probability to be as far off on either side of the mean, in nats; 0 for what is usual. */
export function surprise(rate: CountRate, count: number): number {
  const tail = count > rate.mean ? logUpperTail(rate, count) : logLowerTail(rate, count);
  return Math.max(0, -(tail + Math.LN2));
}

/** The least count with P(X ≤ count) ≥ q. */
export function countQuantile(rate: CountRate, q: number): number {
  const target = Math.log(q);
  if (logLowerTail(rate, 0) >= target) return 0;
  let low = 0;
  let high = Math.max(1, Math.ceil(rate.mean));
  while (logLowerTail(rate, high) < target) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (logLowerTail(rate, middle) < target) low = middle;
    else high = middle;
  }
  return high;
}
