import { levelOfHttpStatus, levelOfWord } from '../../log_level';
import { monthOf, timeOfDayMs } from '../date_parts';
import { headWithTime, type LineFormat } from '../line_format';

/** Apache's and nginx's access log, common or combined. */
const ACCESS =
  /^(\S+) \S+ \S+ \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] "(?:[^"\\]|\\.)*" (\d{3}) /;
export const access: LineFormat = {
  name: 'access',
  read(line, clock) {
    const m = ACCESS.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[5], m[6], m[7]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[4]), monthOf(m[3]), Number(m[2]), inDayMs, m[8]),
      end: m[0].length,
      level: levelOfHttpStatus(Number(m[9])),
      sourceIp: m[1],
    });
  },
};

/**
 * The time as C's ctime writes it, `Tue Jul 25 10:00:01 2023`, and Apache's error log in brackets:
 * `[Sun Dec 04 04:47:44 2005] [notice] …`, `[…] [core:error] [pid 1] [client 1.2.3.4:5] …`.
 */
const CTIME =
  /^\[?[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([A-Z]{3,5}))? (\d{4})(?!\d)\]?(?: \[(?:\w+:)?(\w+)\])?/;
const APACHE_CLIENT = /\[client ([^\]\s]+?)(?::\d+)?\]/;
export const ctime: LineFormat = {
  name: 'ctime',
  read(line, clock) {
    const m = CTIME.exec(line);
    if (!m) return null;
    const inDayMs = timeOfDayMs(m[3], m[4], m[5], m[6]);
    return headWithTime({
      timestampMs: clock.toMs(Number(m[8]), monthOf(m[1]), Number(m[2]), inDayMs, m[7]),
      end: m[0].length,
      level: m[9] ? levelOfWord(m[9]) : undefined,
      sourceIp: APACHE_CLIENT.exec(line)?.[1],
    });
  },
};
