import { i18n } from '@kbn/i18n';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Model } from '../../../common/api/models/schema';
import { toApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** Activates and deletes; everything that shows a model's results is asked anew. */
export function useModelActions() {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const { toasts } = core.notifications;

  const run = useCallback(
    async (action: () => Promise<unknown>, done: string, failed: string) => {
      try {
        await action();
        toasts.addSuccess({ title: done });
      } catch (error) {
        toasts.addDanger({ title: failed, text: toApiError(error).message });
      }
      await queryClient.invalidateQueries();
    },
    [queryClient, toasts],
  );

  return {
    activate: ({ id }: Model) =>
      run(
        () => api.activateModel(id),
        i18n.translate('anomalies.models.activated', {
          defaultMessage: '{id} scores new lines from now on',
          values: { id },
        }),
        i18n.translate('anomalies.models.notActivated', {
          defaultMessage: '{id} was not activated',
          values: { id },
        }),
      ),
    remove: ({ id }: Model) =>
      run(
        () => api.deleteModel(id),
        i18n.translate('anomalies.models.deleted', {
          defaultMessage: '{id} is deleted',
          values: { id },
        }),
        i18n.translate('anomalies.models.notDeleted', {
          defaultMessage: '{id} was not deleted',
          values: { id },
        }),
      ),
  };
}
