import { useQuery } from '@tanstack/react-query';
import type { IncidentSearchResponse } from '../../../common/app_api/incidents/schema';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';

const SHOWN = 6;
const SPARK_BUCKETS = 30;

/** The worst open incidents of the period, with counts of all. */
export function useWorstIncidents() {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  return useQuery<IncidentSearchResponse, ApiError>({
    queryKey: ['incidents', range, 'worst'],
    queryFn: ({ signal }) =>
      api.searchIncidents(
        {
          ...range,
          size: SHOWN,
          buckets: SPARK_BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });
}
