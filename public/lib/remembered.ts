import { isRecord } from './url_state';

/** One entry of the browser's storage for the whole app, so that it is easy to find and to clear. */
const KEY = 'anomalies.app';

function readAll(): Record<string, unknown> {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}');
    return isRecord(stored) ? stored : {};
  } catch {
    // Storage may be forbidden, or hold what somebody else wrote: then nothing is remembered.
    return {};
  }
}

/** What this browser was told to remember under a name; the caller checks what it is. */
export const remembered = (name: string): unknown => readAll()[name];

/** Remembers a choice in this browser; without storage it lasts as long as the address does. */
export function remember(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ ...readAll(), [name]: value }));
  } catch {
    // See readAll.
  }
}
