import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useHistory, useLocation } from 'react-router-dom';
import type { TimeRange } from '../../common/app_api/time_range';
import { DEFAULT_GLOBAL_STATE, parseGlobalState, type GlobalState } from '../lib/global_state';
import { resolvePeriod } from '../lib/resolve_period';
import { readState, writeState } from '../lib/url_state';
import { useServices } from '../services/services';
import { readSharedPeriod, writeSharedPeriod } from '../services/shared_period';

export interface Period extends GlobalState {
  /** The period as points in time, fixed until the next refresh. */
  range: TimeRange;
  setTime(time: GlobalState['time']): void;
  setRefreshInterval(refreshInterval: GlobalState['refreshInterval']): void;
  refresh(): void;
}

const PeriodContext = createContext<Period | null>(null);

/**
 * Keeps the one time range of the app in the address and refreshes it in step. Where the address names none,
 * the one that was chosen in another of Kibana's apps holds; theirs follow what is chosen here.
 */
export function PeriodProvider({ children }: { children: ReactNode }) {
  const history = useHistory();
  const { search } = useLocation();
  const { data } = useServices().plugins;
  const raw = readState(search, '_g');
  const isNamed = raw !== undefined;
  const key = JSON.stringify(parseGlobalState(raw ?? readSharedPeriod(data)));
  const state = useMemo(() => JSON.parse(key) as GlobalState, [key]);
  const [refreshes, setRefreshes] = useState(0);
  const queryClient = useQueryClient();
  // "now" moves on, and with it what is asked for; between two fixed times the same has to be asked again.
  const isFixed = !`${state.time.from} ${state.time.to}`.includes('now');
  const refresh = useCallback(() => {
    setRefreshes((count) => count + 1);
    if (isFixed) void queryClient.invalidateQueries();
  }, [isFixed, queryClient]);

  const change = useCallback(
    (part: Partial<GlobalState>) => {
      const { search: now } = history.location;
      const next = { ...parseGlobalState(readState(now, '_g')), ...part };
      history.push({ ...history.location, search: writeState(now, '_g', next) });
    },
    [history],
  );

  useEffect(() => {
    if (isNamed) {
      // An address may hold anything; the other apps are not to have it.
      if (resolvePeriod(state.time)) writeSharedPeriod(data, state);
    } else if (readSharedPeriod(data)) {
      const { location } = history;
      history.replace({ ...location, search: writeState(location.search, '_g', state) });
    }
  }, [data, history, isNamed, state]);

  const { pause, value } = state.refreshInterval;
  useEffect(() => {
    if (pause) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, value);
    return () => clearInterval(timer);
  }, [pause, value, refresh]);

  const period = useMemo<Period>(() => {
    // Every refresh moves "now".
    void refreshes;
    const range = resolvePeriod(state.time) ?? resolvePeriod(DEFAULT_GLOBAL_STATE.time);
    if (!range) throw new Error('The default period cannot be read.');
    return {
      ...state,
      range,
      setTime: (time) => change({ time }),
      setRefreshInterval: (refreshInterval) => change({ refreshInterval }),
      refresh,
    };
  }, [state, refreshes, change, refresh]);

  return <PeriodContext.Provider value={period}>{children}</PeriodContext.Provider>;
}

export function usePeriod(): Period {
  const period = useContext(PeriodContext);
  if (!period) throw new Error('PeriodProvider is missing.');
  return period;
}
