import { timeOfDayMs, yearOfTwoDigits } from '../date_parts';
import { headWithTime, type LineFormat } from '../line_format';

/** Hadoop's short form: `081109 203615 148 INFO …` is 9 November 2008, 20:36:15. */
const SHORT = /^(\d\d)(\d\d)(\d\d) (\d\d)(\d\d)(\d\d) /;
export const shortCompact: LineFormat = {
  name: 'short_compact',
  read(line, clock) {
    const m = SHORT.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[4], m[5], m[6]);
    return headWithTime({
      timestampMs: clock.toMs(yearOfTwoDigits(m[1]), Number(m[2]) - 1, Number(m[3]), inDayMs),
      end: m[0].length,
    });
  },
};

/** ISO 8601's basic form, `20230725T100001Z`, and its like: `20230725 100001`, `20230725-10:00:01.5`. */
const BASIC =
  /^\[?((?:19|20)\d\d)(\d\d)(\d\d)[T -](\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,9}))?(?:(Z|[+-]\d\d:?\d\d)(?![A-Za-z\d]))?(?![\d:])/;
export const basicIso: LineFormat = {
  name: 'basic_iso8601',
  read(line, clock) {
    const m = BASIC.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[4], m[5], m[6], m[7]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[1]), Number(m[2]) - 1, Number(m[3]), inDayMs, m[8]),
      end: m[0].length,
    });
  },
};

/** `20171223-22:15:29:606|Step_LSC|…`: columns between bars, parts of the time not padded. */
const PIPED = /^(\d{4})(\d\d)(\d\d)-(\d{1,2}):(\d{1,2}):(\d{1,2})[:.](\d{1,3})\|/;
export const piped: LineFormat = {
  name: 'piped',
  read(line, clock) {
    const m = PIPED.exec(line);
    if (!m) return null;
    // "606" and "6" are milliseconds here, no fraction.
    const inDayMs = timeOfDayMs(m[4], m[5], m[6]) + Number(m[7]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[1]), Number(m[2]) - 1, Number(m[3]), inDayMs),
      end: m[0].length,
    });
  },
};
