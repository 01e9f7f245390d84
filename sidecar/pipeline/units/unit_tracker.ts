import type { LogEvent } from '../parse/log_event';
import type { TrainedPipeline } from '../trained_pipeline';
import { MAX_SESSIONS } from './options';
import type { SessionLines } from './sequences';
import { streamKeyOf } from './unit_lines';
import type { UnitVerdict } from './unit_verdict';
import { windowStartOf, type WindowCounts } from './windows';

/** Where a line stands, so that it can be shown. */
export interface LineRef {
  index: string;
  id: string;
}

/** A unit that was found strange. */
export interface FoundUnit {
  verdict: UnitVerdict;
  /** The session's identifier, or the stream of the window. */
  key: string;
  host: string;
  service: string;
  startMs: number;
  /** Of a window: its end; of a session: its last line. */
  endMs: number;
  /** When the logs were read far enough to know that it had ended. */
  settledMs: number;
  lines: number;
  /** Lines that made it so, or the first ones, in order of time. */
  evidence: LineRef[];
}

/** Lines of each pattern that are remembered, to be shown. */
const REFS_A_TEMPLATE = 3;
const MOST_EVIDENCE = 10;
/** Lines over all sessions; where there are more, the sessions that were silent longest are let go. */
const MAX_SESSION_LINES = 1_000_000;
/** A session that goes on after it was judged is judged again as a whole, if no longer than this has passed. */
const SESSION_MEMORY_MS = 24 * 3_600_000;

/** After so long without any line, windows are judged from the next line on. */
const LONG_SILENCE_MS = 24 * 3_600_000;

interface OpenWindow {
  /** In order of time; empty where no detector looks at the course of events. */
  lines: SessionLines;
  counts: Map<number, number>;
  /** The first lines of each template. */
  refs: Map<number, { timeMs: number; ref: LineRef }[]>;
}

interface OpenSession extends SessionLines {
  refs: LineRef[];
  host: string;
  service: string;
  lastMs: number;
  /** Lines that it had when it was judged last. */
  judgedLines: number;
}

/**
 * Gathers lines, in about their order in time, into the windows and sessions of a model and judges those that have
 * ended. What it says depends on the lines alone, so the same lines give the same units after a restart.
 */
export class UnitTracker {
  private readonly streamIndex = new Map<string, number>();
  /** Windows by start, then by stream. */
  private readonly windows = new Map<number, Map<number, OpenWindow>>();
  private readonly sessions = new Map<string, OpenSession>();
  private sessionLines = 0;
  /** Windows that start before this are judged. */
  private windowsDoneMs: number;
  /** Streams whose last window was flagged as silent: an ongoing silence is said once. */
  private readonly silent = new Set<number>();
  /** The last judged window with any line. */
  private lastWindowMs: number;

  /** Streams with any line; null where all streams of the model are to be expected. */
  private readonly seen: Set<number> | null;

  /**
   * @param fromMs where reading begins: of units that began before, the first lines are missing
   * @param options.streams `seen` where some streams of the model are read elsewhere: those without any line are not
   *   taken for silent
   */
  constructor(
    private readonly pipeline: TrainedPipeline,
    private readonly fromMs: number,
    options: { streams: 'all' | 'seen' } = { streams: 'all' },
  ) {
    this.seen = options.streams === 'seen' ? new Set() : null;
    const { windows } = pipeline.units;
    const windowMs = windows?.windowMs ?? 1;
    this.windowsDoneMs = windowStartOf(fromMs + windowMs - 1, windowMs);
    this.lastWindowMs = this.windowsDoneMs;
    windows?.streams.forEach((stream, i) => this.streamIndex.set(stream, i));
  }

  get isUseful(): boolean {
    const { windows, sessions } = this.pipeline.units;
    return windows !== null || sessions !== null;
  }

  add(event: LogEvent, ref: LineRef): void {
    if (Number.isNaN(event.timestampMs)) return;
    const matched = this.pipeline.templateOf(event);
    const template = matched < this.pipeline.info.templates ? matched : -1;
    this.addToWindow(event, template, ref);
    this.addToSession(event, template, ref);
  }

