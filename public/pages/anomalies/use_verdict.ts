import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Verdict } from '../../../common/anomaly';
import type { BulkJudgeRequestInput } from '../../../common/app_api/labels/schema';
import type { SearchFiltersInput } from '../../../common/app_api/search/filters';
import type { AnomalyRow } from '../../../common/app_api/search/schema';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import {
  bulkJudgedEffect,
  bulkRemovedEffect,
  bulkRestoredEffect,
  bulkUndoneEffect,
  judgedEffect,
  undoneEffect,
  type VerdictEffect,
} from '../../components/verdict_effect';

/** What changes on screen with a verdict. */
const AFFECTED_QUERIES = [
  ['overview'],
  ['search'],
  ['scatter'],
  ['similar'],
  ['context'],
  ['labels'],
  ['pattern'],
];

export interface Judgement {
  verdict: Verdict;
  muteSeconds?: number;
  comment?: string;
}

/** Many lines: by hand, or all that match. */
export type BulkTarget = { rows: AnomalyRow[] } | { matching: SearchFiltersInput };

/** What was done, and how it is taken back. */
interface Done {
  effect: VerdictEffect;
  undo?: () => Promise<VerdictEffect>;
}

const FAILED = i18n.translate('anomalies.verdict.failed', {
  defaultMessage: 'The verdict was not saved',
});
const FAILED_UNDO = i18n.translate('anomalies.verdict.failedUndo', {
  defaultMessage: 'The verdict was not taken back',
});

/** Gives verdicts, takes the last one back, and tells what that did. */
export function useVerdict() {
  const { core, api } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const [isSaving, setIsSaving] = useState(false);
  const [effect, setEffect] = useState<VerdictEffect>();
  const undoable = useRef<Done['undo']>();

  const refresh = useCallback(
    () => Promise.all(AFFECTED_QUERIES.map((key) => queryClient.invalidateQueries(key))),
    [queryClient],
  );

  const run = async (action: () => Promise<Done>): Promise<boolean> => {
    setIsSaving(true);
    try {
      const done = await action();
      undoable.current = done.undo;
      setEffect(done.effect);
      await refresh();
      return true;
    } catch (error) {
      toasts.addDanger({ title: FAILED, text: toApiError(error).message });
      return false;
    } finally {
      setIsSaving(false);
    }
  };

  const undo = async () => {
    const action = undoable.current;
    if (!action) return;
    undoable.current = undefined;
    try {
      setEffect(await action());
      await refresh();
    } catch (error) {
      undoable.current = action;
      toasts.addDanger({ title: FAILED_UNDO, text: toApiError(error).message });
    }
  };

  const judge = (row: AnomalyRow, { verdict, muteSeconds, comment }: Judgement) =>
    run(async () => {
      const response = await api.addLabel({
        ...refOf(row),
        verdict,
        ...(muteSeconds === undefined ? {} : { mute_seconds: muteSeconds }),
        ...(comment ? { comment } : {}),
      });
      return {
        effect: judgedEffect(response),
        undo: async () => undoneEffect(await api.removeLabel(response.label.id)),
      };
    });

  const judgeMany = (target: BulkTarget, { verdict, muteSeconds }: Judgement) =>
    run(async () => {
      const mute = muteSeconds === undefined ? {} : { mute_seconds: muteSeconds };
      const request: BulkJudgeRequestInput =
        'rows' in target
          ? { verdict, ...mute, anomalies: target.rows.map(refOf) }
          : { verdict, ...mute, matching: target.matching };
      const done = await api.judgeMany(request);
      return {
        effect: bulkJudgedEffect(verdict, done),
        undo: async () => bulkUndoneEffect(await api.removeLabels({ ids: done.label_ids })),
      };
    });

  const removeMany = (target: BulkTarget) =>
    run(async () => {
      const ids = 'rows' in target ? labelIdsOf(target.rows) : [];
      const done =
        'matching' in target
          ? await api.removeLabels(target)
          : ids.length > 0
            ? await api.removeLabels({ ids })
            : { label_ids: [], verdict: null, missing: 0, affected: 0 };
      return {
        effect: bulkRemovedEffect(done),
        undo:
          done.label_ids.length > 0
            ? async () => bulkRestoredEffect(await api.restoreLabels(done.label_ids))
            : undefined,
      };
    });

  const forgetEffect = useCallback(() => setEffect(undefined), []);
  return { judge, judgeMany, removeMany, undo, isSaving, effect, forgetEffect };
}

const refOf = ({ index, id }: AnomalyRow) => ({ anomaly_index: index, anomaly_id: id });

/** The labels that hold for these lines, each once. */
const labelIdsOf = (rows: AnomalyRow[]): string[] => [
  ...new Set(rows.flatMap(({ document }) => document.anomaly.label_id ?? [])),
];
