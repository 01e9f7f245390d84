import type { LinkKind } from '../../../common/incident';
import { Companions } from './companions';
import { CONTEXTS, evidenceOf } from './contexts';
import type { Episode } from './episodes';
import { Names } from './names';
import { OnsetTable, type Onsets } from './onsets';
import { sharedIdentifiers } from './shared_identifiers';

/** Two episodes that belong together, and why. */
export interface Link {
  /** Number of the episode that began first. */
  from: number;
  to: number;
  kind: LinkKind;
  /** Log-likelihood ratio in nats, above 0. */
  evidence: number;
  gapMs: number;
  /** The identifier, the name, or how often they came together; '' where the kind says all. */
  detail: string;
}

/** While the earlier one goes on, its onset moves away this much slower. */
const ONGOING_SHARE = 0.25;

/** The contexts of one episode. */
interface Surroundings {
  all: Onsets;
  host: Onsets;
  service: Onsets;
  pattern: Onsets;
  template: Onsets;
  /** Hosts and services that it names, with the names. */
  named: Array<{ name: string; onsets: Onsets; namers: Onsets }>;
  /** Episodes that name its host, or its service. */
  hostNamers: Onsets;
  serviceNamers: Onsets;
}

/**
 * Links each episode to those before it that it has something in common with. Of every context only the latest
 * few are looked at, so the cost is linear in the episodes.
 * @param episodes in the order of their starts
 * @param periodMs the time that was watched
 */
export function findLinks(episodes: readonly Episode[], periodMs: number): Link[] {
  const places = surroundingsOf(episodes, periodMs);
  const best = new BestLinks();
  episodes.forEach((episode, to) => {
    const place = places[to];
    const consider = (kind: LinkKind, near: Onsets, rated = near, detail = '') => {
      near.each((from) => {
        const gapMs = gapBetween(episodes[from], episode);
        const rate = rated.perMs(Math.min(episodes[from].band, episode.band));
        const evidence = evidenceOf(CONTEXTS[kind], rate, gapMs);
        if (evidence > 0) best.offer({ from, to, kind, evidence, gapMs, detail });
      });
    };
    consider('time', place.all);
    consider('pattern', place.pattern);
    if (episode.host !== '') {
      consider('host', place.host);
      consider('named', place.hostNamers, place.host, episode.host);
    }
    if (episode.service !== '') {
      consider('service', place.service);
      consider('named', place.serviceNamers, place.service, episode.service);
    }
    for (const { name, onsets } of place.named) consider('named', onsets, onsets, name);
    for (const onsets of [place.all, place.host, place.service, place.pattern]) {
      onsets.remember(episode.band, to);
    }
    for (const { namers } of place.named) namers.remember(episode.band, to);
  });
  for (const link of sharedIdentifiers(episodes, periodMs)) best.offer(link);
  offerCompanions(episodes, places, best);
  return best.links();
}

function surroundingsOf(episodes: readonly Episode[], periodMs: number): Surroundings[] {
  const names = new Names(episodes);
  const table = new OnsetTable(periodMs);
  return episodes.map((episode) => {
    const { host, service, band, startMs, lines } = episode;
    const template = lines[0].template.id;
    const place: Surroundings = {
      all: table.of('all'),
      host: table.of(`host:${host}`),
      service: table.of(`service:${service}`),
      pattern: table.of(`pattern:${host}\u0000${service}\u0000${template}`),
      template: table.of(`template:${template}`),
      named: names.namedBy(episode).map(({ kind, name }) => ({
        name,
        onsets: table.of(`${kind}:${name}`),
        namers: table.of(`namers of ${kind}:${name}`),
      })),
      hostNamers: table.of(`namers of host:${host}`),
      serviceNamers: table.of(`namers of service:${service}`),
    };
    for (const onsets of [place.all, place.host, place.service, place.pattern, place.template]) {
      onsets.count(band, startMs);
    }
    return place;
  });
}

/** Time between onsets, most of which does not count while the earlier one still goes on. */
function gapBetween(earlier: Episode, later: Episode): number {
  const ongoingMs = Math.min(later.startMs, earlier.endMs) - earlier.startMs;
  return later.startMs - earlier.startMs - (1 - ONGOING_SHARE) * ongoingMs;
}

function offerCompanions(
  episodes: readonly Episode[],
  places: readonly Surroundings[],
  best: BestLinks,
): void {
  const companions = new Companions(episodes);
  companions.eachPair((from, to) => {
    const rate = places[to].template.perMs(0);
    const { share, times } = companions.excess(from, to, rate);
    if (share === 0) return;
    const gapMs = gapBetween(episodes[from], episodes[to]);
    const context = { ...CONTEXTS.together, prior: share };
    const evidence = evidenceOf(context, rate, gapMs);
    best.offer({ from, to, kind: 'together', evidence, gapMs, detail: String(times) });
  });
}

/** Of each pair of episodes the strongest link. */
class BestLinks {
  private readonly byPair = new Map<number, Link>();

  offer(link: Link): void {
    if (!(link.evidence > 0)) return;
    const pair = link.from * 2 ** 26 + link.to;
    const known = this.byPair.get(pair);
    if (!known || known.evidence < link.evidence) this.byPair.set(pair, link);
  }

  /** In the order of the later episode, then of the earlier one. */
  links(): Link[] {
    return [...this.byPair.values()].sort((a, b) => a.to - b.to || a.from - b.from);
  }
}
