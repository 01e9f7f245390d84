import { i18n } from '@kbn/i18n';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job, JobRequestInput } from '../../../common/api/jobs/schema';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

export type TrainRequest = Omit<Extract<JobRequestInput, { type: 'train' }>, 'type'>;

/** Starts a training job. */
export function useTrain(onStarted: (job: Job) => void) {
  const { api, core } = useServices();
  const queryClient = useQueryClient();
  return useMutation<Job, ApiError, TrainRequest>({
    mutationFn: (request) => api.startJob({ type: 'train', ...request }),
    async onSuccess(job) {
      onStarted(job);
      await Promise.all([
        queryClient.invalidateQueries(['status']),
        queryClient.invalidateQueries(['jobs']),
      ]);
    },
    onError(error) {
      core.notifications.toasts.addDanger({
        title: i18n.translate('anomalies.train.failed', {
          defaultMessage: 'Training did not start',
        }),
        text: error.message,
      });
    },
  });
}
