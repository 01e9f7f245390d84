import { i18n } from '@kbn/i18n';
import type { IncidentVerdict } from '../../common/incident';

/** What can be said of an incident; `none` is to say nothing, or a comment alone. */
export type IncidentJudgement = Exclude<IncidentVerdict['verdict'], 'none'>;

export const INCIDENT_VERDICT_LABELS: Record<IncidentJudgement, string> = {
  confirmed: i18n.translate('anomalies.incidentVerdict.confirmed', { defaultMessage: 'Real' }),
  false_positive: i18n.translate('anomalies.incidentVerdict.falsePositive', {
    defaultMessage: 'False alarm',
  }),
};

export const INCIDENT_VERDICT_ICONS: Record<IncidentJudgement, string> = {
  confirmed: 'check',
  false_positive: 'cross',
};

/** The judgement that holds; undefined while it is open. */
export function judgementOf(verdict: IncidentVerdict | null): IncidentJudgement | undefined {
  return verdict === null || verdict.verdict === 'none' ? undefined : verdict.verdict;
}
