import { differences } from './baselines';
import { seasonStrength } from './season';

/** Seasonal differences from this strength on, as the R package forecast does (Wang, Smith & Hyndman 2006). */
const SEASONAL_DIFFERENCE_STRENGTH = 0.64;
/** 5 % point of the test for a constant level: Kwiatkowski, Phillips, Schmidt & Shin (1992), Table 1. */
const KPSS_CRITICAL = 0.463;

export interface Differencing {
  /** Of neighbours. */
  d: number;
  /** Of seasons. */
  seasonal: 0 | 1;
}

/** How often to difference: by season where the season is strong, then until the level is constant. */
export function chooseDifferencing(values: Float64Array, period: number): Differencing {
  let series = values;
  let seasonal: 0 | 1 = 0;
  if (period > 1 && seasonStrength(values, period) > SEASONAL_DIFFERENCE_STRENGTH) {
    seasonal = 1;
    series = differences(series, period);
  }
  const most = seasonal === 1 ? 1 : 2;
  let d = 0;
  while (d < most && kpss(series) > KPSS_CRITICAL) {
    series = differences(series, 1);
    d++;
  }
  return { d, seasonal };
}

/** The statistic η of Kwiatkowski et al. for a constant level, long-run variance by Bartlett weights. */
export function kpss(values: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const rest = values.map((value) => value - mean);
  const lags = Math.min(n - 1, Math.trunc(4 * (n / 100) ** 0.25));
  let longRun = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let sum = 0;
    for (let t = lag; t < n; t++) sum += rest[t] * rest[t - lag];
    longRun += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * (sum / n);
  }
  if (!(longRun > 0)) return 0;
  let partial = 0;
  let squares = 0;
  for (const value of rest) {
    partial += value;
    squares += partial * partial;
  }
  return squares / (n * n * longRun);
}
