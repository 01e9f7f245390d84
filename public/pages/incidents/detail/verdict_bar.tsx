import { EuiButton, EuiButtonEmpty, EuiFieldText, EuiText, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useRef, useState } from 'react';
import { LIMITS } from '../../../../common/api/limits';
import type { IncidentDetail } from '../../../../common/app_api/incidents/schema';
import { IncidentVerdictMark } from '../../../components/incidents/verdict_cell';
import { useDisabledReason } from '../../../hooks/use_disabled_reason';
import { useIncidentVerdict } from '../../../hooks/use_incident_verdict';
import { useReviewKeys } from '../../../hooks/use_review_keys';
import { DiscoverLink } from '../../../components/discover_link';
import { incidentTarget } from '../../../lib/discover_targets';
import { useTimes } from '../../../hooks/use_times';
import {
  INCIDENT_VERDICT_ICONS,
  INCIDENT_VERDICT_LABELS,
  judgementOf,
  type IncidentJudgement,
} from '../../../lib/incident_verdicts';

const COMMENT = i18n.translate('anomalies.incident.comment', {
  defaultMessage: 'Comment (optional), saved with your verdict',
});

/** The verdict that was given, or the two that can be given, with a comment. */
export function IncidentVerdictBar({ detail }: { detail: IncidentDetail }) {
  const { incident } = detail;
  const { judge, undo, takeBack, isSaving } = useIncidentVerdict();
  const disabledReason = useDisabledReason('label');
  const [comment, setComment] = useState(incident.verdict?.comment ?? '');
  const commentRef = useRef<HTMLInputElement | null>(null);
  const judgement = judgementOf(incident.verdict);
  const isDisabled = isSaving || disabledReason !== undefined;

  const say = (verdict: IncidentJudgement) => {
    if (isDisabled || judgement !== undefined || incident.dissolved) return;
    void judge(incident, verdict, comment);
  };
  useReviewKeys({
    t: () => say('confirmed'),
    f: () => say('false_positive'),
    u: () => void undo(),
    c: () => commentRef.current?.focus(),
  });
  const button = (verdict: IncidentJudgement, key: string) => (
    <EuiButton
      size="s"
      fill={verdict === 'confirmed'}
      iconType={INCIDENT_VERDICT_ICONS[verdict]}
      minWidth={104}
      isDisabled={isDisabled}
      onClick={() => say(verdict)}
      data-test-subj={`anomaliesJudgeIncident-${verdict}`}
    >
      {INCIDENT_VERDICT_LABELS[verdict]}{' '}
      <kbd className={verdict === 'confirmed' ? 'anmKey anmKey--onFill' : 'anmKey'}>{key}</kbd>
    </EuiButton>
  );
  return (
    <div className="anmIncidentVerdict">
      {judgement === undefined && !incident.dissolved && (
        <>
          <EuiToolTip content={disabledReason}>
            <div className="anmVerdicts__buttons">
              {button('confirmed', 't')}
              {button('false_positive', 'f')}
            </div>
          </EuiToolTip>
          <div className="anmIncidentVerdict__comment">
            <EuiFieldText
              fullWidth
              compressed
              inputRef={(element) => {
                commentRef.current = element;
              }}
              value={comment}
              maxLength={LIMITS.maxCommentChars}
              disabled={isDisabled}
              onChange={(event) => setComment(event.target.value)}
              placeholder={COMMENT}
              aria-label={COMMENT}
              data-test-subj="anomaliesIncidentComment"
            />
          </div>
          {disabledReason !== undefined && (
            <EuiText size="xs" className="anmSubdued" data-test-subj="anomaliesIncidentDisabled">
              {disabledReason}
            </EuiText>
          )}
        </>
      )}
      {judgement !== undefined && (
        <Judged
          incident={incident}
          judgement={judgement}
          isDisabled={isDisabled}
          onTakeBack={() => void takeBack(incident)}
        />
      )}
      <DiscoverLink
        target={incidentTarget(detail)}
        className="anmIncidentVerdict__end"
        data-test-subj="anomaliesIncidentDiscover"
      />
    </div>
  );
}

/** "✓ Real · by ann, 03:12 · “disk replaced”", and the way back. */
function Judged({
  incident,
  judgement,
  isDisabled,
  onTakeBack,
}: {
  incident: IncidentDetail['incident'];
  judgement: IncidentJudgement;
  isDisabled: boolean;
  onTakeBack(): void;
}) {
  const times = useTimes();
  const { user = null, at = '', comment = null } = incident.verdict ?? {};
  return (
    <EuiText
      size="s"
      className="anmIncidentVerdict__given"
      data-test-subj="anomaliesIncidentVerdict"
    >
      <strong>
        <IncidentVerdictMark judgement={judgement} />
      </strong>
      <span className="anmSubdued">
        {user === null
          ? times.short(at)
          : i18n.translate('anomalies.incident.judgedBy', {
              defaultMessage: 'by {user}, {time}',
              values: { user, time: times.short(at) },
            })}
      </span>
      {comment !== null && comment !== '' && <span>“{comment}”</span>}
      {!incident.dissolved && (
        <EuiButtonEmpty
          size="xs"
          iconType="editorUndo"
          isDisabled={isDisabled}
          onClick={onTakeBack}
          data-test-subj="anomaliesIncidentTakeBack"
        >
          {i18n.translate('anomalies.incident.takeBack', { defaultMessage: 'Take back' })}
        </EuiButtonEmpty>
      )}
    </EuiText>
  );
}
