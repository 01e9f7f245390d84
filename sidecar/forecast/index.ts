export type { Backtest, BacktestRow } from './backtest';
export { toSeries, type TimedSeries } from './count_series';
export { forecastSeries, type CountSeries, type SeriesForecast } from './forecast';
export { autoInterval, formatInterval, NICE_INTERVALS_MS, parseInterval } from './interval';
export type { ModelName } from './model';
export { describeForecast, defaultHorizon } from './describe_forecast';
export { forecastFromElasticsearch } from './forecast_from_elasticsearch';
