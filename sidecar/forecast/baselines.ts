import { drawable, outlookOf } from './paths';
import type { FittedModel, ForecastModel } from './model';

/** Always the mean of what was seen. */
export const meanModel: ForecastModel = {
  name: 'mean',
  fit(values) {
    if (values.length === 0) return null;
    const fitted: FittedModel = {
      description: 'the mean of all intervals',
      forecast(history, options) {
        const mean = history.reduce((sum, value) => sum + value, 0) / history.length;
        const errors = drawable(
          history.map((value) => value - mean),
          1,
        );
        const simulate = (path: Float64Array, draw: () => number) => {
          for (let h = 0; h < path.length; h++) path[h] = mean + draw();
        };
        return outlookOf(new Float64Array(options.horizon).fill(mean), simulate, errors, options);
      },
    };
    return fitted;
  },
};

/** The value of one season before; without a season, the last value. What every other model has to beat. */
export const seasonalNaive: ForecastModel = {
  name: 'seasonal_naive',
  fit(values, period) {
    if (values.length <= period) return null;
    return {
      description:
        period > 1 ? `the value of ${period} intervals before` : 'the value of the last interval',
      forecast(history, options) {
        const errors = drawable(differences(history, period), 0);
        const repeat = (path: Float64Array, draw: () => number) => {
          for (let h = 0; h < path.length; h++)
            path[h] =
              (h < period ? history[history.length - period + h] : path[h - period]) + draw();
        };
        const point = new Float64Array(options.horizon);
        repeat(point, () => 0);
        return outlookOf(point, repeat, errors, options);
      },
    };
  },
};

/** values[t] − values[t − lag]. */
export function differences(values: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(Math.max(0, values.length - lag));
  for (let t = 0; t < result.length; t++) result[t] = values[t + lag] - values[t];
  return result;
}
