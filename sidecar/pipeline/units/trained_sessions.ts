import { decodeBundle, encodeBundle } from '../bundle';
import type { FitProgress } from '../detectors/detector';
import { Ensemble, quantile, type EnsembleJSON } from '../scoring';
import { DEFAULT_SESSION_DETECTORS, sessionDetector } from '../sessions/registry';
import { rangeOf, type SessionBatch } from '../sessions/session_batch';
import { batchOfSessions, sequencesOf, type SessionLines } from './sequences';
import { SessionKey, type SessionKeyFamily } from './session_key';
import { sessionWording, type UsualSession } from './session_wording';
import type { UnitLines } from './unit_lines';
import { unitThreshold } from './unit_threshold';
import { judgeUnits, type UnitVerdict } from './unit_verdict';
import type { Period } from './windows';

const KIND = 'units:sessions';
const DAY_MS = 86_400_000;
/** Fewer sessions say nothing about what is usual. */
const MIN_SESSIONS = 20;
/** A session that was silent for longer than nearly all ever were has ended; within these bounds. */
const IDLE_QUANTILE = 0.99;
const MIN_IDLE_MS = 60_000;
const MAX_IDLE_MS = 6 * 3_600_000;

export interface SessionFitOptions {
  key: SessionKey;
  detectors?: readonly string[];
  seed: number;
  alertBudgetPerDay: number;
  templates: number;
  /** From when to when lines lie, those with a wild clock left aside. */
  period: Period;
  signal?: AbortSignal;
}

interface SessionsMeta {
  key: SessionKeyFamily;
  threshold: number;
  idleMs: number;
  sessions: number;
  ensemble: EnsembleJSON;
}

/** What sessions usually look like: which events, how often, in which order. */
export class TrainedSessions {
  private constructor(
    readonly key: SessionKey,
    readonly threshold: number,
    /** A session without a line for so long has ended. */
    readonly idleMs: number,
    private readonly usual: UsualSession,
    private readonly ensemble: Ensemble<SessionBatch>,
  ) {}

  get sessions(): number {
    return this.usual.sessions;
  }

  get detectors(): string[] {
    return this.ensemble.members.map(({ name }) => name);
  }

  /** @returns null where there are too few sessions to say what is usual */
  static async *fit(
    lines: UnitLines,
    options: SessionFitOptions,
  ): AsyncGenerator<FitProgress, TrainedSessions | null> {
    const { template, timeMs, session } = lines.columns();
    const sessions = lines.sessions.size;
    if (sessions < MIN_SESSIONS) return null;
    const { firstMs, lastMs } = options.period;
    const batch = sequencesOf(template, timeMs, session, sessions, options.templates, {
      startTime: firstMs,
      endTime: lastMs,
    });
    const members = [];
    const names = options.detectors ?? DEFAULT_SESSION_DETECTORS;
    for (const name of names) {
      const { seed, signal } = options;
      const { fitted, trainingScores } = yield* sessionDetector(name).fit([batch], {
        seed,
        signal,
      });
      members.push({ name, fitted, scores: trainingScores() });
    }
    const { ensemble, training } = Ensemble.fit<SessionBatch>(members);
    const perDay = sessions / Math.max((lastMs - firstMs) / DAY_MS, 1 / 24);
    return new TrainedSessions(
      options.key,
      unitThreshold(ensemble, training, options.alertBudgetPerDay, perDay),
      idleTimeMs(batch),
      usualSession(batch),
      ensemble,
    );
  }

  /**
   * @param read from when to when the logs were read: what came before is unknown, what had not come by the end may
   * still be on its way
   * @param textOf pattern of a template
   * @returns null for sessions that are not flagged
   */
  judge(
    sessions: readonly SessionLines[],
    read: Period,
    textOf: (template: number) => string,
  ): (UnitVerdict | null)[] {
    const batch = batchOfSessions(sessions, this.usual.medianCount.length, {
      startTime: read.firstMs,
      endTime: read.lastMs,
    });
    return judgeUnits('session', this.ensemble, batch, this.threshold, (feature, i) =>
      sessionWording(feature, countsOf(batch, i), this.usual, textOf),
    );
  }

  toBytes(): Uint8Array {
    const { key, threshold, idleMs, usual, ensemble } = this;
    const detectors = Object.fromEntries(
      ensemble.members.map(({ name, fitted }) => [`detector.${name}`, fitted.toBytes()]),
    );
    const meta: SessionsMeta = {
      key: key.toJSON(),
      threshold,
      idleMs,
      sessions: usual.sessions,
      ensemble: ensemble.toJSON(),
    };
    const { medianCount, sessionsWith } = usual;
    return encodeBundle(KIND, meta, { medianCount, sessionsWith, ...detectors });
  }

  /** @throws BundleError */
  static fromBytes(bytes: Uint8Array): TrainedSessions {
    const bundle = decodeBundle(bytes, KIND);
    const meta = bundle.meta as SessionsMeta;
    const medianCount = bundle.array('medianCount', 'f64');
    const sessionsWith = bundle.array('sessionsWith', 'u32', medianCount.length);
    const ensemble = Ensemble.fromJSON<SessionBatch>(meta.ensemble, (name) =>
      sessionDetector(name).fromBytes(bundle.array(`detector.${name}`, 'u8')),
    );
    return new TrainedSessions(
      SessionKey.fromJSON(meta.key),
      meta.threshold,
      meta.idleMs,
      { sessions: meta.sessions, medianCount, sessionsWith },
      ensemble,
    );
  }
}

/** Lines of each template, those of new patterns under −1. */
function countsOf(batch: SessionBatch, session: number): Map<number, number> {
  const [from, to] = rangeOf(batch, session);
  const counts = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const template = batch.events[at] < batch.templates ? batch.events[at] : -1;
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  return counts;
}

function idleTimeMs(batch: SessionBatch): number {
  const gaps = Float64Array.from({ length: batch.sessions }, (_, session) => {
    const [from, to] = rangeOf(batch, session);
    let longest = 0;
    for (let at = from + 1; at < to; at++)
      longest = Math.max(longest, batch.times[at] - batch.times[at - 1]);
    return longest;
  });
  const idle = quantile(gaps.sort(), IDLE_QUANTILE);
  return Math.min(MAX_IDLE_MS, Math.max(MIN_IDLE_MS, idle));
}

function usualSession(batch: SessionBatch): UsualSession {
  const held: number[][] = Array.from({ length: batch.templates }, () => []);
  for (let session = 0; session < batch.sessions; session++)
    for (const [template, lines] of countsOf(batch, session))
      if (template >= 0) held[template].push(lines);
  return {
    sessions: batch.sessions,
    medianCount: Float64Array.from(held, (counts) => {
      // Sessions that are not listed hold none.
      const rank = Math.floor(batch.sessions / 2) - (batch.sessions - counts.length);
      return rank < 0 ? 0 : Float64Array.from(counts).sort()[rank];
    }),
    sessionsWith: Uint32Array.from(held, (counts) => counts.length),
  };
}
