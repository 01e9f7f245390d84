import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { JudgeIncident } from '../../common/app_api/incidents/schema';
import type { StoredIncident } from '../../common/incident';
import { INCIDENT_VERDICT_LABELS, type IncidentJudgement } from '../lib/incident_verdicts';
import { mountPointOf } from '../lib/mount';
import { toApiError } from '../services/api_error';
import { useServices } from '../services/services';

export type Judgeable = Pick<StoredIncident, 'id' | 'title' | 'verdict'>;

/** What changes on screen with a verdict. */
const AFFECTED_QUERIES = [['incidents'], ['openIncidents'], ['incident']];

const FAILED = i18n.translate('anomalies.incidentVerdict.failed', {
  defaultMessage: 'The verdict was not saved',
});

/** Judges an incident as a whole, tells so in a toast, and takes the last verdict back. */
export function useIncidentVerdict() {
  const { core, api } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;
  const [isSaving, setIsSaving] = useState(false);
  const undoable = useRef<{ incident: Judgeable; close(): void }>();

  const send = useCallback(
    async (id: string, request: JudgeIncident): Promise<boolean> => {
      setIsSaving(true);
      try {
        await api.judgeIncident(id, request);
        await Promise.all(AFFECTED_QUERIES.map((key) => queryClient.invalidateQueries(key)));
        return true;
      } catch (error) {
        toasts.addDanger({ title: FAILED, text: toApiError(error).message });
        return false;
      } finally {
        setIsSaving(false);
      }
    },
    [api, queryClient, toasts],
  );

  /** Puts back what was said of it before, mostly nothing. */
  const restore = async ({ id, verdict: before }: Judgeable) => {
    const isDone = await send(id, {
      verdict: before?.verdict ?? 'none',
      ...(before?.comment ? { comment: before.comment } : {}),
    });
    if (!isDone) return;
    toasts.addSuccess({
      title: i18n.translate('anomalies.incidentVerdict.undone', {
        defaultMessage: 'Taken back: the incident is as it was',
      }),
      'data-test-subj': 'anomaliesIncidentUndone',
    });
  };

  const undo = async () => {
    const last = undoable.current;
    if (!last) return;
    undoable.current = undefined;
    last.close();
    await restore(last.incident);
  };

  const judge = async (
    incident: Judgeable,
    verdict: IncidentJudgement,
    comment = '',
  ): Promise<boolean> => {
    const text = comment.trim();
    const isDone = await send(incident.id, { verdict, ...(text === '' ? {} : { comment: text }) });
    if (!isDone) return false;
    const toast = toasts.addSuccess({
      title: i18n.translate('anomalies.incidentVerdict.judged', {
        defaultMessage: '{verdict}: the incident is judged',
        values: { verdict: INCIDENT_VERDICT_LABELS[verdict] },
      }),
      text: mountPointOf(
        core,
        <JudgedToast
          title={incident.title}
          onUndo={() => {
            toasts.remove(toast);
            void restore(incident);
          }}
        />,
      ),
      'data-test-subj': 'anomaliesIncidentJudged',
    });
    undoable.current = { incident, close: () => toasts.remove(toast) };
    return true;
  };

  /** Takes back a verdict of before, by whomever. */
  const takeBack = (incident: Judgeable) => restore({ ...incident, verdict: null });

  return { judge, undo, takeBack, isSaving };
}

function JudgedToast({ title, onUndo }: { title: string; onUndo(): void }) {
  return (
    <>
      <EuiText size="s">
        <p className="anmToastText">{title}</p>
        <p>
          {i18n.translate('anomalies.incidentVerdict.scope', {
            defaultMessage: 'Holds for this incident; lines like these will go on being flagged.',
          })}
        </p>
      </EuiText>
      <div className="anmToastActions">
        <EuiButton size="s" color="success" onClick={onUndo} data-test-subj="anomaliesIncidentUndo">
          {i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' })}{' '}
          <kbd className="anmKey">u</kbd>
        </EuiButton>
      </div>
    </>
  );
}
