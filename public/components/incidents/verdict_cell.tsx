import { EuiButtonIcon, EuiIcon, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { IncidentListItem } from '../../../common/api/incidents/schema';
import {
  INCIDENT_VERDICT_ICONS,
  INCIDENT_VERDICT_LABELS,
  judgementOf,
  type IncidentJudgement,
} from '../../lib/incident_verdicts';

const JUDGEMENTS: IncidentJudgement[] = ['confirmed', 'false_positive'];

/** "✓ Real": what was said of it. */
export function IncidentVerdictMark({ judgement }: { judgement: IncidentJudgement }) {
  return (
    <span className="anmSeverity">
      <EuiIcon
        type={INCIDENT_VERDICT_ICONS[judgement]}
        size="s"
        color={judgement === 'confirmed' ? 'success' : 'subdued'}
      />
      {INCIDENT_VERDICT_LABELS[judgement]}
    </span>
  );
}

/** In a row: the two verdicts as buttons, or the one that was given. */
export function VerdictCell({
  incident,
  onJudge,
  disabledReason,
}: {
  incident: IncidentListItem;
  onJudge(judgement: IncidentJudgement): void;
  disabledReason: string | undefined;
}) {
  const judgement = judgementOf(incident.verdict);
  if (judgement !== undefined) return <IncidentVerdictMark judgement={judgement} />;
  if (incident.dissolved) return <span className="anmSubdued">–</span>;
  return (
    <span className="anmVerdictCell">
      {JUDGEMENTS.map((verdict) => (
        <EuiToolTip key={verdict} content={disabledReason ?? INCIDENT_VERDICT_LABELS[verdict]}>
          <EuiButtonIcon
            iconType={INCIDENT_VERDICT_ICONS[verdict]}
            color="text"
            isDisabled={disabledReason !== undefined}
            aria-label={i18n.translate('anomalies.incidents.judgeRow', {
              defaultMessage: '{verdict}: {title}',
              values: { verdict: INCIDENT_VERDICT_LABELS[verdict], title: incident.title },
            })}
            onClick={() => onJudge(verdict)}
            data-test-subj={`anomaliesJudgeIncident-${verdict}`}
          />
        </EuiToolTip>
      ))}
    </span>
  );
}
