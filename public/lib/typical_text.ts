import { i18n } from '@kbn/i18n';
import { formatShort } from './numbers';

const DAYS_OF_WEEK = 7;
const DAYS_OF_MONTH = 30;
/** From so many on in the shorter time, the longer one is not needed. */
const ENOUGH = 1;

/** How often a pattern usually comes: "typical 25 a day", "typical 2 a week"; what is not known says nothing. */
export function typicalText(perDay: number | null): string {
  if (perDay === null) return '–';
  if (perDay === 0) {
    return i18n.translate('anomalies.patterns.typicalNone', { defaultMessage: 'typical none' });
  }
  if (perDay >= ENOUGH) {
    return i18n.translate('anomalies.patterns.typicalDay', {
      defaultMessage: 'typical {count} a day',
      values: { count: formatShort(perDay) },
    });
  }
  if (perDay * DAYS_OF_WEEK >= ENOUGH) {
    return i18n.translate('anomalies.patterns.typicalWeek', {
      defaultMessage: 'typical {count} a week',
      values: { count: formatShort(perDay * DAYS_OF_WEEK) },
    });
  }
  return i18n.translate('anomalies.patterns.typicalMonth', {
    defaultMessage: 'typical {count} a month',
    values: { count: formatShort(perDay * DAYS_OF_MONTH) },
  });
}
