import { EuiButton, EuiButtonEmpty, EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Verdict } from '../../../common/anomaly';
import type { LabelResponse } from '../../../common/api/labels/schema';
import { VERDICT_LABELS } from '../../lib/verdicts';

/** What the last verdict, or taking it back, did. */
export interface VerdictEffect {
  kind: 'judged' | 'undone';
  response: LabelResponse;
}

const UNDO = i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' });

const SUBJECTS = { judged: 'anomaliesJudged', undone: 'anomaliesUndone' } as const;

export const effectSubject = ({ kind }: VerdictEffect): string => SUBJECTS[kind];

export function effectTitle({ kind, response: { label, affected } }: VerdictEffect): string {
  return kind === 'judged' ? judgedTitle(label.verdict, affected) : undoneTitle(affected);
}

const undoneTitle = (affected: number) =>
  i18n.translate('anomalies.verdict.undone', {
    defaultMessage:
      'Taken back: {affected, plural, one {# line counts} other {# lines count}} again',
    values: { affected },
  });

function judgedTitle(verdict: Verdict, affected: number): string {
  const values = { verdict: VERDICT_LABELS[verdict], affected };
  if (verdict === 'true') {
    return i18n.translate('anomalies.verdict.confirmed', {
      defaultMessage: '{verdict}: lines like this one will go on being flagged',
      values,
    });
  }
  return i18n.translate('anomalies.verdict.effect', {
    defaultMessage:
      '{verdict}: {affected, plural, one {# line is} other {# lines are}} now below the threshold',
    values,
  });
}

const scopeText = ({ response: { label } }: VerdictEffect): string =>
  i18n.translate('anomalies.verdict.scope', {
    defaultMessage: 'Holds for this pattern on {host}.',
    values: { host: label.host },
  });

/** For a toast: scope and Undo; the toast has the title. */
export function EffectToast({ effect, onUndo }: { effect: VerdictEffect; onUndo(): void }) {
  return (
    <>
      <EuiText size="s">
        <p>{scopeText(effect)}</p>
      </EuiText>
      {effect.kind === 'judged' && (
        <div className="anmToastActions">
          <EuiButton size="s" color="success" onClick={onUndo} data-test-subj="anomaliesUndo">
            {UNDO} <kbd className="anmKey">u</kbd>
          </EuiButton>
        </div>
      )}
    </>
  );
}

/** For the flyout, where a toast would cover the next verdict's buttons. */
export function EffectLine({ effect, onUndo }: { effect: VerdictEffect; onUndo(): void }) {
  return (
    <div className="anmEffect" role="status" data-test-subj={effectSubject(effect)}>
      <EuiIcon type="check" color="success" />
      <EuiText size="s">
        <strong>{effectTitle(effect)}.</strong>{' '}
        <span className="anmSubdued">{scopeText(effect)}</span>
      </EuiText>
      {effect.kind === 'judged' && (
        <EuiButtonEmpty size="xs" flush="right" onClick={onUndo} data-test-subj="anomaliesUndo">
          {UNDO} <kbd className="anmKey">u</kbd>
        </EuiButtonEmpty>
      )}
    </div>
  );
}
