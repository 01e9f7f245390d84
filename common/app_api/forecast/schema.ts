import type { z } from 'zod';
import { forecastRequestSchema, type Forecast } from '../../api/forecast/schema';

/**
 * POST /api/anomalies/forecast: as the sidecar's, without a choice of index: it counts with its own rights, and only
 * what it scores, or would score, is to be seen through it.
 */
export const appForecastRequestSchema = forecastRequestSchema.omit({ index: true });
export type AppForecastRequest = z.input<typeof appForecastRequestSchema>;

/** Why there is nothing to forecast from: not a failure, but something that the page explains. */
export const MISSING_DATA = ['no_lines', 'no_rollups', 'too_little_data'] as const;
export type MissingData = (typeof MISSING_DATA)[number];

export type AppForecast =
  { forecast: Forecast; missing: null } | { forecast: null; missing: MissingData };
