import { i18n } from '@kbn/i18n';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DashboardsStatus } from '../../../../common/app_api/dashboards/schema';
import { toApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

/** Installing and removing, with what Kibana says to it. */
export function useDashboardActions() {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  const { mutate, isLoading } = useMutation({
    mutationFn: (action: () => Promise<DashboardsStatus>) => action(),
    onSuccess: (status) => queryClient.setQueryData(['dashboards'], status),
    onError: (error) =>
      core.notifications.toasts.addDanger({
        title: i18n.translate('anomalies.dashboards.failed', {
          defaultMessage: 'Kibana did not do it',
        }),
        text: toApiError(error).message,
      }),
  });
  return {
    isBusy: isLoading,
    install: () => mutate(api.installDashboards),
    remove: () => mutate(api.removeDashboards),
  };
}
