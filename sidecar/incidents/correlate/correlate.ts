import type { FlaggedLine } from '../flagged_line';
import { foldEpisodes, type Episode } from './episodes';
import { findLinks, type Link } from './links';
import { UnionFind } from './union_find';

/** Lines that belong together, directly or by way of others. */
export interface Group {
  /** In the order of time. */
  lines: FlaggedLine[];
  /** In the order of their starts. */
  episodes: Episode[];
  /** Between the episodes, by their place in `episodes`. */
  links: Link[];
}

/** Of a shorter period nothing is known about how often things happen. */
const MIN_PERIOD_MS = 6 * 3_600_000;

/**
 * Groups flagged lines by what they have in common: see CONTEXTS. The outcome does not depend on the order of the
 * lines. Lines without a time are left out.
 * @returns groups in the order of their first lines; most are of one line
 */
export function correlate(lines: readonly FlaggedLine[]): Group[] {
  const ordered = lines.filter(({ timestampMs }) => Number.isFinite(timestampMs));
  ordered.sort(inTime);
  if (ordered.length === 0) return [];
  const episodes = foldEpisodes(ordered);
  const spanMs = ordered[ordered.length - 1].timestampMs - ordered[0].timestampMs;
  const links = findLinks(episodes, Math.max(MIN_PERIOD_MS, spanMs));
  const sets = new UnionFind(episodes.length);
  for (const { from, to } of links) sets.union(from, to);

  const groups = new Map<number, Group>();
  const place = new Int32Array(episodes.length);
  episodes.forEach((episode, i) => {
    const root = sets.find(i);
    let group = groups.get(root);
    if (!group) groups.set(root, (group = { lines: [], episodes: [], links: [] }));
    place[i] = group.episodes.length;
    group.episodes.push(episode);
  });
  for (const link of links) {
    const group = groups.get(sets.find(link.from)) as Group;
    group.links.push({ ...link, from: place[link.from], to: place[link.to] });
  }
  for (const group of groups.values()) {
    group.lines = group.episodes.flatMap((episode) => episode.lines).sort(inTime);
  }
  return [...groups.values()];
}

function inTime(a: FlaggedLine, b: FlaggedLine): number {
  return a.timestampMs - b.timestampMs || (a.lineId < b.lineId ? -1 : Number(a.lineId > b.lineId));
}
