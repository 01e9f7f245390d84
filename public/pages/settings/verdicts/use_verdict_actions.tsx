import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import type { LabelResponse } from '../../../../common/api/labels/schema';
import type { GivenVerdict } from '../../../../common/app_api/verdicts/schema';
import { mountPointOf } from '../../../lib/mount';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

export interface VerdictActions {
  remove(verdict: GivenVerdict): Promise<void>;
  muteFor(verdict: GivenVerdict, seconds: number | undefined): Promise<void>;
}

/** Takes verdicts back, with a way to undo that, and changes how long mutes hold. */
export function useVerdictActions(): VerdictActions {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;

  /** All that shows lines or verdicts is asked anew; what is being edited on the page stays. */
  const refresh = () =>
    queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'settings' });

  const run = async (
    action: () => Promise<LabelResponse>,
    onDone: (response: LabelResponse) => void,
  ) => {
    try {
      onDone(await action());
      await refresh();
    } catch (error) {
      toasts.addDanger({
        title: i18n.translate('anomalies.verdicts.failed', {
          defaultMessage: 'The verdict was not changed',
        }),
        text: toApiError(error).message,
      });
    }
  };

  const restore = (id: string) =>
    run(
      () => api.restoreLabel(id),
      ({ label }) =>
        toasts.addSuccess({
          title: i18n.translate('anomalies.verdicts.restored', {
            defaultMessage: 'The verdict holds again on {host}',
            values: { host: label.host },
          }),
          'data-test-subj': 'anomaliesVerdictRestored',
        }),
    );

  return {
    remove: ({ id }) =>
      run(
        () => api.removeLabel(id),
        (response) => {
          const toast = toasts.addSuccess({
            title: i18n.translate('anomalies.verdicts.removed', {
              defaultMessage:
                'Taken back: {affected, plural, one {# line counts} other {# lines count}} again',
              values: { affected: response.affected },
            }),
            text: mountPointOf(
              core,
              <RemovedToast
                host={response.label.host}
                onUndo={() => {
                  toasts.remove(toast);
                  void restore(id);
                }}
              />,
            ),
            'data-test-subj': 'anomaliesVerdictRemoved',
          });
        },
      ),
    muteFor: ({ id }, seconds) =>
      run(
        () => api.muteFor(id, seconds),
        ({ affected }) =>
          toasts.addSuccess({
            title: i18n.translate('anomalies.verdicts.extended', {
              defaultMessage:
                'The mute is changed: {affected, plural, =0 {no line} one {# line} other {# lines}} counted otherwise now',
              values: { affected },
            }),
            'data-test-subj': 'anomaliesVerdictExtended',
          }),
      ),
  };
}

function RemovedToast({ host, onUndo }: { host: string; onUndo(): void }) {
  return (
    <>
      <EuiText size="s">
        <p>
          {i18n.translate('anomalies.verdicts.removedScope', {
            defaultMessage: 'It held for this pattern on {host}.',
            values: { host },
          })}
        </p>
      </EuiText>
      <div className="anmToastActions">
        <EuiButton size="s" color="success" onClick={onUndo} data-test-subj="anomaliesVerdictUndo">
          {i18n.translate('anomalies.verdict.undo', { defaultMessage: 'Undo' })}
        </EuiButton>
      </div>
    </>
  );
}
