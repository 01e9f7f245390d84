import { quoted, shortened } from '../../pipeline/explain/wording';
import type { Group } from '../correlate/correlate';
import type { Episode } from '../correlate/episodes';
import type { Suspect } from './suspect';
import { beganTo, clock, counted, duration, entityName, enumerated } from './wording';

const MAX_FOLLOWERS = 2;
const TITLE_PATTERN_CHARS = 60;

/** "payments on web-3 began to fail: "connection refused …", and 2 more services" */
export function titleOf(group: Group, suspect: Suspect): string {
  const { host, service, lines } = suspect.episode;
  const [{ template, unit }] = lines;
  const text = unit
    ? shortened(template.text, TITLE_PATTERN_CHARS)
    : quoted(template.text, TITLE_PATTERN_CHARS);
  const rest = alsoAffected(group, suspect);
  return `${entityName(host, service)}: ${text}${rest === '' ? '' : `, and ${rest}`}`;
}

/** "2 more services on 3 hosts": what is affected besides the suspect; '' where nothing is. */
function alsoAffected({ episodes }: Group, { episode }: Suspect): string {
  const others = episodes.filter(
    (it) => it.host !== episode.host || it.service !== episode.service,
  );
  const services = new Set(others.map(({ service }) => service));
  const hosts = new Set(others.map(({ host }) => host));
  services.delete(episode.service);
  hosts.delete(episode.host);
  const parts = [
    services.size > 0 ? counted(services.size, 'more service') : '',
    hosts.size > 0 ? counted(hosts.size, 'more host') : '',
  ];
  return enumerated(
    parts.filter((part) => part !== ''),
    2,
  );
}

/**
 * What happened, in one or two sentences: "At 14:02 UTC payments on web-3 began to fail: "connection refused …" 214
 * times in 6 minutes; orders on web-1 followed 20 s later."
 */
export function sentenceOf(group: Group, suspect: Suspect): string {
  const { episode } = suspect;
  const { host, service, lines, startMs } = episode;
  const [first] = lines;
  const text = quoted(first.template.text);
  const subject = `At ${clock(startMs)} UTC ${entityName(host, service)}`;
  if (first.unit) {
    const told = [`${subject}: ${unitWords(episode)}`, ...followersOf(group, episode)].join('; ');
    return `${told}${earlierThan(group, episode)}.${totals(group)}`;
  }
  if (group.lines.length === 1) {
    return `${subject} wrote one line that stands out: ${text}${because(episode)}.`;
  }
  const worst = lines.reduce((a, b) => (b.scorePct > a.scorePct ? b : a));
  const began = `${subject} ${beganTo(worst.level)}: ${text} ${often(episode)}`;
  const told = [began, ...followersOf(group, episode)].join('; ');
  const before = earlierThan(group, episode);
  return `${told}${before}.${totals(group)}`;
}

/** "unusually many lines of this service on this host: 219 in 5 minutes", and how often again. */
function unitWords({ lines, startMs, endMs }: Episode): string {
  const [{ reason, template }] = lines;
  const words = reason === '' ? template.text : reason;
  if (lines.length === 1) return words;
  return `${words}, and ${counted(lines.length - 1, 'more time')} within ${duration(endMs - startMs)}`;
}

function because({ lines }: Episode): string {
  const { reason } = lines[0];
  return reason === '' ? '' : ` (${reason})`;
}

/** "once", "214 times in 6 minutes" */
function often({ lines, startMs, endMs }: Episode): string {
  if (lines.length === 1) return 'once';
  if (endMs === startMs) return `${counted(lines.length, 'time')} at once`;
  return `${counted(lines.length, 'time')} in ${duration(endMs - startMs)}`;
}

/** "orders on web-1 followed 20 s later", the first of each other host and service. */
function followersOf({ episodes }: Group, first: Episode): string[] {
  const seen = new Set([entityName(first.host, first.service)]);
  const followers: Episode[] = [];
  for (const episode of episodes) {
    const name = entityName(episode.host, episode.service);
    if (seen.has(name) || episode.startMs < first.startMs) continue;
    seen.add(name);
    followers.push(episode);
  }
  const told = followers.slice(0, MAX_FOLLOWERS).map(({ host, service, startMs }) => {
    const delayMs = startMs - first.startMs;
    const when = delayMs < 1_000 ? 'at once' : `${duration(delayMs)} later`;
    return `${entityName(host, service)} followed ${when}`;
  });
  const rest = followers.length - told.length;
  if (rest > 0)
    told.push(`then ${rest === 1 ? 'one more' : `${rest.toLocaleString('en-US')} more`}`);
  return told;
}

/** Trouble before the suspect's is told, too: it may be the true beginning. */
function earlierThan({ episodes }: Group, first: Episode): string {
  const names = episodes
    .filter(({ startMs }) => startMs < first.startMs)
    .map(({ host, service }) => entityName(host, service));
  const others = [...new Set(names)].filter(
    (name) => name !== entityName(first.host, first.service),
  );
  return others.length === 0 ? '' : `; a first sign was on ${enumerated(others, 2)}`;
}

/** "In all 256 lines in 6 minutes.", "In all 12 lines and 2 windows in 6 minutes." */
function totals({ lines, episodes }: Group): string {
  if (episodes.length <= 1) return '';
  const kinds = lines.map(({ unit }) => unit ?? 'line');
  const counts = (['line', 'window', 'session'] as const)
    .map((kind) => ({ kind, count: kinds.filter((it) => it === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => counted(count, kind));
  const durationMs = lines[lines.length - 1].timestampMs - lines[0].timestampMs;
  return ` In all ${enumerated(counts, counts.length)} in ${duration(durationMs)}.`;
}

/** Why the suspect is the first one. */
export function whySuspected(suspect: Suspect): string {
  const { episode, followers, others, namedBy, isEarliest, isStrongest } = suspect;
  const name = entityName(episode.host, episode.service);
  if (others === 0) return `All of it happened in ${name}.`;
  const facts = [
    isEarliest ? 'its trouble came first' : 'it was among the first',
    ...(followers > 0 ? [`${followers} of ${others} others followed it`] : []),
    ...(namedBy > 0 ? [`${namedBy} of them ${namedBy === 1 ? 'names' : 'name'} it`] : []),
    ...(isStrongest ? ['it has the highest score'] : []),
  ];
  return `${name}: ${enumerated(facts, facts.length)}.`;
}
