import { i18n } from '@kbn/i18n';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Lanes } from '../../common/app_api/lanes/schema';
import { useTimes } from '../hooks/use_times';
import { resolvePeriod } from '../lib/resolve_period';
import { ApiError } from '../services/api_error';
import { useServices } from '../services/services';
import type { DashboardContext } from './dashboard_context';
import { severityFilter, type PanelSettings } from './panel_settings';

const BUCKETS = 48;

/** The lanes of a panel; `refreshes` counts how often they were asked for anew. */
export function usePanelLanes(
  settings: PanelSettings,
  { time, follow }: DashboardContext,
  refreshes: number,
): UseQueryResult<Lanes, ApiError> {
  const { api } = useServices();
  const times = useTimes();
  // Every refresh moves "now".
  const range = useMemo(() => {
    void refreshes;
    return resolvePeriod({ from: time.from, to: time.to });
  }, [time.from, time.to, refreshes]);
  return useQuery<Lanes, ApiError>({
    queryKey: ['lanes', settings, range, follow, refreshes],
    queryFn: ({ signal }) => {
      if (!range) throw new ApiError(400, 'invalid_period', unreadable(time));
      return api.lanes(
        {
          ...range,
          query: settings.filter,
          severity: severityFilter(settings),
          follow,
          view_by: settings.viewBy,
          lanes: settings.lanes,
          buckets: BUCKETS,
          utc_offset_minutes: times.utcOffsetMinutes(range.from),
        },
        signal,
      );
    },
    keepPreviousData: true,
  });
}

const unreadable = (period: DashboardContext['time']): string =>
  i18n.translate('anomalies.panel.period', {
    defaultMessage: 'The period from {from} to {to} cannot be read: choose another one.',
    values: { from: period.from, to: period.to },
  });
