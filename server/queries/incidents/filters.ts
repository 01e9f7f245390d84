import type { IncidentSearch, IncidentState } from '../../../common/app_api/incidents/schema';
import { allOf, anyOf, type Query } from '../elasticsearch';

/** A verdict `none` is a comment alone: such an incident is still to be judged. */
const JUDGED: Query = { terms: { 'incident.verdict.verdict': ['confirmed', 'false_positive'] } };
const DISSOLVED: Query = { term: { 'incident.dissolved': true } };

/** To be judged; of a dissolved one there is nothing left to judge. */
export const OPEN: Query = { bool: { must_not: [JUDGED, DISSOLVED] } };

const BY_STATE: Record<IncidentState, Query> = {
  open: OPEN,
  judged: JUDGED,
  all: { match_all: {} },
};

/** Incidents that go on in the time. */
export const goingOn = (from: string, to: string): Query =>
  allOf({ range: { 'incident.end': { gte: from } } }, { range: { 'incident.start': { lt: to } } });

export type IncidentFacet = 'severity' | 'host' | 'service';

const FACET_FIELDS: Record<IncidentFacet, string> = {
  severity: 'incident.severity',
  host: 'incident.hosts',
  service: 'incident.services',
};
export const INCIDENT_FACETS = Object.keys(FACET_FIELDS) as IncidentFacet[];

export const fieldOf = (facet: IncidentFacet): string => FACET_FIELDS[facet];

/** Everything that was chosen, but for what was chosen in the facet `except`: it counts its own values. */
export function chosen(request: IncidentSearch, except?: IncidentFacet): Query {
  const facets = INCIDENT_FACETS.filter(
    (facet) => facet !== except && request[facet].length > 0,
  ).map((facet): Query => ({ terms: { [FACET_FIELDS[facet]]: request[facet] } }));
  return allOf(BY_STATE[request.state], ...facets, ...textQuery(request.text));
}

/** Words as somebody types them: all of them, the last perhaps not finished; or a host or service by its name. */
function textQuery(typed: string): Query[] {
  const text = typed.trim();
  if (text === '') return [];
  const words = ['incident.sentence', 'incident.title'].map((field): Query => ({
    match_bool_prefix: { [field]: { query: text, operator: 'and' } },
  }));
  const names = ['incident.hosts', 'incident.services'].map((field): Query => ({
    prefix: { [field]: { value: text, case_insensitive: true } },
  }));
  return [anyOf([...words, ...names])];
}
