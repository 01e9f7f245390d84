import type { Client, estypes } from '@elastic/elasticsearch';
import type { IncidentListRequest } from '../../../common/api/incidents/schema';
import type { IncidentDocument, IncidentVerdict, StoredIncident } from '../../../common/incident';
import { INCIDENTS_INDEX } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { searchAll } from './search_all';

/** An incident with what tells whether it was changed since. */
export interface IncidentVersion {
  incident: StoredIncident;
  seqNo: number;
  term: number;
}

const MAX_CONFLICTS = 10;
const DAY_MS = 86_400_000;

/** Incidents, one document each. */
export class ElasticsearchIncidentStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  /** Those that start in the time [fromMs, toMs), dissolved ones too. */
  async startingIn(fromMs: number, toMs: number): Promise<IncidentVersion[]> {
    const query = {
      range: { '@timestamp': { gte: fromMs, lt: toMs, format: 'epoch_millis' } },
    };
    const hits = await searchAll<IncidentDocument>(this.client, INCIDENTS_INDEX, query, this.retry);
    return hits.flatMap(versionOf);
  }

  /** The days (UTC, as their first ms) that incidents start on. */
  async days(): Promise<number[]> {
    const answer = await withRetry(
      () =>
        this.client.search({
          index: INCIDENTS_INDEX,
          size: 0,
          allow_partial_search_results: false,
          aggs: {
            days: {
              date_histogram: { field: '@timestamp', fixed_interval: '1d', min_doc_count: 1 },
            },
          },
        }),
      this.retry,
    );
    const { buckets } = answer.aggregations?.days as estypes.AggregationsDateHistogramAggregate;
    return (buckets as estypes.AggregationsDateHistogramBucket[]).map(
      ({ key }) => Math.floor(Number(key) / DAY_MS) * DAY_MS,
    );
  }

  /** Newest first, without those that are dissolved. */
  async list(
    request: IncidentListRequest,
  ): Promise<{ incidents: StoredIncident[]; total: number }> {
    const answer = await withRetry(
      () =>
        this.client.search<IncidentDocument>({
          index: INCIDENTS_INDEX,
          size: request.limit,
          track_total_hits: true,
          allow_partial_search_results: false,
          _source_excludes: ['incident.events', 'incident.links', 'incident.members'],
          query: { bool: incidentFilter(request) },
          sort: [{ '@timestamp': 'desc' }, { 'incident.id': 'asc' }],
        }),
      this.retry,
    );
    const { hits, total } = answer.hits;
    return {
      incidents: hits.flatMap((hit) => (hit._source ? [hit._source.incident] : [])),
      total: typeof total === 'number' ? total : (total?.value ?? 0),
    };
  }

  /** By its id, or one that it had before; null where there is none. */
  async get(id: string): Promise<IncidentVersion | null> {
    const answer = await withRetry(
      () => this.client.get<IncidentDocument>({ index: INCIDENTS_INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    if (answer.found) return versionOf(answer).at(0) ?? null;
    const query = { term: { 'incident.former_ids': id } };
    const hits = await searchAll<IncidentDocument>(this.client, INCIDENTS_INDEX, query, this.retry);
    return hits.flatMap(versionOf).at(0) ?? null;
  }

  /** Writes a verdict; null takes it back. @returns null where there is no such incident */
  async judge(id: string, verdict: IncidentVerdict | null): Promise<StoredIncident | null> {
    for (let conflicts = 0; ; conflicts++) {
      const found = await this.get(id);
      if (!found) return null;
      const incident = { ...found.incident, verdict };
      try {
        await withRetry(
          () =>
            this.client.index({
              index: INCIDENTS_INDEX,
              id: incident.id,
              document: documentOf(incident),
              if_seq_no: found.seqNo,
              if_primary_term: found.term,
              refresh: true,
            }),
          this.retry,
        );
        return incident;
      } catch (error) {
        // The pass that keeps incidents up to date wrote it just now.
        if (!isConflict(error) || conflicts >= MAX_CONFLICTS) throw error;
      }
    }
  }
}

export function documentOf(incident: StoredIncident): IncidentDocument {
  return { '@timestamp': incident.start, incident };
}

export interface IncidentFilter {
  from?: string;
  to?: string;
  severity?: string;
  host?: string;
  service?: string;
  anomaly?: string;
}

/** Incidents that go on in a time, are of a severity, and so on; none that is dissolved. */
export function incidentFilter(filter: IncidentFilter): estypes.QueryDslBoolQuery {
  const { from, to, severity, host, service, anomaly } = filter;
  return {
    filter: [
      ...(from ? [{ range: { 'incident.end': { gte: from } } }] : []),
      ...(to ? [{ range: { 'incident.start': { lt: to } } }] : []),
      ...(severity ? [{ term: { 'incident.severity': severity } }] : []),
      ...(host ? [{ term: { 'incident.hosts': host } }] : []),
      ...(service ? [{ term: { 'incident.services': service } }] : []),
      ...(anomaly ? [{ term: { 'incident.members': anomaly } }] : []),
    ],
    must_not: [{ term: { 'incident.dissolved': true } }],
  };
}

function versionOf(hit: {
  _source?: IncidentDocument;
  _seq_no?: number;
  _primary_term?: number;
}): IncidentVersion[] {
  if (!hit._source) return [];
  const { incident } = hit._source;
  return [{ incident, seqNo: hit._seq_no ?? 0, term: hit._primary_term ?? 0 }];
}
