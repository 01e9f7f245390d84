import type { ForecastModelName } from '../../common/api/forecast/schema';
import type { Random } from '../pipeline/random';

/** A number that is expected, and the intervals around it. */
export interface Expected {
  value: number;
  lower80: number;
  upper80: number;
  lower95: number;
  upper95: number;
}

/** What is expected at each step ahead; the arrays are as long as the horizon. Counts are never below 0. */
export interface Outlook {
  point: Float64Array;
  /** Half of what lies outside the 80 % interval is below this, half above the other. */
  lower80: Float64Array;
  upper80: Float64Array;
  lower95: Float64Array;
  upper95: Float64Array;
  /**
   * Of all steps together: the middle of the possible futures. Errors of steps cancel out in part, so its intervals are
   * not the sums of theirs; nor is its value, where bursts are likelier than lulls.
   */
  total: Expected;
}

export interface ForecastOptions {
  /** Steps ahead. */
  horizon: number;
  random: Random;
  /** Possible futures that the intervals are taken from. */
  paths: number;
}

/** A model with its parameters. */
export interface FittedModel {
  /** Which one of its class, with what matters of its parameters: "ETS(A,N,A), α 0.31, γ 0.02". */
  readonly description: string;
  /** What follows `history`: the values of the fit and those that came after them. Parameters are not fitted anew. */
  forecast(history: Float64Array, options: ForecastOptions): Outlook;
}

export type ModelName = ForecastModelName;

/** A class of models. */
export interface ForecastModel {
  readonly name: ModelName;
  /**
   * @param values counts, one an interval, oldest first
   * @param period intervals of a season; 1 where there is none
   * @returns null where the data are too few for it
   */
  fit(values: Float64Array, period: number): FittedModel | null;
}

/** Fits look at the latest so many values, or at three seasons where those are longer. */
const MAX_FIT_POINTS = 2_000;

export function latest(values: Float64Array, period: number): Float64Array {
  return values.subarray(Math.max(0, values.length - Math.max(MAX_FIT_POINTS, 3 * period)));
}