  private addToWindow(event: LogEvent, template: number, ref: LineRef): void {
    const { windows } = this.pipeline.units;
    const stream = this.streamIndex.get(streamKeyOf(event));
    if (!windows || stream === undefined) return;
    this.seen?.add(stream);
    const start = windowStartOf(event.timestampMs, windows.windowMs);
    // Too late: its window was judged without it.
    if (start < this.windowsDoneMs) return;
    let ofStart = this.windows.get(start);
    if (!ofStart) this.windows.set(start, (ofStart = new Map<number, OpenWindow>()));
    let window = ofStart.get(stream);
    if (!window)
      ofStart.set(
        stream,
        (window = {
          lines: { templates: [], timesMs: [] },
          counts: new Map(),
          refs: new Map(),
        }),
      );
    window.counts.set(template, (window.counts.get(template) ?? 0) + 1);
    if (windows.needsLines) insert(window.lines, template, event.timestampMs);
    const refs = window.refs.get(template);
    const timed = { timeMs: event.timestampMs, ref };
    if (!refs) window.refs.set(template, [timed]);
    else if (refs.length < REFS_A_TEMPLATE) refs.push(timed);
  }

  private addToSession(event: LogEvent, template: number, ref: LineRef): void {
    const key = this.pipeline.units.sessions?.key.of(event) ?? '';
    if (key === '') return;
    let session = this.sessions.get(key);
    if (!session) {
      const { host, service } = event;
      session = { templates: [], timesMs: [], refs: [], host, service, lastMs: 0, judgedLines: 0 };
      this.sessions.set(key, session);
    }
    const at = insert(session, template, event.timestampMs);
    session.refs.splice(at, 0, ref);
    const { timesMs } = session;
    session.lastMs = timesMs[timesMs.length - 1];
    this.sessionLines++;
    if (this.sessionLines > MAX_SESSION_LINES || this.sessions.size > MAX_SESSIONS) this.makeRoom();
  }

  /** Lets go of a tenth of the sessions, those that were silent longest. */
  private makeRoom(): void {
    const oldest = [...this.sessions].sort(([, a], [, b]) => a.lastMs - b.lastMs);
    for (const [key, session] of oldest.slice(0, Math.ceil(oldest.length / 10)))
      this.forget(key, session);
  }

  private forget(key: string, session: OpenSession): void {
    this.sessions.delete(key);
    this.sessionLines -= session.templates.length;
  }

  /**
   * Judges what has ended.
   * @param nowMs the logs are read up to here: windows that end by then, and sessions silent for long, have ended
   * @param isEnd whether nothing will come any more: all sessions are judged, as far as they got
   */
  *close(nowMs: number, isEnd = false): Generator<FoundUnit> {
    yield* this.closeWindows(nowMs);
    yield* this.closeSessions(nowMs, isEnd);
  }

  private *closeWindows(nowMs: number): Generator<FoundUnit> {
    const { windows } = this.pipeline.units;
    if (!windows) return;
    const { windowMs } = windows;
    for (; this.windowsDoneMs + windowMs <= nowMs; this.windowsDoneMs += windowMs) {
      this.passOverSilence(nowMs, windowMs);
      const startMs = this.windowsDoneMs;
      const held = this.windows.get(startMs);
      this.windows.delete(startMs);
      const all = windows.streams.map((_, stream): WindowCounts => ({
        stream,
        startMs,
        counts: held?.get(stream)?.counts ?? new Map<number, number>(),
        lines: held?.get(stream)?.lines,
      }));
      const verdicts = windows.judge(all, (template) => this.pipeline.templateText(template));
      for (const [stream, verdict] of verdicts.entries()) {
        if (this.seen && !this.seen.has(stream)) continue;
        const isSilent = all[stream].counts.size === 0;
        const wasSilent = this.silent.has(stream);
        if (isSilent && verdict) this.silent.add(stream);
        else this.silent.delete(stream);
        if (!verdict || (isSilent && wasSilent)) continue;
        yield this.foundWindow(verdict, all[stream], windowMs, held?.get(stream));
      }
    }
  }

