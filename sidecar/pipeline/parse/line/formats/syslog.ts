import { levelOfSyslogSeverity } from '../../log_level';
import { monthOf, timeOfDayMs } from '../date_parts';
import { headWithTime, type LineFormat } from '../line_format';
import { addressInSyslog } from './syslog_address';

/** `Dec 10 06:55:46 LabSZ sshd[24200]: …`, with <PRI> or a year (`Dec 10 2023 06:55:46`) where there is one. */
const SYSLOG =
  /^(?:<(\d{1,3})>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\S+) ([^\s:[(]+)?/;
export const syslog: LineFormat = {
  name: 'syslog',
  read(line, clock) {
    const m = SYSLOG.exec(line);
    if (!m) return null;
    const month = monthOf(m[2]);
    const day = Number(m[3]);
    const inDayMs = timeOfDayMs(m[5], m[6], m[7], m[8]);
    return headWithTime({
      timestampMs: m[4]
        ? clock.toMs(Number(m[4]), month, day, inDayMs)
        : clock.toMsWithoutYear(month, day, inDayMs),
      end: m[0].length,
      level: m[1] ? levelOfSyslogSeverity(Number(m[1]) % 8) : undefined,
      host: m[9],
      service: m[10],
      sourceIp: addressInSyslog(line),
    });
  },
};

/** RFC 5424: `<34>1 2003-10-11T22:14:15.003Z host app procid msgid …`; "-" stands for what is not known. */
const SYSLOG_5424 = /^<(\d{1,3})>1 (\S+) (\S+) (\S+) \S+ \S+ /;
export const syslog5424: LineFormat = {
  name: 'syslog_rfc5424',
  read(line) {
    const m = SYSLOG_5424.exec(line);
    if (!m) return null;
    return {
      timestampMs: Date.parse(m[2]),
      end: m[0].length,
      level: levelOfSyslogSeverity(Number(m[1]) % 8),
      host: m[3] === '-' ? undefined : m[3],
      service: m[4] === '-' ? undefined : m[4],
      sourceIp: addressInSyslog(line),
    };
  },
};
