import {
  bucketGrid,
  bucketIndex,
  FINE_INTERVALS_MS,
  type BucketGrid,
} from '../../../common/app_api/buckets';
import type {
  AffectedPlace,
  HostLines,
  IncidentDetail,
  IncidentPattern,
} from '../../../common/app_api/incidents/schema';
import type { SeverityCounts } from '../../../common/app_api/overview/schema';
import { noCounts } from '../severity_counts';
import type { Member } from './members';
import { sumUpReasons } from './reasons';

const BUCKETS = 60;
/** So much of the time around it is drawn, of its own length on each side. */
const MARGIN_SHARE = 0.15;
const MIN_MARGIN_MS = 15_000;
const MAX_REASONS = 8;
/** Less is not worth a line: it is in "everything else". */
const MIN_SHARE = 0.01;
const MAX_PATTERNS = 50;

export type MemberSums = Pick<
  IncidentDetail,
  'grid' | 'bySeverity' | 'hosts' | 'affected' | 'reasons' | 'patterns' | 'sourceIndices'
>;

/** What the page shows of the lines in sums: over time, by place, by reason and by pattern. They add up. */
export function sumUpMembers(
  members: readonly Member[],
  { start, end }: { start: string; end: string },
): MemberSums {
  const grid = gridAround(Date.parse(start), Date.parse(end));
  const bySeverity = noCounts();
  const hosts = new Map<string, HostLines>();
  const places = new Map<string, AffectedPlace>();
  const patterns = new Map<string, IncidentPattern>();
  for (const member of members) {
    const { severity, template } = member.anomaly;
    bySeverity[severity]++;
    countOnHost(hosts, grid, member);
    countAtPlace(places, member);
    const known = patterns.get(template.id);
    if (known) known.lines++;
    else patterns.set(template.id, { ...nameOf(template), lines: 1 });
  }
  return {
    grid,
    bySeverity,
    hosts: [...hosts.values()],
    affected: [...places.values()],
    reasons: sumUpReasons(members.map(({ anomaly }) => anomaly.reasons))
      .filter(({ share }) => share >= MIN_SHARE)
      .slice(0, MAX_REASONS),
    patterns: [...patterns.values()].sort((a, b) => b.lines - a.lines).slice(0, MAX_PATTERNS),
    sourceIndices: [...new Set(members.map(({ source }) => source.index))].sort(),
  };
}

const nameOf = ({ id, text, is_new: isNew }: Member['anomaly']['template']) => ({
  id,
  text,
  isNew,
});

/** The incident's own time with a little around it, whatever period the reader looks at. */
export function gridAround(startMs: number, endMs: number): BucketGrid {
  const marginMs = Math.max(MIN_MARGIN_MS, (endMs - startMs) * MARGIN_SHARE);
  return bucketGrid(startMs - marginMs, endMs + marginMs, BUCKETS, 0, FINE_INTERVALS_MS);
}

/** Hosts come in the order of their first line, as the lines do. */
function countOnHost(hosts: Map<string, HostLines>, grid: BucketGrid, member: Member): void {
  let host = hosts.get(member.host.name);
  if (!host) {
    const counts = Array.from({ length: grid.count }, (): SeverityCounts => noCounts());
    host = { host: member.host.name, lines: 0, counts };
    hosts.set(member.host.name, host);
  }
  host.lines++;
  const bucket = host.counts.at(bucketIndex(grid, Date.parse(member['@timestamp'])));
  if (bucket) bucket[member.anomaly.severity]++;
}

function countAtPlace(places: Map<string, AffectedPlace>, member: Member): void {
  const { '@timestamp': time, host, service } = member;
  const key = `${host.name}\u0000${service.name}`;
  const place = places.get(key);
  if (!place) {
    places.set(key, { host: host.name, service: service.name, first: time, last: time, lines: 1 });
    return;
  }
  place.lines++;
  place.last = time;
}
