import type { estypes } from '@elastic/elasticsearch';
import type { IncidentDocument, StoredIncident } from '../../../common/incident';
import { INCIDENTS_INDEX } from '../../../common/indices';
import type { LogIncidentParams } from '../../../common/rule_types/log_incident_params';
import { SEVERITY_BANDS } from '../../../common/severity';
import { allOf, search, type Query, type Read } from '../../queries/elasticsearch';

/** What an alert tells of an incident. */
export type OngoingIncident = Pick<
  StoredIncident,
  | 'id'
  | 'former_ids'
  | 'title'
  | 'sentence'
  | 'start'
  | 'end'
  | 'severity'
  | 'score'
  | 'lines'
  | 'hosts'
  | 'services'
  | 'suspect'
>;

const FIELDS = [
  'id',
  'former_ids',
  'title',
  'sentence',
  'start',
  'end',
  'severity',
  'score',
  'lines',
  'hosts',
  'services',
  'suspect',
].map((field) => `incident.${field}`);

const WORST_FIRST: estypes.Sort = [{ 'incident.score': { order: 'desc', unmapped_type: 'float' } }];

/** Incidents that fit a rule: bad and large enough, not called a false alarm. */
export function incidentsOfRule(params: LogIncidentParams): Query {
  const { minSeverity, minLines, host, service } = params;
  const minBand = SEVERITY_BANDS.findIndex(({ severity }) => severity === minSeverity);
  const severities = SEVERITY_BANDS.slice(0, minBand + 1).map(({ severity }) => severity);
  return {
    bool: {
      filter: [
        { terms: { 'incident.severity': severities } },
        { range: { 'incident.lines': { gte: minLines } } },
        { term: { 'incident.dissolved': false } },
        ...(host ? [{ term: { 'incident.hosts': host } }] : []),
        ...(service ? [{ term: { 'incident.services': service } }] : []),
      ],
      must_not: [{ term: { 'incident.verdict.verdict': 'false_positive' } }],
    },
  };
}

/** Of these, those with a line after a time, the worst first. */
export async function readIncidents(
  read: Read,
  query: Query,
  afterMs: number,
  size: number,
): Promise<{ incidents: OngoingIncident[]; total: number }> {
  const { hits, total } = await search<IncidentDocument, never>(read, INCIDENTS_INDEX, {
    size,
    track_total_hits: true,
    query: allOf(query, { range: { 'incident.end': { gt: afterMs, format: 'epoch_millis' } } }),
    sort: WORST_FIRST,
    _source: FIELDS,
  });
  return { incidents: hits.flatMap(({ _source }) => (_source ? [_source.incident] : [])), total };
}
