import type { IUiSettingsClient } from '@kbn/core/public';
import { settings } from './settings';

/** Kibana's defaults for the settings that the app reads. */
const KIBANA_DEFAULTS: Record<string, unknown> = {
  dateFormat: 'MMM D, YYYY @ HH:mm:ss.SSS',
  'dateFormat:dow': 'Sunday',
  'timepicker:quickRanges': [
    { from: 'now/d', to: 'now/d', display: 'Today' },
    { from: 'now/w', to: 'now/w', display: 'This week' },
    { from: 'now-15m', to: 'now', display: 'Last 15 minutes' },
    { from: 'now-1h', to: 'now', display: 'Last 1 hour' },
    { from: 'now-24h', to: 'now', display: 'Last 24 hours' },
    { from: 'now-7d', to: 'now', display: 'Last 7 days' },
    { from: 'now-30d', to: 'now', display: 'Last 30 days' },
    { from: 'now-1y', to: 'now', display: 'Last 1 year' },
  ],
};

/** Settings of type JSON: Kibana parses what it has for them, a caller's default included. */
const JSON_SETTINGS: ReadonlySet<string> = new Set(['timepicker:quickRanges']);

export const uiSettings: IUiSettingsClient = {
  get<T>(key: string, defaultOverride?: T): T {
    if (key === 'dateFormat:tz') return settings.timeZone as T;
    if (JSON_SETTINGS.has(key) && defaultOverride !== undefined) {
      throw new SyntaxError(`Kibana reads the default of "${key}" as JSON text: give it none.`);
    }
    return (key in KIBANA_DEFAULTS ? KIBANA_DEFAULTS[key] : defaultOverride) as T;
  },
};
