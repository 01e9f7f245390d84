import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Verdict } from '../../../common/anomaly';
import type { AnomalyRow } from '../../../common/app_api/search/schema';
import { mountPointOf } from '../../lib/mount';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { effectSubject, EffectToast, effectTitle, type VerdictEffect } from './verdict_effect';

/** What changes on screen with a verdict. */
const AFFECTED_QUERIES = [['overview'], ['search'], ['context'], ['labels'], ['pattern']];

export interface Judgement {
  verdict: Verdict;
  muteSeconds?: number;
  comment?: string;
}

const FAILED = i18n.translate('anomalies.verdict.failed', {
  defaultMessage: 'The verdict was not saved',
});
const FAILED_UNDO = i18n.translate('anomalies.verdict.failedUndo', {
  defaultMessage: 'The verdict was not taken back',
});

/**
 * Gives a verdict, takes the last one back, and tells what that did: in a toast, or to the caller
 * (`effect`) where `withToast` is false.
 */
export function useVerdict({ withToast }: { withToast: boolean }) {
  const { core, api } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const [isSaving, setIsSaving] = useState(false);
  const [effect, setEffect] = useState<VerdictEffect>();
  const undoable = useRef<string>();

  const refresh = useCallback(
    () => Promise.all(AFFECTED_QUERIES.map((key) => queryClient.invalidateQueries(key))),
    [queryClient],
  );

  const tell = (next: VerdictEffect, onUndo: () => void) => {
    setEffect(next);
    if (!withToast) return;
    const toast = toasts.addSuccess({
      title: effectTitle(next),
      text: mountPointOf(
        core,
        <EffectToast
          effect={next}
          onUndo={() => {
            toasts.remove(toast);
            onUndo();
          }}
        />,
      ),
      'data-test-subj': effectSubject(next),
    });
  };

  const undo = async () => {
    const id = undoable.current;
    if (id === undefined) return;
    undoable.current = undefined;
    try {
      const response = await api.removeLabel(id);
      tell({ kind: 'undone', response }, () => {});
      await refresh();
    } catch (error) {
      undoable.current = id;
      toasts.addDanger({ title: FAILED_UNDO, text: toApiError(error).message });
    }
  };

  const judge = async (
    row: AnomalyRow,
    { verdict, muteSeconds, comment }: Judgement,
  ): Promise<boolean> => {
    setIsSaving(true);
    try {
      const response = await api.addLabel({
        anomaly_index: row.index,
        anomaly_id: row.id,
        verdict,
        ...(muteSeconds === undefined ? {} : { mute_seconds: muteSeconds }),
        ...(comment ? { comment } : {}),
      });
      const { id } = response.label;
      undoable.current = id;
      tell({ kind: 'judged', response }, () => {
        // Its own verdict, even where another was given since.
        undoable.current = id;
        void undo();
      });
      await refresh();
      return true;
    } catch (error) {
      toasts.addDanger({ title: FAILED, text: toApiError(error).message });
      return false;
    } finally {
      setIsSaving(false);
    }
  };

  return { judge, undo, isSaving, effect, forgetEffect: () => setEffect(undefined) };
}
