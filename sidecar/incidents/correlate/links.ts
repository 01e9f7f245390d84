import type { LinkKind } from '../../../common/incident';
import { Companions } from './companions';
import { CONTEXTS, evidenceOf } from './contexts';
import type { Episode } from './episodes';
import { sharedIdentifiers } from './shared_identifiers';
import { Names } from './names';
import { OnsetRates } from './onset_rates';
import { Recent } from './recent';

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
const EVERYTHING = 'all';

/**
 * Links each episode to those before it that it has something in common with. Of every context only the latest
 * few are looked at, so the cost is linear in the episodes.
 * @param episodes in the order of their starts
 * @param periodMs the time that was watched
 */
export function findLinks(episodes: readonly Episode[], periodMs: number): Link[] {
  const names = new Names(episodes);
  const rates = new OnsetRates(periodMs);
  const named = episodes.map((episode) => names.namedBy(episode));
  for (const episode of episodes) {
    for (const context of contextsOf(episode)) rates.add(context, episode.band, episode.startMs);
  }
  const best = new BestLinks();
  const recent = new Recent();

  const consider = (kind: LinkKind, context: string, from: number, to: number, detail = '') => {
    const [earlier, later] = [episodes[from], episodes[to]];
    const gapMs = gapBetween(earlier, later);
    const rate = rates.perMs(context, Math.min(earlier.band, later.band));
    best.offer({ from, to, kind, evidence: evidenceOf(CONTEXTS[kind], rate, gapMs), gapMs, detail });
  };

  episodes.forEach((episode, to) => {
    const { host, service } = episode;
    for (const from of recent.of(EVERYTHING)) consider('time', EVERYTHING, from, to);
    if (host !== '') {
      for (const from of recent.of(`host:${host}`)) consider('host', `host:${host}`, from, to);
    }
    if (service !== '') {
      const context = `service:${service}`;
      for (const from of recent.of(context)) consider('service', context, from, to);
    }
    const pattern = patternOf(episode);
    for (const from of recent.of(pattern)) consider('pattern', pattern, from, to);
    // It names what was in trouble before, or was named by it.
    for (const context of named[to]) {
      for (const from of recent.of(context)) consider('named', context, from, to, nameIn(context));
    }
    for (const own of [`host:${host}`, `service:${service}`]) {
      for (const from of recent.of(`names ${own}`)) consider('named', own, from, to, nameIn(own));
    }
    for (const context of contextsOf(episode)) recent.add(context, episode.band, to);
    for (const context of named[to]) recent.add(`names ${context}`, episode.band, to);
  });
  for (const link of sharedIdentifiers(episodes, periodMs)) best.offer(link);
  offerCompanions(episodes, rates, best);
  return best.links();
}

/** Time between onsets, most of which does not count while the earlier one still goes on. */
function gapBetween(earlier: Episode, later: Episode): number {
  const ongoingMs = Math.min(later.startMs, earlier.endMs) - earlier.startMs;
  return later.startMs - earlier.startMs - (1 - ONGOING_SHARE) * ongoingMs;
}

function contextsOf(episode: Episode): string[] {
  const { host, service, lines } = episode;
  return [
    EVERYTHING,
    `host:${host}`,
    `service:${service}`,
    patternOf(episode),
    `template:${lines[0].template.id}`,
  ];
}

function patternOf({ host, service, lines }: Episode): string {
  return `pattern:${host}\u0000${service}\u0000${lines[0].template.id}`;
}

function nameIn(context: string): string {
  return context.slice(context.indexOf(':') + 1);
}

function offerCompanions(episodes: readonly Episode[], rates: OnsetRates, best: BestLinks): void {
  const companions = new Companions(episodes);
  companions.eachPair(episodes, (earlier, later, from, to) => {
    const rate = rates.perMs(`template:${later.lines[0].template.id}`, 0);
    const { share, times } = companions.excess(earlier, later, rate);
    if (share === 0) return;
    const gapMs = gapBetween(earlier, later);
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
