import { i18n } from '@kbn/i18n';
import { WEEKDAYS, type Weekday } from '../../../../common/api/settings/rules';

/** 2024-01-01 was a Monday. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** "Mon", as the reader writes it. */
export function weekdayName(day: Weekday): string {
  const format = new Intl.DateTimeFormat(i18n.getLocale(), { weekday: 'short', timeZone: 'UTC' });
  return format.format(A_MONDAY_MS + WEEKDAYS.indexOf(day) * DAY_MS);
}
