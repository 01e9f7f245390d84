import { EuiButton, EuiButtonEmpty, EuiIcon, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import type { Verdict } from '../../common/anomaly';
import type { LabelResponse } from '../../common/api/labels/schema';
import type { BulkEffect } from '../../common/app_api/labels/schema';
import { formatCount } from '../lib/numbers';
import { VERDICT_LABELS } from '../lib/verdicts';

/** What the last verdict, or taking it back, did, in words. */
export interface VerdictEffect {
  kind: 'judged' | 'undone';
  title: string;
  scope: string;
}

const SUBJECTS = { judged: 'anomaliesJudged', undone: 'anomaliesUndone' } as const;

export const effectSubject = ({ kind }: VerdictEffect): string => SUBJECTS[kind];

export const judgedEffect = ({ label, affected }: LabelResponse): VerdictEffect => ({
  kind: 'judged',
  title: judgedTitle(label.verdict, affected),
  scope: scopeOf(label.host),
});

export const undoneEffect = ({ label, affected }: LabelResponse): VerdictEffect => ({
  kind: 'undone',
  title: undoneTitle(affected),
  scope: scopeOf(label.host),
});

export const bulkJudgedEffect = (verdict: Verdict, effect: BulkEffect): VerdictEffect => ({
  kind: 'judged',
  title: judgedTitle(verdict, effect.affected),
  scope: bulkScopeOf(effect),
});

export const bulkRemovedEffect = (effect: BulkEffect): VerdictEffect => ({
  // Where nothing was done there is nothing to undo.
  kind: effect.label_ids.length === 0 ? 'undone' : 'judged',
  title:
    effect.label_ids.length === 0
      ? i18n.translate('anomalies.verdict.nothingToRemove', {
          defaultMessage: 'There was no verdict to remove',
        })
      : i18n.translate('anomalies.verdict.removed', {
          defaultMessage:
            '{labels, plural, one {# verdict} other {# verdicts}} removed: {affected, plural, one {# line} other {# lines}} changed',
          values: { labels: effect.label_ids.length, affected: effect.affected },
        }),
  scope: '',
});

export const bulkUndoneEffect = (effect: BulkEffect): VerdictEffect => ({
  kind: 'undone',
  title: undoneTitle(effect.affected),
  scope: bulkScopeOf(effect),
});

export const bulkRestoredEffect = ({ label_ids, affected }: BulkEffect): VerdictEffect => ({
  kind: 'undone',
  title: i18n.translate('anomalies.verdict.restored', {
    defaultMessage:
      'Taken back: {labels, plural, one {# verdict holds} other {# verdicts hold}} again, {affected, plural, one {# line} other {# lines}} changed',
    values: { labels: label_ids.length, affected },
  }),
  scope: '',
});

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

const scopeOf = (host: string): string =>
  i18n.translate('anomalies.verdict.scope', {
    defaultMessage: 'Holds for this pattern on {host}.',
    values: { host },
  });

function bulkScopeOf({ label_ids, missing }: BulkEffect): string {
  const scope = i18n.translate('anomalies.verdict.bulkScope', {
    defaultMessage:
      'Holds for {count, plural, one {# pattern on its host} other {# patterns on their hosts}}.',
    values: { count: label_ids.length },
  });
  if (missing === 0) return scope;
  return `${scope} ${i18n.translate('anomalies.verdict.missing', {
    defaultMessage: '{count} were gone already.',
    values: { count: formatCount(missing) },
  })}`;
}

const UNDO = i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' });

/** For a toast, on pages without such a place: scope and Undo; the toast has the title. */
export function EffectToast({ effect, onUndo }: { effect: VerdictEffect; onUndo(): void }) {
  return (
    <>
      <EuiText size="s">
        <p>{effect.scope}</p>
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

/** One line in a place of its own: a toast would cover the next rows and buttons. */
export function EffectLine({ effect, onUndo }: { effect: VerdictEffect; onUndo(): void }) {
  return (
    <div className="anmEffect" role="status" data-test-subj={effectSubject(effect)}>
      <EuiIcon type="check" color="success" />
      <EuiText size="s">
        <strong>{effect.title}.</strong> <span className="anmSubdued">{effect.scope}</span>
      </EuiText>
      {effect.kind === 'judged' && (
        <EuiButtonEmpty size="xs" flush="right" onClick={onUndo} data-test-subj="anomaliesUndo">
          {UNDO} <kbd className="anmKey">u</kbd>
        </EuiButtonEmpty>
      )}
    </div>
  );
}
