/** 1 / (1 + e^−x), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** ln(p / (1 − p)). */
export const logit = (p: number): number => Math.log(p / (1 - p));

/** −ln of the probability that log-odds give to what is true. */
export function logLoss(odds: number, truth: number): number {
  const margin = truth === 1 ? -odds : odds;
  return margin > 0 ? margin + Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin));
}
