/**
 * How surprising it is that a pattern has `now` lines in one period and had `then` in another, if its rate were the same in
 * both: the log-likelihood ratio (G) of two Poisson counts, with the sign of the change. The 3.84 of a chi-squared table
 * is what chance exceeds once in twenty.
 */
export function surpriseOf(now: number, then: number, nowMs: number, thenMs: number): number {
  const total = now + then;
  const span = nowMs + thenMs;
  if (total === 0 || nowMs <= 0 || thenMs <= 0) return 0;
  const expectedNow = (total * nowMs) / span;
  const expectedThen = (total * thenMs) / span;
  const g = 2 * (part(now, expectedNow) + part(then, expectedThen));
  return (now >= expectedNow ? 1 : -1) * Math.max(0, g);
}

const part = (seen: number, expected: number): number =>
  seen === 0 ? 0 : seen * Math.log(seen / expected);
