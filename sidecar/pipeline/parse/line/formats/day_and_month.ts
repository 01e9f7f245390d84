import { monthOf, timeOfDayMs, yearOfTwoDigits } from '../date_parts';
import { headWithTime, type LineFormat } from '../line_format';

/** `25-Jul-2023 10:00:01`, `25/Jul/2023:10:00:01 +0200`, RFC 5322's `Tue, 25 Jul 2023 10:00:01 GMT`; bracketed or not. */
const NAMED =
  /^\[?(?:[A-Z][a-z]{2},? )?(\d{1,2})[-/ ]([A-Z][a-z]{2})[-/ ](\d{4})[ :](\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d)(?![A-Za-z\d]))?(?![\d:])/;
export const dayMonthName: LineFormat = {
  name: 'day_month_name',
  read(line, clock) {
    const m = NAMED.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[4], m[5], m[6], m[7]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[3]), monthOf(m[2]), Number(m[1]), inDayMs, m[8]),
      end: m[0].length,
    });
  },
};

/** `07/25/2023 10:00:01`, `7/25/2023, 1:02:03 PM`, `25.07.2023 10:00:01`; bracketed or not. */
const YEAR_LAST =
  /^\[?(\d{1,2})([/.])(\d{1,2})[/.](\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?([AP])M\b)?(?![\d:])/;
export const yearLast: LineFormat = {
  name: 'year_last',
  read(line, clock) {
    const m = YEAR_LAST.exec(line);
    if (!m) return null;
    const first = Number(m[1]);
    const second = Number(m[3]);
    // Between slashes the month comes first unless there is no such month; between dots the day does.
    const isDayFirst = m[2] === '.' ? second <= 12 : first > 12;
    const [month, day] = isDayFirst ? [second, first] : [first, second];
    const hours = m[9] ? String((Number(m[5]) % 12) + (m[9] === 'P' ? 12 : 0)) : m[5];
    const inDayMs = timeOfDayMs(hours, m[6], m[7], m[8]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[4]), month - 1, day, inDayMs),
      end: m[0].length,
    });
  },
};

/** Spark's `17/06/09 20:10:40 INFO …`: the year first, last where that is no date. */
const TWO_DIGIT_YEAR = /^\[?(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?![\d:])/;
export const twoDigitYear: LineFormat = {
  name: 'two_digit_year',
  read(line, clock) {
    const m = TWO_DIGIT_YEAR.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[4], m[5], m[6], m[7]);
    const isYearLast = Number(m[2]) > 12;
    const [year, month, day] = isYearLast ? [m[3], m[1], m[2]] : [m[1], m[2], m[3]];
    return headWithTime({
      timestampMs: clock.toMs(yearOfTwoDigits(year), Number(month) - 1, Number(day), inDayMs),
      end: m[0].length,
    });
  },
};
