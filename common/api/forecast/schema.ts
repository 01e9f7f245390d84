import { z } from 'zod';
import { LIMITS } from '../limits';

/** POST /v1/forecast: how many lines or errors are to be expected, and how sure that is. */
export const FORECAST_METRICS = ['lines', 'errors'] as const;
export const MAX_FORECAST_HORIZON = 1_000;
export const MAX_FORECAST_POINTS = 5_000;

export const forecastRequestSchema = z.object({
  /** lines: all; errors: those of level error and worse. */
  metric: z.enum(FORECAST_METRICS).default('lines'),
  /** Lines of this service only. */
  service: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  host: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  /** The logs that are counted where nothing has been scored yet. */
  index: z.string().min(1).max(LIMITS.maxNameChars).optional(),
  /** Period to learn from; all that is there when left out. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Such as 5m, 1h, 1d, whole minutes; chosen to give at most 1,000 intervals when left out. */
  interval: z
    .string()
    .regex(/^[1-9]\d{0,5}[mhd]$/, 'Give a number and m, h or d, such as 5m')
    .optional(),
  /** Intervals ahead; a tenth of those that are there, at least 12 and at most 300, when left out. */
  horizon: z.number().int().min(1).max(MAX_FORECAST_HORIZON).optional(),
});
export type ForecastRequest = z.infer<typeof forecastRequestSchema>;
export type ForecastRequestInput = z.input<typeof forecastRequestSchema>;

const backtestRowSchema = z.object({
  model: z.string(),
  /** Mean absolute error. */
  mae: z.number(),
  /** Root of the mean squared error. */
  rmse: z.number(),
  /** That, divided by the one-step error of the seasonal naive forecast. */
  mase: z.number(),
  /** Share of the values that lay in the interval, 0–1. */
  coverage_80: z.number(),
  coverage_95: z.number(),
});

export const forecastSchema = z.object({
  metric: z.enum(FORECAST_METRICS),
  service: z.string().nullable(),
  host: z.string().nullable(),
  /** What was counted: the rollups of scored lines, the logs themselves, or files. */
  source: z.enum(['rollups', 'logs', 'files']),
  /** Such as 5m. */
  interval: z.string(),
  interval_ms: z.number(),
  /** Counts by start of interval, whole intervals only. */
  history: z.array(z.object({ timestamp: z.string(), value: z.number() })),
  forecast: z.array(
    z.object({
      timestamp: z.string(),
      value: z.number(),
      lower_80: z.number(),
      upper_80: z.number(),
      lower_95: z.number(),
      upper_95: z.number(),
    }),
  ),
  /** The model that did best: mean, seasonal_naive, ets, ets_seasonal, arima. */
  model: z.string(),
  /** Its variant and parameters. */
  description: z.string(),
  /** The rhythm that was found; strength is the share of the ups and downs that it explains. */
  season: z
    .object({ name: z.string(), intervals: z.number().int(), strength: z.number() })
    .nullable(),
  /** Forecasts of past data, best model first; null where there are too few data. */
  backtest: z
    .object({
      origins: z.number().int(),
      steps: z.number().int(),
      rows: z.array(backtestRowSchema),
    })
    .nullable(),
  /** What to know about it, in sentences. */
  notes: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;
