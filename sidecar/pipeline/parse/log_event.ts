import type { LogLevel } from '../../../common/log_level';

/** One log line after parsing, whatever it came from. */
export interface LogEvent {
  /** The whole line as it was shipped. */
  raw: string;
  /** When it happened, in ms since 1970 UTC; NaN where unknown. */
  timestampMs: number;
  level: LogLevel;
  /** The machine that wrote the line; '' where unknown. */
  host: string;
  /** The program or service that wrote it; '' where unknown. */
  service: string;
  /** The address that the line is about, such as a client's; '' where there is none. */
  sourceIp: string;
  /** Identifiers that stand beside the message, as `trace.id=4bf9…` with spaces between; left out where there are none. */
  identifiers?: string;
}
