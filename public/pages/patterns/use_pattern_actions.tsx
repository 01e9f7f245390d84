import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { mountPointOf } from '../../lib/mount';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import {
  effectSubject,
  EffectToast,
  judgedEffect,
  undoneEffect,
} from '../../components/verdict_effect';
import { UndoToast } from './undo_toast';

/** A pattern, as lists and labels name it. */
export interface NamedPattern {
  id: string;
  text: string;
}

const AFFECTED_QUERIES = ['patterns', 'overview', 'search', 'context', 'labels', 'pattern'];

const FAILED = i18n.translate('anomalies.patterns.failed', {
  defaultMessage: 'The pattern was not changed',
});

/** Mutes and watches patterns and takes that back; a toast tells what was done, with Undo. */
export function usePatternActions() {
  const { core, api } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const [isSaving, setIsSaving] = useState(false);
  const lastUndo = useRef<() => void>();

  const run = async (change: () => Promise<void>) => {
    setIsSaving(true);
    try {
      await change();
      await Promise.all(AFFECTED_QUERIES.map((key) => queryClient.invalidateQueries([key])));
    } catch (error) {
      toasts.addDanger({ title: FAILED, text: toApiError(error).message });
    } finally {
      setIsSaving(false);
    }
  };

  /** The toast's button, and the key, take it back once. */
  const undoOnce = (undo: () => void) => {
    const once = () => {
      if (lastUndo.current === once) lastUndo.current = undefined;
      undo();
    };
    lastUndo.current = once;
    return once;
  };

  const unmute = (labelId: string) =>
    run(async () => {
      const response = await api.removeLabel(labelId);
      const effect = undoneEffect(response);
      toasts.addSuccess({
        title: effect.title,
        text: mountPointOf(core, <EffectToast effect={effect} onUndo={() => {}} />),
        'data-test-subj': effectSubject(effect),
      });
    });

  const mute = ({ id, text }: NamedPattern, host: string, seconds: number | undefined) =>
    run(async () => {
      const response = await api.addLabel({
        template_id: id,
        template_text: text,
        host,
        verdict: 'mute',
        ...(seconds === undefined ? {} : { mute_seconds: seconds }),
      });
      const effect = judgedEffect(response);
      const undo = undoOnce(() => {
        toasts.remove(toast);
        void unmute(response.label.id);
      });
      const toast = toasts.addSuccess({
        title: effect.title,
        text: mountPointOf(core, <EffectToast effect={effect} onUndo={undo} />),
        'data-test-subj': effectSubject(effect),
      });
    });

  const setWatched = (pattern: NamedPattern, isWatched: boolean) =>
    run(async () => {
      const { id, text } = pattern;
      if (isWatched) await api.watchPattern({ template_id: id, template_text: text });
      else await api.unwatchPattern(id);
      const undo = undoOnce(() => {
        toasts.remove(toast);
        void setWatched(pattern, !isWatched);
      });
      const toast = toasts.addSuccess({
        title: isWatched ? WATCHED : UNWATCHED,
        text: mountPointOf(core, <UndoToast onUndo={undo} />),
        'data-test-subj': isWatched ? 'anomaliesWatched' : 'anomaliesUnwatched',
      });
    });

  return { mute, unmute, setWatched, isSaving, undo: () => lastUndo.current?.() };
}

export type PatternActions = ReturnType<typeof usePatternActions>;

const WATCHED = i18n.translate('anomalies.patterns.watchedToast', {
  defaultMessage: 'Watched: the overview shows its lines against the usual number',
});
const UNWATCHED = i18n.translate('anomalies.patterns.unwatchedToast', {
  defaultMessage: 'Not watched any more',
});
