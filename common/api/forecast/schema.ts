import { z } from 'zod';
import { LIMITS } from '../limits';

/** POST /v1/forecast: how many lines or errors are to be expected, and how sure that is. */
export const FORECAST_METRICS = ['lines', 'errors'] as const;
export type ForecastMetric = (typeof FORECAST_METRICS)[number];
export const RHYTHM_NAMES = ['hourly', 'daily', 'weekly'] as const;
export type RhythmName = (typeof RHYTHM_NAMES)[number];
/** Models that are compared. */
export const FORECAST_MODELS = ['mean', 'seasonal_naive', 'ets', 'ets_seasonal', 'arima'] as const;
export type ForecastModelName = (typeof FORECAST_MODELS)[number];
/** With fewer intervals no models are compared: the forecast is their mean. */
export const MIN_COMPARED_INTERVALS = 24;
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

/** A count that is expected, and where it lies in 80 and in 95 of 100 cases. */
const expectedShape = {
  value: z.number(),
  lower_80: z.number(),
  upper_80: z.number(),
  lower_95: z.number(),
  upper_95: z.number(),
};

const backtestRowSchema = z.object({
  model: z.enum(FORECAST_MODELS),
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
      ...expectedShape,
    }),
  ),
  /** All intervals ahead together, half of the possible futures below; it and its bounds are not the sums of theirs. */
  total: z.object(expectedShape),
  /** The model that did best. */
  model: z.enum(FORECAST_MODELS),
  /** Its variant and parameters. */
  description: z.string(),
  /** The rhythm that was found; strength is the share of the ups and downs that it explains. */
  season: z
    .object({ name: z.enum(RHYTHM_NAMES), intervals: z.number().int(), strength: z.number() })
    .nullable(),
  /** Rhythms that the data are too short to know: two whole rounds and a quarter are needed. */
  unknown_rhythms: z.array(z.enum(RHYTHM_NAMES)),
  /** Forecasts of past data, best model first; null where there are too few data. */
  backtest: z
    .object({
      origins: z.number().int(),
      steps: z.number().int(),
      /** The error that the best model has the least of: rmse where most intervals count nothing. */
      compared_by: z.enum(['mae', 'rmse']),
      rows: z.array(backtestRowSchema),
    })
    .nullable(),
  /** What to know about it, in sentences. */
  notes: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;
