import { z } from 'zod';
import { SEVERITIES } from '../severity';
import {
  GROUP_BY,
  LOG_ANOMALY_BOUNDS as bounds,
  LOG_ANOMALY_DEFAULTS as defaults,
  type LogAnomalyParams,
} from './log_anomaly_params';
import { WINDOW_UNITS } from './window';

const within = ([min, max]: readonly [number, number]) => z.number().min(min).max(max);

export const logAnomalyParamsSchema: z.ZodType<
  LogAnomalyParams,
  Partial<LogAnomalyParams>
> = z.strictObject({
  source: z.string().min(1).max(255).optional(),
  minSeverity: z.enum(SEVERITIES).default(defaults.minSeverity),
  minScore: within(bounds.minScore).optional(),
  count: within(bounds.count).int().default(defaults.count),
  windowSize: within(bounds.windowSize).int().default(defaults.windowSize),
  windowUnit: z.enum(WINDOW_UNITS).default(defaults.windowUnit),
  groupBy: z.enum(GROUP_BY).default(defaults.groupBy),
  filter: z.string().max(2_000).optional(),
  maxAgeMinutes: within(bounds.maxAgeMinutes).int().default(defaults.maxAgeMinutes),
});
