import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { FitProgress } from '../detectors/detector';
import type { LogEvent } from '../parse/log_event';
import { sessionDetector } from '../sessions/registry';
import { KeyDiscovery } from './discover_key';
import { DEFAULT_WINDOW_MS, UNIT_KINDS, type UnitKind, type UnitOptions } from './options';
import { parseSessionKey, type SessionKey } from './session_key';
import { TrainedSessions } from './trained_sessions';
import { TrainedWindows } from './trained_windows';
import { UnitLines } from './unit_lines';
import { windowDetector } from './window_detectors';
import type { Period } from './windows';

const KIND = 'units';
/** Lines that identifiers are looked for in: the first of the period. */
const DISCOVERY_LINES = 10_000;

/** What a model says about its units, for users to confirm. */
export interface UnitInfo {
  windows: {
    windowMs: number;
    streams: number;
    learned: number;
    threshold: number;
    detectors: string[];
  } | null;
  sessions: {
    key: string;
    learned: number;
    threshold: number;
    idleMs: number;
    detectors: string[];
  } | null;
  /** Identifiers that sessions could be gathered by; the first is taken where none is named. */
  candidates: {
    key: string;
    coverage: number;
    sessions: number;
    linesPerSession: number;
    example: string;
  }[];
}

/** Windows and sessions as training saw them. */
export class TrainedUnits {
  constructor(
    readonly windows: TrainedWindows | null,
    readonly sessions: TrainedSessions | null,
    private readonly candidates: UnitInfo['candidates'],
  ) {}

  get info(): UnitInfo {
    const { windows, sessions, candidates } = this;
    return {
      windows: windows && {
        windowMs: windows.windowMs,
        streams: windows.streams.length,
        learned: windows.windows,
        threshold: windows.threshold,
        detectors: windows.detectors,
      },
      sessions: sessions && {
        key: sessions.key.name,
        learned: sessions.sessions,
        threshold: sessions.threshold,
        idleMs: sessions.idleMs,
        detectors: sessions.detectors,
      },
      candidates,
    };
  }

  toBytes(): Uint8Array {
    const { windows, sessions, candidates } = this;
    return encodeBundle(
      KIND,
      { candidates },
      {
        ...(windows ? { windows: windows.toBytes() } : {}),
        ...(sessions ? { sessions: sessions.toBytes() } : {}),
      },
    );
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): TrainedUnits {
    const bundle = decodeBundle(bytes, KIND);
    const meta = bundle.meta as { candidates: UnitInfo['candidates'] };
    if (!Array.isArray(meta.candidates)) throw new BundleError('the units have no list of keys');
    return new TrainedUnits(
      bundle.has('windows') ? TrainedWindows.fromBytes(bundle.array('windows', 'u8')) : null,
      bundle.has('sessions') ? TrainedSessions.fromBytes(bundle.array('sessions', 'u8')) : null,
      meta.candidates,
    );
  }
}

/** Learns units from the lines of a training. */
export class UnitTraining {
  private readonly kinds: readonly UnitKind[];
  private readonly discovery = new KeyDiscovery();
  private key: SessionKey | null = null;
  /** Lines that came before it was clear what lines belong together by, with their templates; null from then on. */
  private waiting: { event: LogEvent; template: number }[] | null = [];
  private lines = new UnitLines(null);

  /** @throws RangeError for a session key that cannot be read, and for detectors that there are not */
  constructor(private readonly options: UnitOptions = {}) {
    this.kinds = options.kinds ?? UNIT_KINDS;
    for (const name of options.windowDetectors ?? []) windowDetector(name);
    for (const name of options.sessionDetectors ?? []) sessionDetector(name);
    if (options.sessionKey !== undefined) this.key = parseSessionKey(options.sessionKey);
    if (!this.kinds.includes('session')) this.begin();
  }

  /** A line with its template, −1 for none. */
  add(event: LogEvent, template: number): void {
    if (this.kinds.length === 0) return;
    if (!this.waiting) {
      this.lines.add(event, template);
      return;
    }
    this.waiting.push({ event, template });
    this.discovery.add(event, template);
    if (this.waiting.length >= DISCOVERY_LINES) this.begin();
  }

  private begin(): void {
    const isGathering = this.kinds.includes('session');
    this.key = isGathering ? (this.key ?? this.discovery.candidates().at(0)?.key ?? null) : null;
    this.lines = new UnitLines(this.key);
    for (const { event, template } of this.waiting ?? []) this.lines.add(event, template);
    this.waiting = null;
  }

  /** Whether there were more lines than units are learned from. */
  get isCut(): boolean {
    return this.lines.isCut;
  }

  /** @param options with the number of training templates, and the period that the lines come from */
  async *finish(options: {
    templates: number;
    seed: number;
    alertBudgetPerDay: number;
    period: Period;
    signal?: AbortSignal;
  }): AsyncGenerator<FitProgress, TrainedUnits> {
    if (this.waiting) this.begin();
    const { windowMs = DEFAULT_WINDOW_MS, windowDetectors, sessionDetectors } = this.options;
    const learning = { ...options, period: this.lines.within(options.period) };
    const windows = this.kinds.includes('window')
      ? yield* TrainedWindows.fit(this.lines, { ...learning, windowMs, detectors: windowDetectors })
      : null;
    const sessions = this.key
      ? yield* TrainedSessions.fit(this.lines, {
          ...learning,
          key: this.key,
          detectors: sessionDetectors,
        })
      : null;
    const candidates = this.discovery
      .candidates()
      .map(({ key, ...rest }) => ({ key: key.name, ...rest }));
    return new TrainedUnits(windows, sessions, candidates);
  }
}
