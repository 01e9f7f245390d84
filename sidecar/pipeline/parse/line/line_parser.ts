import { parseDocument } from '../document/parse_document';
import type { LogEvent } from '../log_event';
import { Clock } from './clock';
import { LINE_FORMATS } from './formats';
import { levelInText } from './level_in_text';
import type { LineFormat, LineHead } from './line_format';

export interface LineParserOptions {
  /** Names lines that do not name their host themselves. */
  host: string;
  /** Names lines that do not name their service themselves: a file's name, say. */
  service: string;
  /** Now, in ms since 1970, where it is not the real time; a date without a year is the last such date before it. */
  nowMs: number;
  /** Minutes east of UTC of times without a zone. */
  utcOffsetMinutes: number;
}

/** So far into a line a timestamp is looked for; lines may be megabytes long. */
const HEAD_CHARS = 4_096;

/**
 * Reads raw lines of one source: finds the time, level, host, service and address that a line carries itself. Lines of
 * one source mostly begin alike, so the format that fitted last is tried first. Never throws; what a line does not say
 * stays unknown.
 */
export class LineParser {
  private readonly formats: LineFormat[] = [...LINE_FORMATS];
  private readonly clock: Clock;
  private readonly host: string;
  private readonly service: string;

  constructor(options: Partial<LineParserOptions> = {}) {
    this.clock = new Clock({
      nowMs: options.nowMs,
      utcOffsetMinutes: options.utcOffsetMinutes ?? 0,
    });
    this.host = options.host ?? '';
    this.service = options.service ?? '';
  }

  parse(raw: string): LogEvent {
    if (raw.charCodeAt(0) === 123 /* { */) {
      const event = this.parseJson(raw);
      if (event) return event;
    }
    const head = this.readHead(raw.length > HEAD_CHARS ? raw.slice(0, HEAD_CHARS) : raw);
    return {
      raw,
      timestampMs: head?.timestampMs ?? Number.NaN,
      level: head?.level ?? levelInText(raw, head?.end ?? 0),
      host: head?.host ?? this.host,
      service: head?.service ?? this.service,
      sourceIp: head?.sourceIp ?? '',
    };
  }

  private readHead(line: string): LineHead | null {
    for (let i = 0; i < this.formats.length; i++) {
      const head = this.formats[i].read(line, this.clock);
      if (head) {
        if (i > 0) this.formats.unshift(...this.formats.splice(i, 1));
        return head;
      }
    }
    return null;
  }

  /** A line that is a JSON log object, as many services write them; null where it is not. */
  private parseJson(raw: string): LogEvent | null {
    let document: unknown;
    try {
      document = JSON.parse(raw);
    } catch {
      return null;
    }
    const parsed = parseDocument(document);
    if (!parsed.ok) return null;
    const { event } = parsed;
    return { ...event, host: event.host || this.host, service: event.service || this.service };
  }
}
