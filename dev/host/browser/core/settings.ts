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

/** As they were when the page was loaded: texts, times and theme are settled then, as in Kibana. */
export const settings: HostSettings = stored();

/** Loads the page anew with other settings. */
export function changeSettings(change: Partial<HostSettings>): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...settings, ...change }));
  window.location.reload();
}
