import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { MAX_REACHABLE_ROWS } from '../../../common/app_api/search/limits';
import type { RowPlace, SearchResponse } from '../../../common/app_api/search/schema';
import { usePeriod } from '../../hooks/use_period';
import { useTimes } from '../../hooks/use_times';
import type { ApiError } from '../../services/api_error';
import { useServices } from '../../services/services';
import { filtersOf, type ReviewState } from './review_state';

const BUCKETS = 60;

interface KnownPage {
  /** Filters, order and page size: places hold under the same only. */
  listing: string;
  page: number;
  places: SearchResponse['places'];
}

/** One page of what matches. Deep pages are asked for from the page before or after, whose rows are known. */
export function useSearch(state: ReviewState) {
  const { api } = useServices();
  const { range } = usePeriod();
  const times = useTimes();
  const filters = filtersOf(state, range);
  const { page, size, sort, direction } = state;
  const listing = JSON.stringify([filters, sort, direction, size]);
  const known = useRef<KnownPage>();

  const query = useQuery<SearchResponse, ApiError>({
    queryKey: ['search', listing, page],
    queryFn: ({ signal }) =>
      api.search(
        {
          ...filters,
          page,
          size,
          near: nearestPlace(known.current, listing, page, size),
          sort: { field: sort, direction },
          buckets: BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      ),
    keepPreviousData: true,
  });

  const { data, isPreviousData } = query;
  useEffect(() => {
    if (data && !isPreviousData) known.current = { listing, page, places: data.places };
  }, [data, isPreviousData, listing, page]);
  return query;
}

function nearestPlace(
  known: KnownPage | undefined,
  listing: string,
  page: number,
  size: number,
): RowPlace | undefined {
  const isDeep = (page + 1) * size > MAX_REACHABLE_ROWS;
  if (!isDeep || known?.listing !== listing || !known.places || known.page === page) {
    return undefined;
  }
  return known.page < page ? known.places.last : known.places.first;
}
