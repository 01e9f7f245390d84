import type { GlobalState } from '../lib/global_state';

/** Of Kibana's `data` plugin: the period that its apps share, kept in memory as one goes from app to app. */
export interface DataPlugin {
  query: {
    timefilter: {
      timefilter: {
        /** Whether anybody has set the period; before, it is a default of Kibana's own. */
        isTimeTouched(): boolean;
        getTime(): GlobalState['time'];
        setTime(time: GlobalState['time']): void;
        getRefreshInterval(): GlobalState['refreshInterval'];
        setRefreshInterval(refreshInterval: GlobalState['refreshInterval']): void;
      };
    };
  };
}

/** What the user has chosen in another app; undefined where nothing, or outside Kibana. */
export function readSharedPeriod(data: DataPlugin | undefined): GlobalState | undefined {
  const shared = data?.query.timefilter.timefilter;
  if (!shared?.isTimeTouched()) return undefined;
  return { time: shared.getTime(), refreshInterval: shared.getRefreshInterval() };
}

export function writeSharedPeriod(data: DataPlugin | undefined, state: GlobalState): void {
  const shared = data?.query.timefilter.timefilter;
  shared?.setTime(state.time);
  shared?.setRefreshInterval(state.refreshInterval);
}
