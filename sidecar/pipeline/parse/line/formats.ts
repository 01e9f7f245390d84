import { levelOfHttpStatus, levelOfSyslogSeverity, levelOfWord } from '../log_level';
import type { LineFormat } from './line_format';
import { fractionMs, monthOf, offsetMinutesOf, withNearestPastYear } from './time_zone';

const timeOfDayMs = (hours: string, minutes: string, seconds: string): number =>
  Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;

/** `2015-07-29 17:41:44,747`, `2023-07-25T10:00:01.5Z`, `2024/01/31 10:00:00`, bracketed or not. */
const ISO =
  /^\[?(\d{4})[-/.](\d\d)[-/.](\d\d)[T -](\d\d)[:.](\d\d)[:.](\d\d)(?:[.,](\d{1,9}))? ?(Z|[+-]\d\d:?\d\d)?(?![\d:])/;
const iso: LineFormat = {
  name: 'iso8601',
  read(line, clock) {
    const m = ISO.exec(line);
    if (!m) return null;
    const dayMs = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
    return {
      timestampMs:
        dayMs +
        timeOfDayMs(m[4], m[5], m[6]) +
        fractionMs(m[7]) -
        offsetMinutesOf(m[8], clock) * 60_000,
      end: m[0].length,
    };
  },
};

/** `Dec 10 06:55:46 LabSZ sshd[24200]: …`, with <PRI> or a year (`Dec 10 2023 06:55:46`) where there is one. */
const SYSLOG =
  /^(?:<(\d{1,3})>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\S+) ([^\s:[(]+)?/;
const SYSLOG_ADDRESS = /(?:rhost=|from |addr=)\[?((?:\d{1,3}\.){3}\d{1,3})/;
const syslog: LineFormat = {
  name: 'syslog',
  read(line, clock) {
    const m = SYSLOG.exec(line);
    const month = m ? monthOf(m[2]) : undefined;
    if (!m || month === undefined) return null;
    const day = Number(m[3]);
    const inDayMs = timeOfDayMs(m[5], m[6], m[7]) + fractionMs(m[8]);
    return {
      timestampMs: m[4]
        ? Date.UTC(Number(m[4]), month, day) + inDayMs - clock.utcOffsetMinutes * 60_000
        : withNearestPastYear(month, day, inDayMs, clock),
      end: m[0].length,
      level: m[1] ? levelOfSyslogSeverity(Number(m[1]) % 8) : undefined,
      host: m[9],
      service: m[10],
      sourceIp: SYSLOG_ADDRESS.exec(line)?.[1],
    };
  },
};

/** RFC 5424: `<34>1 2003-10-11T22:14:15.003Z host app procid msgid …`. */
const SYSLOG_5424 = /^<(\d{1,3})>1 (\S+) (\S+) (\S+) \S+ \S+ /;
const syslog5424: LineFormat = {
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
      sourceIp: SYSLOG_ADDRESS.exec(line)?.[1],
    };
  },
};

/** Apache's and nginx's access log, common or combined. */
const ACCESS =
  /^(\S+) \S+ \S+ \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] "(?:[^"\\]|\\.)*" (\d{3}) /;
const access: LineFormat = {
  name: 'access',
  read(line, clock) {
    const m = ACCESS.exec(line);
    const month = m ? monthOf(m[3]) : undefined;
    if (!m || month === undefined) return null;
    return {
      timestampMs:
        Date.UTC(Number(m[4]), month, Number(m[2])) +
        timeOfDayMs(m[5], m[6], m[7]) -
        offsetMinutesOf(m[8], clock) * 60_000,
      end: m[0].length,
      level: levelOfHttpStatus(Number(m[9])),
      sourceIp: m[1],
    };
  },
};

/** Apache's error log: `[Sun Dec 04 04:47:44 2005] [notice] …`, `[…] [core:error] [pid 1] [client 1.2.3.4:5] …`. */
const APACHE_ERROR =
  /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})\](?: \[(?:\w+:)?(\w+)\])?/;
const APACHE_CLIENT = /\[client ([^\]\s]+?)(?::\d+)?\]/;
const apacheError: LineFormat = {
  name: 'apache_error',
  read(line, clock) {
    const m = APACHE_ERROR.exec(line);
    const month = m ? monthOf(m[1]) : undefined;
    if (!m || month === undefined) return null;
    return {
      timestampMs:
        Date.UTC(Number(m[7]), month, Number(m[2])) +
        timeOfDayMs(m[3], m[4], m[5]) +
        fractionMs(m[6]) -
        clock.utcOffsetMinutes * 60_000,
      end: m[0].length,
      level: m[8] ? levelOfWord(m[8]) : undefined,
      sourceIp: APACHE_CLIENT.exec(line)?.[1],
    };
  },
};

/** Hadoop's short form: `081109 203615 148 INFO …` is 9 November 2008, 20:36:15. */
const COMPACT = /^(\d\d)(\d\d)(\d\d) (\d\d)(\d\d)(\d\d) /;
const compact: LineFormat = {
  name: 'compact',
  read(line, clock) {
    const m = COMPACT.exec(line);
    if (!m) return null;
    const month = Number(m[2]);
    if (month < 1 || month > 12) return null;
    return {
      timestampMs:
        Date.UTC(2000 + Number(m[1]), month - 1, Number(m[3])) +
        timeOfDayMs(m[4], m[5], m[6]) -
        clock.utcOffsetMinutes * 60_000,
      end: m[0].length,
    };
  },
};

/** `20171223-22:15:29:606|Step_LSC|…`: columns between bars, parts of the time not padded. */
const PIPED = /^(\d{4})(\d\d)(\d\d)-(\d{1,2}):(\d{1,2}):(\d{1,2})[:.](\d{1,3})\|/;
const piped: LineFormat = {
  name: 'piped',
  read(line, clock) {
    const m = PIPED.exec(line);
    if (!m) return null;
    return {
      timestampMs:
        Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) +
        timeOfDayMs(m[4], m[5], m[6]) +
        Number(m[7]) -
        clock.utcOffsetMinutes * 60_000,
      end: m[0].length,
    };
  },
};

/** Seconds or milliseconds since 1970 in one of the first eight columns: 2001 to 2033. */
const EPOCH = /^(?:\S{1,64} ){0,7}?(1\d{9})(\d{3})?(?:\.(\d{1,9}))?(?= )/;
const epoch: LineFormat = {
  name: 'epoch',
  read(line) {
    const m = EPOCH.exec(line);
    if (!m) return null;
    return {
      timestampMs: Number(m[1]) * 1_000 + (m[2] ? Number(m[2]) : fractionMs(m[3])),
      end: m[0].length,
    };
  },
};

/** An ISO date behind up to eight other columns. */
const LATER_ISO = /^(?:\S{1,64} ){1,8}?(?=\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d)/;
const laterIso: LineFormat = {
  name: 'later_iso8601',
  read(line, clock) {
    const before = LATER_ISO.exec(line)?.[0].length;
    if (before === undefined) return null;
    const head = iso.read(line.slice(before, before + 48), clock);
    return head && { ...head, end: before + head.end };
  },
};

/** In the order of trial: what says most about a line comes first. */
export const LINE_FORMATS: readonly LineFormat[] = [
  iso,
  syslog,
  syslog5424,
  access,
  apacheError,
  compact,
  piped,
  laterIso,
  epoch,
];
