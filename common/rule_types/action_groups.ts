import { SEVERITY_BANDS } from '../severity';

/** What an alert may be; recovery is Kibana's own. */
export const ACTION_GROUPS = ['critical', 'warning'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

const CRITICAL_SCORE = SEVERITY_BANDS[0].minScore;

/** An alert is critical where its highest score is in the critical band. */
export const actionGroupOf = (scorePct: number): ActionGroup =>
  scorePct >= CRITICAL_SCORE ? 'critical' : 'warning';
