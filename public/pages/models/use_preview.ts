import { useQuery } from '@tanstack/react-query';
import type { Preview } from '../../../common/api/sources/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** What there is to train on, in a period or at all. */
export function usePreview(range: TimeRange | undefined) {
  const { api } = useServices();
  return useQuery<Preview, ApiError>({
    queryKey: ['preview', range],
    queryFn: ({ signal }) => api.preview(range ?? {}, signal),
    keepPreviousData: true,
    retry: false,
    staleTime: 60_000,
  });
}
