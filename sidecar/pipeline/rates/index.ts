export { rate, type RateOptions } from './rate';
export { RateModel, type ExpectedCount } from './rate_model';
export type { WindowBatch } from './window_batch';
