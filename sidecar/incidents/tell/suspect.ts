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
/** Who has so many lines, or so much evidence of links to what followed (nats), may be suspected. */
const SUPPORT_LINES = 2;
const SUPPORT_EVIDENCE = 2;
const NAMED_WEIGHT = 1;
const STRENGTH_WEIGHT = 0.5;

/**
 * Takes the host and service with the highest −delay / 10 s + named + strength / 2. Delay is how much later its
 * trouble began than the earliest, named is the share of the others that name it, strength its highest score by
 * the group's. A single line from which no link leads on is not suspected where there is anything else: it may be
 * there by accident, and would take the blame because it is early. In what bench/incidents.ts measures the order
 * of time decides most.
 */
export function findSuspect(group: Group): Suspect {
  const candidates = candidatesOf(group);
  const firstMs = group.episodes[0].startMs;
  const maxScorePct = Math.max(...candidates.map((candidate) => candidate.maxScorePct));
  const others = candidates.length - 1;

  const supported = candidates.filter(
    ({ lines, outgoing }) => lines >= SUPPORT_LINES || outgoing >= SUPPORT_EVIDENCE,
  );
  const suspects = supported.length > 0 ? supported : candidates;
  let best = suspects[0];
  let bestValue = -Infinity;
  for (const candidate of suspects) {
    const value =
      (firstMs - candidate.first.startMs) / DELAY_SCALE_MS +
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