  /** Where nothing at all came for a day, the silence was said: what follows begins with the next line. */
  private passOverSilence(nowMs: number, windowMs: number): void {
    if (this.windows.has(this.windowsDoneMs)) this.lastWindowMs = this.windowsDoneMs;
    if (this.windowsDoneMs - this.lastWindowMs < LONG_SILENCE_MS) return;
    const next = Math.min(windowStartOf(nowMs - windowMs, windowMs), ...this.windows.keys());
    this.windowsDoneMs = Math.max(this.windowsDoneMs, next);
  }

  private foundWindow(
    verdict: UnitVerdict,
    { stream, startMs, counts }: WindowCounts,
    windowMs: number,
    held: OpenWindow | undefined,
  ): FoundUnit {
    const key = this.pipeline.units.windows?.streams[stream] ?? '';
    const [host, service] = key.split('\u0000');
    const told = verdict.telling.flatMap((template) => held?.refs.get(template) ?? []);
    const others = [...(held?.refs.values() ?? [])].flat();
    return {
      verdict,
      key,
      host,
      service,
      startMs,
      endMs: startMs + windowMs,
      settledMs: startMs + windowMs,
      lines: [...counts.values()].reduce((sum, lines) => sum + lines, 0),
      evidence: (told.length > 0 ? told : others)
        .slice(0, MOST_EVIDENCE)
        .sort((a, b) => a.timeMs - b.timeMs)
        .map(({ ref }) => ref),
    };
  }

  private *closeSessions(nowMs: number, isEnd: boolean): Generator<FoundUnit> {
    const { sessions } = this.pipeline.units;
    if (!sessions) return;
    const ended: [string, OpenSession][] = [];
    for (const [key, session] of this.sessions) {
      const isIdle = session.lastMs + sessions.idleMs <= nowMs;
      if ((isIdle || isEnd) && session.judgedLines < session.templates.length)
        ended.push([key, session]);
      else if (session.lastMs + SESSION_MEMORY_MS <= nowMs) this.forget(key, session);
    }
    const verdicts = sessions.judge(
      ended.map(([, session]) => session),
      { firstMs: this.fromMs, lastMs: nowMs },
      (template) => this.pipeline.templateText(template),
    );
    for (const [i, [key, session]] of ended.entries()) {
      session.judgedLines = session.templates.length;
      const verdict = verdicts[i];
      if (verdict) yield foundSession(verdict, key, session, sessions.idleMs);
    }
  }

  /** Where reading has to begin after a restart so that no unit that may go on lacks its first lines. */
  resumeFromMs(nowMs: number): number {
    const { windows, sessions } = this.pipeline.units;
    // One window more: whether a stream was silent in it tells whether a silence is news.
    let from = windows ? windowStartOf(nowMs, windows.windowMs) - windows.windowMs : nowMs;
    const idleMs = sessions?.idleMs ?? 0;
    for (const { lastMs, timesMs } of this.sessions.values())
      if (lastMs + idleMs > nowMs) from = Math.min(from, timesMs[0]);
    return Math.max(from, nowMs - SESSION_MEMORY_MS);
  }
}

/** Puts a line where its time belongs; lines of one moment keep the order in which they come. @returns its place */
function insert({ templates, timesMs }: SessionLines, template: number, timeMs: number): number {
  let at = timesMs.length;
  while (at > 0 && timesMs[at - 1] > timeMs) at--;
  templates.splice(at, 0, template);
  timesMs.splice(at, 0, timeMs);
  return at;
}

function foundSession(
  verdict: UnitVerdict,
  key: string,
  session: OpenSession,
  idleMs: number,
): FoundUnit {
  const { templates, timesMs, refs, host, service } = session;
  const told = new Set(verdict.telling);
  const telling = refs.filter((_, i) => told.has(templates[i]));
  return {
    verdict,
    key,
    host,
    service,
    startMs: timesMs[0],
    endMs: session.lastMs,
    settledMs: session.lastMs + idleMs,
    lines: templates.length,
    evidence: (telling.length > 0 ? telling : refs).slice(0, MOST_EVIDENCE),
  };
}
