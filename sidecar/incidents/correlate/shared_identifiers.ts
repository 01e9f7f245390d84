import { CONTEXTS, evidenceOf } from './contexts';
import type { Episode } from './episodes';
import { identifiersOf } from './identifiers';
import type { Link } from './links';

/** Lines of an episode that are searched for identifiers: its first. */
const MAX_LINES = 40;

interface Sighting {
  identifier: string;
  episode: number;
  timeMs: number;
}

/**
 * Links between episodes whose lines hold the same identifier, one after the other. Identifiers that many
 * episodes hold are judged by how often that is, like any context.
 */
export function sharedIdentifiers(episodes: readonly Episode[], periodMs: number): Link[] {
  const sightings = episodes.flatMap((episode, number) => sightingsIn(episode, number));
  sightings.sort((a, b) => a.timeMs - b.timeMs || a.episode - b.episode);
  const episodesWith = new Map<string, number>();
  const lastIn = new Map<string, Sighting>();
  const next: Array<[Sighting, Sighting]> = [];
  for (const sighting of sightings) {
    const before = lastIn.get(sighting.identifier);
    if (before?.episode !== sighting.episode) {
      const { identifier } = sighting;
      episodesWith.set(identifier, (episodesWith.get(identifier) ?? 0) + 1);
      if (before) next.push([before, sighting]);
    }
    lastIn.set(sighting.identifier, sighting);
  }
  return next.map(([before, after]) => {
    const { identifier } = after;
    const gapMs = after.timeMs - before.timeMs;
    const rate = (episodesWith.get(identifier) ?? 1) / periodMs;
    return {
      from: Math.min(before.episode, after.episode),
      to: Math.max(before.episode, after.episode),
      kind: 'identifier',
      evidence: evidenceOf(CONTEXTS.identifier, rate, gapMs),
      gapMs,
      detail: identifier,
    };
  });
}

/** The first time of each identifier in the episode. */
function sightingsIn({ lines }: Episode, episode: number): Sighting[] {
  const first = new Map<string, number>();
  for (const line of lines.slice(0, MAX_LINES)) {
    for (const identifier of identifiersOf(line)) {
      if (!first.has(identifier)) first.set(identifier, line.timestampMs);
    }
  }
  return Array.from(first, ([identifier, timeMs]) => ({ identifier, episode, timeMs }));
}
