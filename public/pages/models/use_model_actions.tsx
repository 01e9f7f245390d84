import { EuiButton, EuiText } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Model } from '../../../common/api/models/schema';
import { mountPointOf } from '../../lib/mount';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** Activates, rolls back and deletes; everything that shows a model's results is asked anew. */
export function useModelActions() {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;

  const run = useCallback(
    async (action: () => Promise<void>, failed: string) => {
      try {
        await action();
      } catch (error) {
        toasts.addDanger({ title: failed, text: toApiError(error).message });
      }
      await queryClient.invalidateQueries();
    },
    [queryClient, toasts],
  );

  /** Told with a way back to the version that was active until now. */
  const makeActive = (action: () => Promise<Model>, previousId: string | undefined) =>
    run(
      async () => {
        const { id } = await action();
        const toast = toasts.addSuccess({
          title: i18n.translate('anomalies.models.activated', {
            defaultMessage: '{id} scores new lines from now on',
            values: { id },
          }),
          text: mountPointOf(
            core,
            <ActivationEffect
              onUndo={
                previousId === undefined
                  ? undefined
                  : () => {
                      toasts.remove(toast);
                      void activate(previousId, undefined);
                    }
              }
            />,
          ),
        });
      },
      i18n.translate('anomalies.models.stillActive', {
        defaultMessage: 'The active version was not changed',
      }),
    );

  const activate = (id: string, previousId: string | undefined): Promise<void> =>
    makeActive(() => api.activateModel(id), previousId);

  return {
    activate,
    rollBack: (previousId: string | undefined) => makeActive(() => api.rollBackModel(), previousId),
    remove: ({ id }: Model) =>
      run(
        async () => {
          await api.deleteModel(id);
          toasts.addSuccess({
            title: i18n.translate('anomalies.models.deleted', {
              defaultMessage: '{id} is deleted',
              values: { id },
            }),
          });
        },
        i18n.translate('anomalies.models.notDeleted', {
          defaultMessage: '{id} was not deleted',
          values: { id },
        }),
      ),
  };
}

function ActivationEffect({ onUndo }: { onUndo: (() => void) | undefined }) {
  return (
    <>
      <EuiText size="s">
        {i18n.translate('anomalies.models.activationEffect', {
          defaultMessage: 'Lines that are scored keep their scores until scored again.',
        })}
      </EuiText>
      {onUndo && (
        <EuiButton size="s" onClick={onUndo} data-test-subj="anomaliesActivationUndo">
          {i18n.translate('anomalies.models.activationUndo', { defaultMessage: 'Undo' })}
        </EuiButton>
      )}
    </>
  );
}
