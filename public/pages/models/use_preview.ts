import { useQuery } from '@tanstack/react-query';
import type { Preview, PreviewRequest } from '../../../common/api/sources/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

/** What there is to train on, in a period or at all. */
export function usePreview(
  range: TimeRange | undefined,
  choices: Pick<Partial<PreviewRequest>, 'index' | 'detectors'> = {},
) {
  const { api } = useServices();
  return useQuery<Preview, ApiError>({
    queryKey: ['preview', range, choices],
    queryFn: ({ signal }) => api.preview({ ...range, ...choices }, signal),
    keepPreviousData: true,
    retry: false,
    staleTime: 60_000,
  });
}
