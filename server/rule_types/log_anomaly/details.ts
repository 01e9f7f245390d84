import type { AnomalyDocument } from '../../../common/anomaly';
import type { IncidentDocument } from '../../../common/incident';
import { ANOMALIES_INDEX_PATTERN, INCIDENTS_INDEX } from '../../../common/indices';
import type { GroupBy } from '../../../common/rule_types/log_anomaly_params';
import {
  allOf,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
} from '../../queries/elasticsearch';
import { ALL_LINES, GROUP_FIELDS } from './counts';

const TOP_LINES = 5;
const LISTED_NAMES = 5;
const MAX_INCIDENTS = 100;

export interface TopLine {
  id: string;
  document: AnomalyDocument;
}

export interface GroupDetails {
  /** The highest scores first. */
  topLines: TopLine[];
  hosts: string[];
  services: string[];
  /** Time of the oldest and of the newest line. */
  firstMs: number;
  lastMs: number;
}

interface DetailAnswer {
  first: SingleValue;
  last: SingleValue;
  top: { hits: { hits: { _id: string; _source: AnomalyDocument }[] } };
  hosts: Buckets<TermBucket>;
  services: Buckets<TermBucket>;
}

const DETAILS: Aggregations = {
  top: { top_hits: { size: TOP_LINES, sort: [{ 'anomaly.score': 'desc' }, '@timestamp'] } },
  hosts: { terms: { field: 'host.name', size: LISTED_NAMES } },
  services: { terms: { field: 'service.name', size: LISTED_NAMES } },
  first: { min: { field: '@timestamp' } },
  last: { max: { field: '@timestamp' } },
};

/** What an alert of each group is to say. */
export async function readDetails(
  read: Read,
  query: Query,
  groupBy: GroupBy,
  keys: readonly string[],
): Promise<Map<string, GroupDetails>> {
  if (keys.length === 0) return new Map();
  if (groupBy === 'none') {
    const { aggregations } = await search<never, DetailAnswer>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      query,
      aggs: DETAILS,
    });
    return new Map(aggregations ? [[ALL_LINES, detailsOf(aggregations)]] : []);
  }
  const field = GROUP_FIELDS[groupBy];
  const { aggregations } = await search<never, { groups: Buckets<TermBucket & DetailAnswer> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      query: allOf(query, { terms: { [field]: [...keys] } }),
      aggs: { groups: { terms: { field, size: keys.length }, aggs: DETAILS } },
    },
  );
  const buckets = aggregations?.groups.buckets ?? [];
  return new Map(buckets.map((bucket) => [bucket.key, detailsOf(bucket)]));
}

const detailsOf = ({ top, hosts, services, first, last }: DetailAnswer): GroupDetails => ({
  topLines: top.hits.hits.map(({ _id, _source }) => ({ id: _id, document: _source })),
  hosts: hosts.buckets.map(({ key }) => key),
  services: services.buckets.map(({ key }) => key),
  firstMs: first.value ?? 0,
  lastMs: last.value ?? 0,
});

export interface IncidentRef {
  id: string;
  title: string;
  sentence: string;
}

/** The worst incident that each line belongs to; lines without one are left out. */
export async function incidentsOfLines(
  read: Read,
  ids: readonly string[],
): Promise<Map<string, IncidentRef>> {
  const found = new Map<string, IncidentRef>();
  if (ids.length === 0) return found;
  const { hits } = await search<IncidentDocument, never>(read, INCIDENTS_INDEX, {
    size: MAX_INCIDENTS,
    query: allOf(
      { terms: { 'incident.members': [...ids] } },
      { term: { 'incident.dissolved': false } },
    ),
    sort: [{ 'incident.score': { order: 'desc', unmapped_type: 'float' } }],
    _source: ['incident.id', 'incident.title', 'incident.sentence', 'incident.members'],
  });
  const wanted = new Set(ids);
  for (const { _source } of hits) {
    if (!_source) continue;
    const { id, title, sentence, members } = _source.incident;
    for (const member of members) {
      if (wanted.has(member) && !found.has(member)) found.set(member, { id, title, sentence });
    }
  }
  return found;
}
