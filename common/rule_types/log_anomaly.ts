import { z } from 'zod';
import { SEVERITIES } from '../severity';
import { windowShape } from './window';

/** The rule type "Log anomaly": too many flagged lines within a time. */
export const LOG_ANOMALY_RULE_TYPE = 'anomalies.log_anomaly';

/** What lines are counted apart by; each value has an alert of its own. */
export const GROUP_BY = ['none', 'host', 'service', 'pattern'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

const MAX_PERCENT = 100;

export const logAnomalyParamsSchema = z.strictObject({
  /** Names of the log indices, with * for any part; all sources where it is left out. */
  source: z.string().min(1).max(255).optional(),
  /** Only lines of at least this severity. */
  minSeverity: z.enum(SEVERITIES).default('minor'),
  /** Only lines of at least this score, 0–100. */
  minScore: z.number().min(0).max(MAX_PERCENT).optional(),
  /** Fires where more lines than this were flagged within the window. */
  count: z.number().int().min(0).max(1_000_000).default(5),
  ...windowShape,
  groupBy: z.enum(GROUP_BY).default('none'),
  /** KQL, as on the Anomalies page. */
  filter: z.string().max(2_000).optional(),
  /** Lines that are older than this when they are scored do not fire: a period that is scored anew is no news. */
  maxAgeMinutes: z.number().int().min(1).max(10_080).default(60),
});
export type LogAnomalyParams = z.infer<typeof logAnomalyParamsSchema>;
export type LogAnomalyParamsInput = z.input<typeof logAnomalyParamsSchema>;
