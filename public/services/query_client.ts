import { QueryClient } from '@tanstack/react-query';
import { toApiError } from './api_error';

export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // What was wrong with a request stays wrong; a hiccup on the way may not.
        retry: (failures, error) => failures < 1 && toApiError(error).status >= 500,
        refetchOnWindowFocus: false,
        cacheTime: 60_000,
      },
    },
  });
