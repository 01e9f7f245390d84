import type { LogLevel } from '../../../../common/log_level';
import { levelOfWord } from '../log_level';

/** How far behind the timestamp a level may stand. */
const HEAD_CHARS = 120;

/** A level in capitals on its own, `[error]`, `<warn>`, `level=info`; or `error:` at the start of the message. */
const LEVEL =
  /(?<![\w.$/-])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|FAILURE|CRIT|CRITICAL|ALERT|FATAL|EMERG|EMERGENCY|PANIC)(?![\w=/-])|[[<(](?:\w+:)?(trace|debug|info|notice|warn|warning|error|crit|critical|alert|fatal|emerg|panic)[\]>)]|\b(?:level|lvl|severity|loglevel)"?[=:]\s?"?(\w+)|(?<=^|[:\]] |^ )(error|fatal|warning|critical|panic|emergency)(?=: )/i;

/**
 * The level that a line without a level field carries in its head, 'unknown' where there is none. Words in the middle
 * of a message are not levels: "0 errors found" is none.
 * @param from offset behind the timestamp
 */
export function levelInText(line: string, from: number): LogLevel {
  const head = line.slice(from, from + HEAD_CHARS);
  const m = LEVEL.exec(head);
  if (!m) return 'unknown';
  // The expression ignores case for its other branches; a bare word counts in capitals only.
  if (m[1] !== undefined && m[1] !== m[1].toUpperCase()) {
    const rest = head.slice(m.index + m[0].length);
    const startsMessage = rest.startsWith(': ') && /(?:^|[:\]] )\s?$/.test(head.slice(0, m.index));
    return startsMessage ? (levelOfWord(m[1]) ?? 'unknown') : 'unknown';
  }
  return levelOfWord(m[1] ?? m[2] ?? m[3] ?? m[4]) ?? 'unknown';
}
