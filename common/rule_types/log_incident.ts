import { z } from 'zod';
import { SEVERITIES } from '../severity';
import {
  LOG_INCIDENT_BOUNDS as bounds,
  LOG_INCIDENT_DEFAULTS as defaults,
  type LogIncidentParams,
} from './log_incident_params';

const within = ([min, max]: readonly [number, number]) => z.number().int().min(min).max(max);
const name = z.string().min(1).max(1_000);

export const logIncidentParamsSchema: z.ZodType<
  LogIncidentParams,
  Partial<LogIncidentParams>
> = z.strictObject({
  minSeverity: z.enum(SEVERITIES).default(defaults.minSeverity),
  minLines: within(bounds.minLines).default(defaults.minLines),
  host: name.optional(),
  service: name.optional(),
  quietMinutes: within(bounds.quietMinutes).default(defaults.quietMinutes),
});
