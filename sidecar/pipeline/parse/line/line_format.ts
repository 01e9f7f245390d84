import type { LogLevel } from '../../../../common/log_level';
import type { Clock } from './clock';

/** What a format reads off the head of a line. */
export interface LineHead {
  timestampMs: number;
  /** Offset behind the timestamp, from which a level is looked for. */
  end: number;
  level?: LogLevel;
  host?: string;
  service?: string;
  sourceIp?: string;
}

/** One way in which lines begin. */
export interface LineFormat {
  name: string;
  /** Null where the line does not begin this way. */
  read(line: string, clock: Clock): LineHead | null;
}

/** Null for a head whose digits are no time, such as the 31st of a 13th month. */
export function headWithTime(head: LineHead): LineHead | null {
  return Number.isNaN(head.timestampMs) ? null : head;
}
