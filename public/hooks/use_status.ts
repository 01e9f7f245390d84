import { useQuery } from '@tanstack/react-query';
import type { AppStatus } from '../../common/app_api/status/schema';
import type { ApiError } from '../services/api_error';
import { useServices } from '../services/services';

const IDLE_MS = 5_000;
const BUSY_MS = 1_000;

/** What the sidecar does now; asked more often while a job with an end runs. */
export function useStatus() {
  const { api } = useServices();
  return useQuery<AppStatus, ApiError>({
    queryKey: ['status'],
    queryFn: ({ signal }) => api.status(signal),
    refetchInterval: (data) => (data && isBusy(data) ? BUSY_MS : IDLE_MS),
    retry: false,
  });
}

function isBusy(answer: AppStatus): boolean {
  return answer.reachable && answer.status.running_jobs.some(({ type }) => type !== 'follow');
}
