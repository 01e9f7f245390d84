/** Which of the state space models: ETS(A,·,·) or, multiplicative, ETS(M,·,M) with errors relative to what was expected. */
export interface EtsShape {
  multiplicative: boolean;
  /** Damped. */
  trend: boolean;
  seasonal: boolean;
}

export interface EtsParameters {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
}

export interface EtsState {
  level: number;
  trend: number;
  /** One value a phase; one neutral value without a season. */
  season: Float64Array;
}

/** Expected values are kept above this where errors are relative to them. */
const MIN_EXPECTED = 1e-6;

/**
 * One-step errors of the recursions in Tables 2.2 and 2.3 of Hyndman et al. (2008). The state moves on to the end.
 * @returns Σ ln |r|: 0 for additive errors, the logs of the expected values for multiplicative ones
 */
export function etsErrors(
  values: Float64Array,
  { multiplicative }: EtsShape,
  { alpha, beta, gamma, phi }: EtsParameters,
  state: EtsState,
  errors: Float64Array,
): number {
  const { season } = state;
  const period = season.length;
  let { level, trend } = state;
  let logScale = 0;
  for (let t = 0, phase = 0; t < values.length; t++, phase = phase + 1 === period ? 0 : phase + 1) {
    const damped = phi * trend;
    const base = level + damped;
    if (multiplicative) {
      const positive = Math.max(MIN_EXPECTED, base);
      const expected = Math.max(MIN_EXPECTED, positive * season[phase]);
      const error = (values[t] - expected) / expected;
      errors[t] = error;
      logScale += Math.log(expected);
      level = positive * (1 + alpha * error);
      trend = damped + beta * positive * error;
      season[phase] *= 1 + gamma * error;
    } else {
      const error = values[t] - base - season[phase];
      errors[t] = error;
      level = base + alpha * error;
      trend = damped + beta * error;
      season[phase] += gamma * error;
    }
  }
  state.level = level;
  state.trend = trend;
  return logScale;
}

/**
 * Goes on from a state with drawn errors.
 * @param from how many values went before: the phase of the season
 */
export function etsPath(
  path: Float64Array,
  { multiplicative }: EtsShape,
  { alpha, beta, gamma, phi }: EtsParameters,
  state: EtsState,
  from: number,
  draw: () => number,
): void {
  const { season } = state;
  let { level, trend } = state;
  for (let h = 0; h < path.length; h++) {
    const phase = (from + h) % season.length;
    const damped = phi * trend;
    const base = level + damped;
    const error = draw();
    if (multiplicative) {
      const positive = Math.max(MIN_EXPECTED, base);
      path[h] = Math.max(MIN_EXPECTED, positive * season[phase]) * (1 + error);
      level = positive * (1 + alpha * error);
      trend = damped + beta * positive * error;
      season[phase] *= 1 + gamma * error;
    } else {
      path[h] = base + season[phase] + error;
      level = base + alpha * error;
      trend = damped + beta * error;
      season[phase] += gamma * error;
    }
  }
}
