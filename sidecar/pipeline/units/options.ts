/** Kinds of units that get a score beside lines. */
export const UNIT_KINDS = ['window', 'session'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export interface UnitOptions {
  /** Which units are learned; default: both. */
  kinds?: readonly UnitKind[];
  /** Length of a window. Default: five minutes. */
  windowMs?: number;
  /** Who judges windows: `rate` (the default), or a detector of sessions, which takes a window for one. */
  windowDetectors?: readonly string[];
  /** Names from the registry of sessions. */
  sessionDetectors?: readonly string[];
  /** How sessions are told apart, such as `blk_<number>`; found out where it is left out. */
  sessionKey?: string;
}

export const DEFAULT_WINDOW_MS = 300_000;
/** Streams that windows are kept of, the first that are met. */
export const MAX_STREAMS = 1_000;
/** Lines that units are learned from: the first ones. */
export const MAX_UNIT_LINES = 1_000_000;
export const MAX_SESSIONS = 200_000;
/** Windows over all streams; more streams than fit are left out, the quietest first. */
export const MAX_WINDOWS = 200_000;
