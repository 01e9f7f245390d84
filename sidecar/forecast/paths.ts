import type { Random } from '../pipeline/random';
import { quantile } from '../pipeline/scoring/tail_calibration';
import type { ForecastOptions, Outlook } from './model';

/**
 * Intervals from simulated futures, with errors drawn from those that the model made in training
 * (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.5): they need no bell curve, which bursty
 * counts do not have.
 * @param simulate fills a path, drawing an error a step
 */
export function outlookOf(
  point: Float64Array,
  simulate: (path: Float64Array, draw: () => number) => void,
  errors: Float64Array,
  { horizon, random, paths }: ForecastOptions,
): Outlook {
  const steps = Array.from({ length: horizon }, () => new Float64Array(paths));
  const totals = new Float64Array(paths);
  const path = new Float64Array(horizon);
  const draw = drawFrom(errors, random);
  for (let k = 0; k < paths; k++) {
    simulate(path, draw);
    for (let h = 0; h < horizon; h++) {
      steps[h][k] = path[h];
      totals[k] += path[h];
    }
  }
  for (const values of steps) values.sort();
  totals.sort();
  const at = (q: number) => Float64Array.from(steps, (values) => notBelowZero(quantile(values, q)));
  return {
    point: point.map(notBelowZero),
    lower80: at(0.1),
    upper80: at(0.9),
    lower95: at(0.025),
    upper95: at(0.975),
    total: {
      value: notBelowZero(quantile(totals, 0.5)),
      lower80: notBelowZero(quantile(totals, 0.1)),
      upper80: notBelowZero(quantile(totals, 0.9)),
      lower95: notBelowZero(quantile(totals, 0.025)),
      upper95: notBelowZero(quantile(totals, 0.975)),
    },
  };
}

/**
 * Errors for drawing: centred, and widened for the parameters that were fitted to them.
 * @param parameters how many numbers of the model the data determined
 */
export function drawable(errors: Float64Array, parameters: number): Float64Array {
  if (errors.length === 0) return new Float64Array(1);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const freedom = Math.max(errors.length / 4, errors.length - parameters);
  const widening = Math.sqrt(errors.length / freedom);
  return errors.map((error) => (error - mean) * widening);
}

function drawFrom(errors: Float64Array, random: Random): () => number {
  return () => errors[random.below(errors.length)];
}

function notBelowZero(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}
