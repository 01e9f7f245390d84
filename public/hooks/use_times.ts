import moment from 'moment-timezone';
import { useMemo } from 'react';
import { useServices } from '../services/services';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Times {
  /** IANA name of the zone that times are shown in. */
  zone: string;
  /** The same as people write it: UTC, CET. */
  zoneName: string;
  /** By the reader's own dateFormat. */
  full(time: string | number): string;
  /** The same without milliseconds. */
  seconds(time: string | number): string;
  /** Time of day to the second, for lists of lines. */
  clock(time: string | number): string;
  /** Short: time today, day otherwise. */
  short(time: string | number): string;
  /** Day and time to the minute. */
  minute(time: string | number): string;
  day(time: string | number): string;
  /** For an axis that covers so much. */
  axis(spanMs: number): (time: number) => string;
  /** Minutes that the zone is ahead of UTC at a time. */
  utcOffsetMinutes(time: string | number): number;
}

/** Formats times as Kibana's advanced settings say: `dateFormat` and `dateFormat:tz`. */
export function useTimes(): Times {
  const { core } = useServices();
  const dateFormat = core.uiSettings.get<string>('dateFormat', 'MMM D, YYYY @ HH:mm:ss.SSS');
  const setting = core.uiSettings.get<string>('dateFormat:tz', 'Browser');
  return useMemo(() => {
    const zone = setting === 'Browser' ? moment.tz.guess() : setting;
    const at = (time: string | number) => moment.tz(time, zone);
    const format = (pattern: string) => (time: string | number) => at(time).format(pattern);
    return {
      zone,
      zoneName: moment.tz(zone).zoneAbbr(),
      full: format(dateFormat),
      seconds: format(dateFormat.replace(/[.,]S+/, '')),
      clock: format('HH:mm:ss'),
      day: format('MMM D'),
      minute: format('MMM D, HH:mm'),
      short: (time) => at(time).format(at(time).isSame(moment(), 'day') ? 'HH:mm' : 'MMM D, HH:mm'),
      axis(spanMs) {
        if (spanMs <= 2 * DAY_MS) return format('HH:mm');
        return format(spanMs <= 8 * DAY_MS ? 'ddd D, HH:mm' : 'MMM D');
      },
      utcOffsetMinutes: (time) => at(time).utcOffset(),
    };
  }, [dateFormat, setting]);
}
