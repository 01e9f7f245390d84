import { createHash } from 'node:crypto';
import type { Incident, IncidentEvent } from '../../../common/incident';
import { severityOf } from '../../../common/severity';
import type { Group } from '../correlate/correlate';
import type { Episode } from '../correlate/episodes';
import { incidentScore } from './incident_score';
import { linkReasons } from './link_reasons';
import { sentenceOf, titleOf, whySuspected } from './sentence';
import { findSuspect } from './suspect';

const MAX_EVENTS = 100;
const MAX_MESSAGE_CHARS = 2_000;

/** Related lines are an incident, and so is a single one that is critical; other single lines are not. */
export function isIncident({ lines }: Group): boolean {
  return lines.length >= 2 || severityOf(lines[0].scorePct) === 'critical';
}

/** The same first line, the same id. */
export function incidentId({ lines }: Group): string {
  const hash = createHash('sha256').update(`incident\u0000${lines[0].lineId}`);
  return hash.digest('base64url').slice(0, 22);
}

/** Everything that is said of a group of lines. */
export function tellIncident(group: Group): Incident {
  const { lines, episodes } = group;
  const scorePct = incidentScore(lines.map((line) => line.scorePct));
  const suspect = findSuspect(group);
  const [first] = suspect.episode.lines;
  const events = eventsOf(episodes);
  return {
    id: incidentId(group),
    title: titleOf(group, suspect),
    sentence: sentenceOf(group, suspect),
    start: iso(lines[0].timestampMs),
    end: iso(lines[lines.length - 1].timestampMs),
    severity: severityOf(scorePct),
    score: round(scorePct),
    lines: lines.length,
    hosts: inFirstOrder(episodes.map(({ host }) => host)),
    services: inFirstOrder(episodes.map(({ service }) => service)),
    suspect: {
      host: first.host,
      service: first.service,
      template: first.template,
      at: iso(first.timestampMs),
      why: whySuspected(suspect),
    },
    events: events.slice(0, MAX_EVENTS),
    events_total: events.length,
    links: linkReasons(group),
  };
}

/** The episodes of a pattern on a host and service are one event. */
function eventsOf(episodes: readonly Episode[]): IncidentEvent[] {
  const byPattern = new Map<string, IncidentEvent>();
  for (const { host, service, lines, endMs, maxScorePct } of episodes) {
    const [first] = lines;
    const key = `${host}\u0000${service}\u0000${first.template.id}`;
    const event = byPattern.get(key);
    if (event) {
      event.lines += lines.length;
      event.score = Math.max(event.score, round(maxScorePct));
      event.last = iso(endMs);
      continue;
    }
    byPattern.set(key, {
      at: iso(first.timestampMs),
      last: iso(endMs),
      host,
      service,
      template: first.template,
      level: first.level,
      lines: lines.length,
      score: round(maxScorePct),
      message: first.message.slice(0, MAX_MESSAGE_CHARS),
      reason: first.reason,
    });
  }
  return [...byPattern.values()];
}

function inFirstOrder(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function round(scorePct: number): number {
  return Math.round(scorePct * 100) / 100;
}
