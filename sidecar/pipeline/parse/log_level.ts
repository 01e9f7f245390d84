import type { LogLevel } from '../../../common/log_level';

/** Spellings of levels as logs, syslog and logging libraries have them, in lower case. */
const SPELLINGS: ReadonlyMap<string, LogLevel> = new Map([
  ['trace', 'trace'],
  ['finest', 'trace'],
  ['finer', 'trace'],
  ['verbose', 'trace'],
  ['debug', 'debug'],
  ['dbg', 'debug'],
  ['fine', 'debug'],
  ['config', 'debug'],
  ['info', 'info'],
  ['information', 'info'],
  ['informational', 'info'],
  ['inf', 'info'],
  ['notice', 'notice'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['wrn', 'warn'],
  ['err', 'error'],
  ['error', 'error'],
  ['severe', 'error'],
  ['failure', 'error'],
  ['crit', 'critical'],
  ['critical', 'critical'],
  ['alert', 'alert'],
  ['fatal', 'fatal'],
  ['emerg', 'fatal'],
  ['emergency', 'fatal'],
  ['panic', 'fatal'],
]);

/** The levels of syslog severities 0 (emergency) to 7 (debug), RFC 5424 section 6.2.1. */
const SYSLOG_LEVELS: readonly LogLevel[] = [
  'fatal',
  'alert',
  'critical',
  'error',
  'warn',
  'notice',
  'info',
  'debug',
];

/** Single letters, as Android and glog write them. */
const LETTERS: ReadonlyMap<string, LogLevel> = new Map([
  ['V', 'trace'],
  ['D', 'debug'],
  ['I', 'info'],
  ['W', 'warn'],
  ['E', 'error'],
  ['F', 'fatal'],
]);

/** The level that a word names, or undefined where it names none. */
export function levelOfWord(word: string): LogLevel | undefined {
  return SPELLINGS.get(word.toLowerCase());
}

/** The level that a capital letter stands for, or undefined where it stands for none. */
export function levelOfLetter(letter: string | undefined): LogLevel | undefined {
  return letter === undefined ? undefined : LETTERS.get(letter);
}

/** The level of a syslog severity, which may also stand in a <PRI> as its remainder modulo 8. */
export function levelOfSyslogSeverity(severity: number): LogLevel {
  return SYSLOG_LEVELS[severity] ?? 'unknown';
}

/** A web server's answer as a level: a server's fault is an error, a client's a warning. */
export function levelOfHttpStatus(status: number): LogLevel {
  if (status >= 500 && status < 600) return 'error';
  if (status >= 400 && status < 500) return 'warn';
  if (status >= 100 && status < 400) return 'info';
  return 'unknown';
}
