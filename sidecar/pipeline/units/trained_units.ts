import { BundleError, decodeBundle, encodeBundle } from '../bundle';
import type { FitProgress } from '../detectors/detector';
import type { LogEvent } from '../parse/log_event';
import { sessionDetector } from '../sessions/registry';
import { KeyDiscovery, type KeyCandidate } from './discover_key';
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

/** Learns units from the lines of a training, handed over in the two passes that training makes. */
export class UnitTraining {
  private readonly kinds: readonly UnitKind[];
  private readonly discovery = new KeyDiscovery();
  private looked = 0;
  private candidates: KeyCandidate[] = [];
  private key: SessionKey | null = null;
  private lines: UnitLines | null = null;

  /** @throws RangeError for a session key that cannot be read, and for detectors that there are not */
  constructor(private readonly options: UnitOptions = {}) {
    this.kinds = options.kinds ?? UNIT_KINDS;
    for (const name of options.windowDetectors ?? []) windowDetector(name);
    for (const name of options.sessionDetectors ?? []) sessionDetector(name);
    if (options.sessionKey !== undefined) this.key = parseSessionKey(options.sessionKey);
  }

  get isWanted(): boolean {
    return this.kinds.length > 0;
  }

  /** A line of the first stretch of the second pass, to find out what lines belong together by. */
  private look(event: LogEvent, template: number): void {
    this.looked++;
    this.discovery.add(event, template);
  }

  /** Lines that were looked at before the key was found, with their templates. */
  private waiting: { event: LogEvent; template: number }[] = [];

  /** A line with its template, −1 for none. */
  add(event: LogEvent, template: number): void {
    if (!this.isWanted) return;
    if (this.lines) {
      this.lines.add(event, template);
      return;
    }
    this.waiting.push({ event, template });
    if (this.kinds.includes('session')) this.look(event, template);
    if (!this.kinds.includes('session') || this.looked >= DISCOVERY_LINES) this.begin();
  }

  private begin(): UnitLines {
    this.candidates = this.discovery.candidates();
    if (this.kinds.includes('session')) this.key ??= this.candidates.at(0)?.key ?? null;
    const lines = new UnitLines(this.key);
    for (const { event, template } of this.waiting) lines.add(event, template);
    this.waiting = [];
    this.lines = lines;
    return lines;
  }

  /** @param templates training templates */
  async *finish(options: {
    templates: number;
    seed: number;
    alertBudgetPerDay: number;
    period: Period;
    signal?: AbortSignal;
  }): AsyncGenerator<FitProgress, TrainedUnits> {
    const lines = this.lines ?? this.begin();
    const windowMs = this.options.windowMs ?? DEFAULT_WINDOW_MS;
    const windows = this.kinds.includes('window')
      ? yield* TrainedWindows.fit(lines, {
          ...options,
          windowMs,
          detectors: this.options.windowDetectors,
        })
      : null;
    const detectors = this.options.sessionDetectors;
    const sessions = this.key
      ? yield* TrainedSessions.fit(lines, { ...options, key: this.key, detectors })
      : null;
    const candidates = this.candidates.map(({ key, ...rest }) => ({ key: key.name, ...rest }));
    return new TrainedUnits(windows, sessions, candidates);
  }
}
