import { z } from 'zod';
import type { Severity } from '../../severity';
import { logAnomalyParamsSchema } from '../../rule_types/log_anomaly';
import { logIncidentParamsSchema } from '../../rule_types/log_incident';

/** POST /api/anomalies/rule_preview: what a rule would have fired over the last day. */
export const rulePreviewRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log_anomaly'), params: logAnomalyParamsSchema }),
  z.object({ type: z.literal('log_incident'), params: logIncidentParamsSchema }),
]);
export type RulePreviewRequest = z.infer<typeof rulePreviewRequestSchema>;
export type RulePreviewRequestInput = z.input<typeof rulePreviewRequestSchema>;

/** An alert from its beginning to its recovery. */
export interface PreviewAlert {
  /** The host, service, pattern or incident; empty where nothing is grouped. */
  group: string;
  start: string;
  end: string;
  /** Flagged lines: the most that a window held, or those of the incident. */
  lines: number;
  severity: Severity;
}

export interface RulePreview {
  from: string;
  to: string;
  /** All that there would have been; the newest of them are listed. */
  total: number;
  alerts: PreviewAlert[];
  /** Groups with few lines were left out of the count. */
  isCut: boolean;
}
