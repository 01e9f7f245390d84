import type { AppLinks } from '../shared/app_links';
import type { OngoingIncident } from './ongoing';

/** What an action can say. */
export interface LogIncidentContext extends Record<string, unknown> {
  message: string;
  title: string;
  severity: string;
  score: number;
  lines: number;
  hosts: string;
  services: string;
  suspect: string;
  start: string;
  end: string;
  link: string;
  date: string;
}

export const CONTEXT_VARIABLES: {
  name: keyof LogIncidentContext & string;
  description: string;
}[] = [
  { name: 'message', description: 'What happened, in a sentence.' },
  { name: 'title', description: 'The same in a few words.' },
  { name: 'severity', description: 'Severity of the incident.' },
  { name: 'score', description: 'Its score, 0–100.' },
  { name: 'lines', description: 'Flagged lines in it.' },
  { name: 'hosts', description: 'Affected hosts, in the order of their first trouble.' },
  { name: 'services', description: 'Affected services, in the order of their first trouble.' },
  { name: 'suspect', description: 'Where it began: service and host of the first suspect.' },
  { name: 'start', description: 'Its first line.' },
  { name: 'end', description: 'Its last line until now.' },
  { name: 'link', description: 'Address of the incident in the app.' },
  { name: 'date', description: 'When the rule ran.' },
];

export function contextOf(
  incident: OngoingIncident,
  links: AppLinks,
  atMs: number,
): LogIncidentContext {
  return {
    message: incident.sentence,
    title: incident.title,
    severity: incident.severity,
    score: Math.floor(incident.score),
    lines: incident.lines,
    hosts: incident.hosts.join(', '),
    services: incident.services.join(', '),
    suspect: `${incident.suspect.service} on ${incident.suspect.host}`,
    start: incident.start,
    end: incident.end,
    link: links.incident(incident.id),
    date: new Date(atMs).toISOString(),
  };
}
