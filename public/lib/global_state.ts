import { isRecord } from './url_state';

/** The period and how often it refreshes, as all of Kibana's apps keep it in `_g`. */
export interface GlobalState {
  time: { from: string; to: string };
  refreshInterval: { pause: boolean; value: number };
}

export const DEFAULT_GLOBAL_STATE: GlobalState = {
  time: { from: 'now-24h', to: 'now' },
  refreshInterval: { pause: true, value: 10_000 },
};

export const MIN_REFRESH_MS = 1_000;

export function parseGlobalState(raw: unknown): GlobalState {
  const { time, refreshInterval } = isRecord(raw) ? raw : {};
  const { from, to } = isRecord(time) ? time : {};
  const { pause, value } = isRecord(refreshInterval) ? refreshInterval : {};
  const fallback = DEFAULT_GLOBAL_STATE;
  return {
    time: typeof from === 'string' && typeof to === 'string' ? { from, to } : { ...fallback.time },
    refreshInterval: {
      pause: typeof pause === 'boolean' ? pause : fallback.refreshInterval.pause,
      value:
        typeof value === 'number' && value >= MIN_REFRESH_MS
          ? value
          : fallback.refreshInterval.value,
    },
  };
}
