import { levelOfSyslogSeverity, levelOfWord } from '../../log_level';
import type { Clock } from '../clock';
import { timeOfDayMs } from '../date_parts';
import type { LineFormat, LineHead } from '../line_format';
import { addressInSyslog } from './syslog_address';

/** `2015-07-29 17:41:44,747`, `2023-07-25T10:00:01.5Z`, `2024/01/31 10:00:00`, `2023-7-5 1:02:03`, bracketed or not. */
const ISO =
  /\[?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T -])(\d{1,2})[:.](\d\d)[:.](\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d)(?![A-Za-z\d]))?(?![\d:])/y;

interface IsoTime extends LineHead {
  /** Whether it is written as RFC 3339 has it, with the numeric offset of a local time. */
  hasOffset: boolean;
}

/** An ISO 8601 time that begins at an offset of the line. */
export function readIsoTime(line: string, from: number, clock: Clock): IsoTime | null {
  ISO.lastIndex = from;
  const m = ISO.exec(line);
  if (!m) return null;
  const inDayMs = timeOfDayMs(m[5], m[6], m[7], m[8]);
  const timestampMs = clock.toMs(Number(m[1]), Number(m[2]) - 1, Number(m[3]), inDayMs, m[9]);
  if (Number.isNaN(timestampMs)) return null;
  const hasOffset = m[4] === 'T' && m[9] !== undefined && (m[9][0] === '+' || m[9][0] === '-');
  return { timestampMs, end: from + m[0].length, hasOffset };
}

const PRIORITY = /^<(\d{1,3})>/;
/** ` host program(module)[12]: ` behind the time of a syslog line. */
const ORIGIN =
  / ([A-Za-z\d][\w.:-]{0,254}) ([\w./@-]{1,64})(?:\([^()\s]{1,64}\))?(\[\d{1,10}\])?:(?: |$)/y;
/** Windows' servicing log: `, Info                  CBS    `. */
const SERVICING = /, ([A-Z][a-z]+) {2,40}(?:([A-Z]\w{1,30}) )?/y;

/** An ISO time in front, alone or as syslog daemons and Windows' servicing log continue it. */
export const iso: LineFormat = {
  name: 'iso8601',
  read(line, clock) {
    const priority = line.charCodeAt(0) === 60 /* < */ ? PRIORITY.exec(line) : null;
    const time = readIsoTime(line, priority ? priority[0].length : 0, clock);
    if (!time) return null;
    const { timestampMs, end } = time;
    const next = line.charCodeAt(end);
    if (next === 44 /* , */) {
      SERVICING.lastIndex = end;
      const m = SERVICING.exec(line);
      const level = m ? levelOfWord(m[1]) : undefined;
      if (m && level) return { timestampMs, end, level, service: m[2] };
    }
    const level = priority ? levelOfSyslogSeverity(Number(priority[1]) % 8) : undefined;
    if (next === 32 /* space */) {
      ORIGIN.lastIndex = end;
      const m = ORIGIN.exec(line);
      // Only a process id, a priority or a daemon's way to write the time tells "host program:" from words of a message.
      const isOrigin = m && (m[3] !== undefined || time.hasOffset || priority !== null);
      if (isOrigin && !levelOfWord(m[1]) && !levelOfWord(m[2])) {
        const sourceIp = addressInSyslog(line);
        return { timestampMs, end, level, host: m[1], service: m[2], sourceIp };
      }
    }
    return { timestampMs, end, level };
  },
};

/** An ISO date behind up to eight other columns. */
const LATER_ISO = /^(?:\S{1,64} ){1,8}?(?=\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d)/;
export const laterIso: LineFormat = {
  name: 'later_iso8601',
  read(line, clock) {
    const before = LATER_ISO.exec(line)?.[0].length;
    return before === undefined ? null : readIsoTime(line, before, clock);
  },
};
