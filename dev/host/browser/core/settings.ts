import { BehaviorSubject } from 'rxjs';

/** What Kibana keeps in its advanced settings; here in this browser. */
export interface HostSettings {
  darkMode: boolean;
  /** IANA zone, or "Browser". */
  timeZone: string;
  locale: 'en' | 'de';
}

const STORAGE_KEY = 'anomalies.host.settings';
const DEFAULTS: HostSettings = { darkMode: false, timeZone: 'Browser', locale: 'en' };

function stored(): HostSettings {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') };
  } catch {
    return DEFAULTS;
  }
}

export const settings$ = new BehaviorSubject<HostSettings>(stored());

export function changeSettings(change: Partial<HostSettings>): void {
  const next = { ...settings$.getValue(), ...change };
  localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  settings$.next(next);
}
