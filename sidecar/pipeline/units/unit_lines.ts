import type { LogEvent } from '../parse/log_event';
import { MAX_SESSIONS, MAX_STREAMS, MAX_UNIT_LINES } from './options';
import type { SessionKey } from './session_key';
import type { Period } from './windows';

/** A stream is what one service writes on one host. */
export const streamKeyOf = ({ host, service }: Pick<LogEvent, 'host' | 'service'>): string =>
  `${host}\u0000${service}`;

/** The training lines as units need them: a few numbers a line. */
export class UnitLines {
  readonly streams = new Map<string, number>();
  readonly sessions = new Map<string, number>();
  private templates = new Int32Array(1024);
  private times = new Float64Array(1024);
  private streamOf = new Int32Array(1024);
  private sessionOf = new Int32Array(1024);
  private used = 0;
  /** Whether there were more lines than are kept. */
  isCut = false;

  constructor(private readonly key: SessionKey | null) {}

  /** Keeps a line that has a time; the first MAX_UNIT_LINES of them. */
  add(event: LogEvent, template: number): void {
    if (Number.isNaN(event.timestampMs)) return;
    if (this.used >= MAX_UNIT_LINES) {
      this.isCut = true;
      return;
    }
    if (this.used === this.templates.length) this.grow();
    const at = this.used++;
    this.templates[at] = template;
    this.times[at] = event.timestampMs;
    this.streamOf[at] = indexOf(this.streams, streamKeyOf(event), MAX_STREAMS);
    const session = this.key?.of(event) ?? '';
    this.sessionOf[at] = session === '' ? -1 : indexOf(this.sessions, session, MAX_SESSIONS);
  }

  private grow(): void {
    const size = this.templates.length * 2;
    const wider = <T extends Int32Array | Float64Array>(from: T, to: T): T => (to.set(from), to);
    this.templates = wider(this.templates, new Int32Array(size));
    this.times = wider(this.times, new Float64Array(size));
    this.streamOf = wider(this.streamOf, new Int32Array(size));
    this.sessionOf = wider(this.sessionOf, new Int32Array(size));
  }

  /** The part of a period that lines were kept of: behind the last of them nothing is known. */
  within({ firstMs, lastMs }: Period): Period {
    if (!this.isCut) return { firstMs, lastMs };
    let keptMs = firstMs;
    for (const time of this.times.subarray(0, this.used))
      if (time <= lastMs && time > keptMs) keptMs = time;
    return { firstMs, lastMs: keptMs };
  }

  /** Template, time, stream (−1: one too many) and session (−1: none) of each line. */
  columns(): {
    template: Int32Array;
    timeMs: Float64Array;
    stream: Int32Array;
    session: Int32Array;
  } {
    return {
      template: this.templates.subarray(0, this.used),
      timeMs: this.times.subarray(0, this.used),
      stream: this.streamOf.subarray(0, this.used),
      session: this.sessionOf.subarray(0, this.used),
    };
  }
}

function indexOf(known: Map<string, number>, key: string, max: number): number {
  let index = known.get(key);
  if (index === undefined) {
    if (known.size >= max) return -1;
    index = known.size;
    known.set(key, index);
  }
  return index;
}
