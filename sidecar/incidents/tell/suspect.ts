import type { Group } from '../correlate/correlate';
import type { Episode } from '../correlate/episodes';

/** Where the trouble probably began. */
export interface Suspect {
  /** The earliest episode of the suspected host and service. */
  episode: Episode;
  /** Of all others that are affected, how many began after it, directly or by way of others linked to it. */
  followers: number;
  others: number;
  /** Other hosts and services whose lines name it. */
  namedBy: number;
  isEarliest: boolean;
  isStrongest: boolean;
}

interface Candidate {
  key: string;
  host: string;
  service: string;
  first: Episode;
  lines: number;
  maxScorePct: number;
  /** Evidence of links to others that began later, in nats. */
  outgoing: number;
  followers: Set<string>;
  namedBy: Set<string>;
}

/** A link counts at most so much: a thousand shared requests are no better proof than some. */
const MAX_EVIDENCE = 5;

/** Trouble that began so much later is e times less likely to be the cause. */
const DELAY_SCALE_MS = 10_000;
/** Lines beyond the first, and evidence of links to what followed (nats), that are support enough. */
const FULL_SUPPORT_LINES = 2;
const FULL_SUPPORT_EVIDENCE = 2;
const SUPPORT_WEIGHT = 3;
const NAMED_WEIGHT = 1;
const STRENGTH_WEIGHT = 0.5;

/**
 * Judges every host and service of the group and takes the highest of
 * −delay / 10 s + 3 · support + named + strength / 2.
 * Delay is how much later than the first trouble its own began. Support, 0–1, comes from its further lines and from
 * links that lead from it to what began later, so that an early line that nothing follows does not take the blame.
 * Named is the share of the others that name it, strength its highest score by the group's.
 * What bench/incidents.ts measures were hardly moved by the weights: the order of time does most.
 */
export function findSuspect(group: Group): Suspect {
  const candidates = candidatesOf(group);
  const firstMs = group.episodes[0].startMs;
  const maxScorePct = Math.max(...candidates.map((candidate) => candidate.maxScorePct));
  const others = candidates.length - 1;

  let best = candidates[0];
  let bestValue = -Infinity;
  for (const candidate of candidates) {
    const support =
      (candidate.lines - 1) / FULL_SUPPORT_LINES + candidate.outgoing / FULL_SUPPORT_EVIDENCE;
    const value =
      (firstMs - candidate.first.startMs) / DELAY_SCALE_MS +
      SUPPORT_WEIGHT * Math.min(1, support) +
      NAMED_WEIGHT * (candidate.namedBy.size / Math.max(1, others)) +
      STRENGTH_WEIGHT * (candidate.maxScorePct / Math.max(1, maxScorePct));
    if (value > bestValue) [best, bestValue] = [candidate, value];
  }
  return {
    episode: best.first,
    followers: best.followers.size,
    others,
    namedBy: best.namedBy.size,
    isEarliest: best.first.startMs === firstMs,
    isStrongest: best.maxScorePct === maxScorePct,
  };
}

/** In the order of their first trouble. */
function candidatesOf({ episodes, links }: Group): Candidate[] {
  const byKey = new Map<string, Candidate>();
  for (const episode of episodes) {
    const key = keyOf(episode);
    let candidate = byKey.get(key);
    if (!candidate) {
      const { host, service } = episode;
      candidate = {
        key,
        host,
        service,
        first: episode,
        lines: 0,
        maxScorePct: 0,
        outgoing: 0,
        followers: new Set(),
        namedBy: new Set(),
      };
      byKey.set(key, candidate);
    }
    candidate.lines += episode.lines.length;
    candidate.maxScorePct = Math.max(candidate.maxScorePct, episode.maxScorePct);
  }
  const following = new Map<string, Set<string>>();
  for (const { from, to, kind, evidence, detail } of links) {
    const [a, b] = [byKey.get(keyOf(episodes[from])), byKey.get(keyOf(episodes[to]))];
    if (!a || !b || a === b) continue;
    a.outgoing += Math.min(MAX_EVIDENCE, evidence);
    if (b.first.startMs >= a.first.startMs) {
      let direct = following.get(a.key);
      if (!direct) following.set(a.key, (direct = new Set()));
      direct.add(b.key);
    }
    if (kind !== 'named') continue;
    if (detail === a.host || detail === a.service) a.namedBy.add(b.key);
    if (detail === b.host || detail === b.service) b.namedBy.add(a.key);
  }
  for (const candidate of byKey.values()) {
    candidate.followers = reachable(candidate.key, following);
  }
  return [...byKey.values()];
}

function reachable(start: string, following: ReadonlyMap<string, Set<string>>): Set<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const next of following.get(key) ?? []) {
      if (found.has(next) || next === start) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}

function keyOf({ host, service }: Episode): string {
  return `${host}\u0000${service}`;
}
