import type { LogLevel } from '../../../common/log_level';

/** Words by which programs say that something went wrong, whatever the level they say it at. */
const ALARM_WORD =
  /(?:\b|_)(?:errors?|err|fail(?:s|ed|ing|ure|ures)?|fatal|panic(?:king)?|exceptions?|abort(?:s|ed|ing)?|crash(?:ed|es)?|corrupt(?:ed|ion)?|denied|refused|unauthori[sz]ed|forbidden|illegal|violation|segfault|core dump(?:ed)?|out of memory|oom|killed|terminated|unrecoverable|uncorrectable|unreachable|timed out|timeout|lost|attack|break-in|emergency|severe|interrupt)(?:\b|_)/i;

export const hasAlarmWord = (text: string): boolean => ALARM_WORD.test(text);

/** The first alarm word of a text. */
export const alarmWordIn = (text: string): string | undefined => ALARM_WORD.exec(text)?.[0];

const SEVERITY: Record<LogLevel, number> = {
  unknown: 0,
  trace: 0,
  debug: 0,
  info: 0,
  notice: 0,
  warn: 1,
  error: 2,
  critical: 3,
  alert: 3,
  fatal: 3,
};

/** 0 none, 1 warning, 2 error, 3 critical and worse. */
export const severityOfLevel = (level: LogLevel): number => SEVERITY[level];
