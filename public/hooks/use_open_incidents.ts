import { useQuery } from '@tanstack/react-query';
import type { OpenIncidents } from '../../common/app_api/incidents/schema';
import type { ApiError } from '../services/api_error';
import { useServices } from '../services/services';
import { usePeriod } from './use_period';

/** Incidents of the period that nobody judged yet, worst first. */
export function useOpenIncidents() {
  const { api } = useServices();
  const { range } = usePeriod();
  return useQuery<OpenIncidents, ApiError>({
    queryKey: ['openIncidents', range],
    queryFn: ({ signal }) => api.openIncidents(range, signal),
    keepPreviousData: true,
    // Beside the page's own content: what is wrong is said there.
    retry: false,
  });
}
