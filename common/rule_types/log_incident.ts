import { z } from 'zod';
import { SEVERITIES } from '../severity';

/** The rule type "Log incident": related flagged lines, told as one thing, are going on. */
export const LOG_INCIDENT_RULE_TYPE = 'anomalies.log_incident';

const name = z.string().min(1).max(1_000);

export const logIncidentParamsSchema = z.strictObject({
  minSeverity: z.enum(SEVERITIES).default('major'),
  /** At least so many flagged lines. */
  minLines: z.number().int().min(1).max(1_000_000).default(1),
  /** Only incidents that this host, this service has a part in. */
  host: name.optional(),
  service: name.optional(),
  /** An incident without a line for so long is over. */
  quietMinutes: z.number().int().min(1).max(1_440).default(15),
});
export type LogIncidentParams = z.infer<typeof logIncidentParamsSchema>;
export type LogIncidentParamsInput = z.input<typeof logIncidentParamsSchema>;
