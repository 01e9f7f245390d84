import type { FlaggedLine } from '../flagged_line';

/** One pattern on one host and service without a long pause: what is linked, instead of single lines. */
export interface Episode {
  host: string;
  service: string;
  /** In the order of time; never empty. */
  lines: FlaggedLine[];
  startMs: number;
  endMs: number;
  maxScorePct: number;
  /** How much stands behind it, see {@link BANDS}: bursts are rarer than single lines, and so tell more. */
  band: number;
}

/** A band begins at so many lines; a critical line counts as four. */
export const BANDS = [1, 2, 5, 16] as const;
const CRITICAL_SCORE_PCT = 75;
const CRITICAL_LINES = 4;

const MIN_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 600_000;
/** Of a line that stands alone so far nothing is known. */
const FIRST_PAUSE_MS = 180_000;
/** A pause of so many times the usual gap ends an episode. */
const PAUSE_GAPS = 20;

/**
 * Folds lines of the same pattern, host and service; the pause that ends an episode goes by its own rate.
 * @param lines in the order of time
 * @returns in the order of their starts
 */
export function foldEpisodes(lines: readonly FlaggedLine[]): Episode[] {
  const open = new Map<string, Episode>();
  const episodes: Episode[] = [];
  for (const line of lines) {
    const { host, service, template, timestampMs } = line;
    const key = `${host}\u0000${service}\u0000${template.id}`;
    const before = open.get(key);
    if (before && timestampMs - before.endMs <= longestPauseMs(before)) {
      before.lines.push(line);
      before.endMs = timestampMs;
      before.maxScorePct = Math.max(before.maxScorePct, line.scorePct);
      continue;
    }
    const episode: Episode = {
      host,
      service,
      lines: [line],
      startMs: timestampMs,
      endMs: timestampMs,
      maxScorePct: line.scorePct,
      band: 0,
    };
    open.set(key, episode);
    episodes.push(episode);
  }
  for (const episode of episodes) episode.band = bandOf(episode);
  return episodes;
}

function longestPauseMs({ lines, startMs, endMs }: Episode): number {
  if (lines.length === 1) return FIRST_PAUSE_MS;
  const gapMs = (endMs - startMs) / (lines.length - 1);
  return Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, PAUSE_GAPS * gapMs));
}

function bandOf({ lines, maxScorePct }: Episode): number {
  const weight = lines.length * (maxScorePct >= CRITICAL_SCORE_PCT ? CRITICAL_LINES : 1);
  return BANDS.findLastIndex((least) => weight >= least);
}
