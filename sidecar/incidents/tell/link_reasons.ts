import type { IncidentLink } from '../../../common/incident';
import type { Group } from '../correlate/correlate';
import type { Link } from '../correlate/links';
import { duration, entityName } from './wording';

const MAX_REASONS = 12;

/** Why the lines belong together, the strongest reasons first, each pair of hosts and services once. */
export function linkReasons({ links, episodes }: Group): IncidentLink[] {
  const strongestFirst = [...links].sort(
    (a, b) => b.evidence - a.evidence || a.to - b.to || a.from - b.from,
  );
  const seen = new Set<string>();
  const reasons: IncidentLink[] = [];
  for (const link of strongestFirst) {
    const [a, b] = [episodes[link.from], episodes[link.to]];
    const names = [entityName(a.host, a.service), entityName(b.host, b.service)];
    const key = `${link.kind} ${[...names].sort().join(' ')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    // The evidence counts an onset less far off while it goes on; what is said is the plain time.
    const gapMs = link.kind === 'identifier' ? link.gapMs : b.startMs - a.startMs;
    const pair = names[0] === names[1] ? names[0] : `${names[0]} and ${names[1]}`;
    reasons.push({ kind: link.kind, text: `${pair}: ${common(link)}, ${apart(gapMs)}` });
    if (reasons.length === MAX_REASONS) break;
  }
  return reasons;
}

function apart(gapMs: number): string {
  return gapMs < 1_000 ? 'at the same time' : `${duration(gapMs)} apart`;
}

function common({ kind, detail }: Link): string {
  switch (kind) {
    case 'identifier':
      return `both name ${detail}`;
    case 'pattern':
      return 'the same pattern again';
    case 'together':
      return `patterns that came together ${detail} times in this period`;
    case 'named':
      return `one names ${detail}`;
    case 'host':
      return 'on the same host';
    case 'service':
      return 'the same service';
    case 'time':
      return 'bursts that are rare by themselves';
  }
}
