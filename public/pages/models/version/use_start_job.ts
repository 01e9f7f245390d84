import { i18n } from '@kbn/i18n';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job, JobRequestInput } from '../../../../common/api/jobs/schema';
import type { ApiError } from '../../../services/api_error';
import { useServices } from '../../../services/services';

/** Starts a job that scores a period; a refusal is told. */
export function useStartJob(onStarted: (job: Job) => void) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  return useMutation<Job, ApiError, JobRequestInput>({
    mutationFn: (request) => api.startJob(request),
    async onSuccess(job) {
      onStarted(job);
      await Promise.all([
        queryClient.invalidateQueries(['status']),
        queryClient.invalidateQueries(['jobs']),
      ]);
    },
    onError(error) {
      core.notifications.toasts.addDanger({
        title: i18n.translate('anomalies.job.notStarted', { defaultMessage: 'It did not start' }),
        text: error.message,
      });
    },
  });
}
