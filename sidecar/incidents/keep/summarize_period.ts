import type { Client, estypes } from '@elastic/elasticsearch';
import type { PeriodSummary, SummaryRequest } from '../../../common/api/incidents/schema';
import {
  ANOMALIES_INDEX_PATTERN,
  INCIDENTS_INDEX,
  ROLLUP_INDEX_PATTERN,
} from '../../../common/indices';
import type { IncidentDocument } from '../../../common/incident';
import type { Severity } from '../../../common/severity';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { incidentFilter } from '../../store/elasticsearch/incidents';
import { periodSentences } from '..';
import { IS_SHOWN } from './read_flagged';

const TOP = 10;
const MAX_ENTITIES = 50;

interface TermsBucket {
  key: string;
  doc_count: number;
}
type Terms<Extra = object> = { buckets: Array<TermsBucket & Extra> };

/** Lines, incidents, new patterns and who was affected in a period, counted and said in words. */
export async function summarizePeriod(
  client: Client,
  { from, to }: SummaryRequest,
  retry: RetryOptions,
): Promise<PeriodSummary> {
  const period: estypes.QueryDslQueryContainer = { range: { '@timestamp': { gte: from, lt: to } } };
  const search = (index: string, body: estypes.SearchRequest) =>
    withRetry(
      () =>
        client.search<IncidentDocument>({
          index,
          ignore_unavailable: true,
          allow_no_indices: true,
          allow_partial_search_results: false,
          ...body,
        }),
      retry,
    );
  const [rollups, anomalies, incidents] = await Promise.all([
    search(ROLLUP_INDEX_PATTERN, {
      size: 0,
      query: { bool: { filter: [period] } },
      aggs: { lines: { sum: { field: 'rollup.lines' } } },
    }),
    search(ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: true,
      query: { bool: { ...IS_SHOWN, filter: [period] } },
      aggs: {
        hosts: {
          terms: { field: 'host.name', size: MAX_ENTITIES, missing: '' },
          aggs: { services: { terms: { field: 'service.name', size: MAX_ENTITIES, missing: '' } } },
        },
        new_patterns: {
          filter: { term: { 'anomaly.template.is_new': true } },
          aggs: {
            ids: {
              terms: { field: 'anomaly.template.id', size: TOP },
              aggs: { texts: { terms: { field: 'anomaly.template.text', size: 1 } } },
            },
          },
        },
      },
    }),
    search(INCIDENTS_INDEX, {
      size: 1,
      query: { bool: notRefuted(incidentFilter({ from, to })) },
      sort: [{ 'incident.score': 'desc' }, { '@timestamp': 'asc' }],
      _source: ['incident.id', 'incident.title', 'incident.sentence'],
      aggs: { severities: { terms: { field: 'incident.severity' } } },
    }),
  ]);
  const hosts = anomalies.aggregations?.hosts as Terms<{ services: Terms }> | undefined;
  const patterns = anomalies.aggregations?.new_patterns as
    { ids: Terms<{ texts: Terms }> } | undefined;
  const severities = incidents.aggregations?.severities as Terms | undefined;
  const worst = incidents.hits.hits.at(0)?._source?.incident;
  const { total } = anomalies.hits;
  const summary: Omit<PeriodSummary, 'sentences'> = {
    lines: (rollups.aggregations?.lines as { value: number | null } | undefined)?.value ?? 0,
    flagged: typeof total === 'number' ? total : (total?.value ?? 0),
    incidents: Object.fromEntries(
      (severities?.buckets ?? []).map(({ key, doc_count }) => [key as Severity, doc_count]),
    ),
    worst: worst ? { id: worst.id, title: worst.title, sentence: worst.sentence } : null,
    new_patterns: (patterns?.ids.buckets ?? []).map(({ key, doc_count, texts }) => ({
      id: key,
      text: texts.buckets.at(0)?.key ?? '',
      lines: doc_count,
    })),
    affected: (hosts?.buckets ?? [])
      .flatMap(({ key: host, services }) =>
        services.buckets.map(({ key: service, doc_count: flagged }) => ({
          host,
          service,
          flagged,
        })),
      )
      .sort((a, b) => b.flagged - a.flagged)
      .slice(0, TOP),
  };
  return { sentences: periodSentences(summary), ...summary };
}

/** What people found to be false alarms is not told again. */
function notRefuted(query: estypes.QueryDslBoolQuery): estypes.QueryDslBoolQuery {
  const refuted = { term: { 'incident.verdict.verdict': 'false_positive' } };
  return { ...query, must_not: [query.must_not ?? [], refuted].flat() };
}
