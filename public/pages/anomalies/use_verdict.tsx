import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Verdict } from '../../../common/anomaly';
import type { LabelResponse } from '../../../common/api/labels/schema';
import type { AnomalyRow } from '../../../common/app_api/search/schema';
import { mountPointOf } from '../../lib/mount';
import { VERDICT_LABELS } from '../../lib/verdicts';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** What changes on screen with a verdict. */
const AFFECTED_QUERIES = [['overview'], ['search'], ['context'], ['labels'], ['pattern']];

export interface Judgement {
  verdict: Verdict;
  muteSeconds?: number;
  comment?: string;
}

/** Gives a verdict, tells what it did, and takes the last one back. */
export function useVerdict() {
  const { core, api } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const last = useRef<LabelResponse | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const refresh = useCallback(
    () => Promise.all(AFFECTED_QUERIES.map((key) => queryClient.invalidateQueries(key))),
    [queryClient],
  );

  const undo = useCallback(async () => {
    const given = last.current;
    if (!given) return;
    last.current = null;
    try {
      const { affected } = await api.removeLabel(given.label.id);
      toasts.addSuccess({
        title: undoneText(affected),
        'data-test-subj': 'anomaliesUndone',
      });
      await refresh();
    } catch (error) {
      last.current = given;
      toasts.addDanger({ title: FAILED_UNDO, text: toApiError(error).message });
    }
  }, [api, refresh, toasts]);

  const judge = useCallback(
    async (row: AnomalyRow, { verdict, muteSeconds, comment }: Judgement): Promise<boolean> => {
      setIsSaving(true);
      try {
        const response = await api.addLabel({
          anomaly_index: row.index,
          anomaly_id: row.id,
          verdict,
          ...(muteSeconds === undefined ? {} : { mute_seconds: muteSeconds }),
          ...(comment ? { comment } : {}),
        });
        last.current = response;
        const toast = toasts.addSuccess({
          title: effectText(verdict, response.affected),
          text: mountPointOf(
            core,
            <UndoToast
              response={response}
              onUndo={() => {
                toasts.remove(toast);
                last.current = response;
                void undo();
              }}
            />,
          ),
          'data-test-subj': 'anomaliesJudged',
        });
        await refresh();
        return true;
      } catch (error) {
        toasts.addDanger({ title: FAILED, text: toApiError(error).message });
        return false;
      } finally {
        setIsSaving(false);
      }
    },
    [api, core, refresh, toasts, undo],
  );

  return { judge, undo, isSaving };
}

const FAILED = i18n.translate('anomalies.verdict.failed', {
  defaultMessage: 'The verdict was not saved',
});
const FAILED_UNDO = i18n.translate('anomalies.verdict.failedUndo', {
  defaultMessage: 'The verdict was not taken back',
});

const undoneText = (affected: number) =>
  i18n.translate('anomalies.verdict.undone', {
    defaultMessage:
      'Taken back: {affected, plural, one {# line counts} other {# lines count}} again',
    values: { affected },
  });

function effectText(verdict: Verdict, affected: number): string {
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

function UndoToast({ response: { label }, onUndo }: { response: LabelResponse; onUndo(): void }) {
  return (
    <>
      <EuiText size="s">
        <p>
          {i18n.translate('anomalies.verdict.scope', {
            defaultMessage: 'Holds for this pattern on {host}.',
            values: { host: label.host },
          })}
        </p>
      </EuiText>
      <div className="anmToastActions">
        <EuiButton size="s" color="success" onClick={onUndo} data-test-subj="anomaliesUndo">
          {i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' })}{' '}
          <kbd className="anmKey">u</kbd>
        </EuiButton>
      </div>
    </>
  );
}
