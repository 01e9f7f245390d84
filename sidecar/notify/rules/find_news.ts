import type { Client, estypes } from '@elastic/elasticsearch';
import type { CountRule, IncidentRule, Rule } from '../../../common/api/settings/rules';
import type { AnomalyDocument } from '../../../common/anomaly';
import type { IncidentDocument, StoredIncident } from '../../../common/incident';
import { ANOMALIES_INDEX_PATTERN, INCIDENTS_INDEX } from '../../../common/indices';
import { SEVERITIES, severitiesFrom, type Severity } from '../../../common/severity';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { FlaggedLine } from '../messages/flagged_line';

type Query = estypes.QueryDslQueryContainer;

/** An incident whose last line is older is no news: scoring the past finds many of those. */
const NEWS_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const MAX_INCIDENTS = 500;
/** More patterns would make a message that nobody reads. */
const MAX_WORST = 5;

export interface FlaggedCount {
  lines: number;
  /** Severities without any are left out. */
  bySeverity: Partial<Record<Severity, number>>;
  /** The highest scores first, one line of each pattern. */
  worst: FlaggedLine[];
}

/**
 * Flagged lines that the follower found in a period, by the time when it found them: lines that come late are not
 * missed, and scoring the past tells nobody of what is long over.
 */
export async function countFlagged(
  client: Client,
  rule: CountRule,
  period: { fromMs: number; toMs: number },
  retry: RetryOptions,
): Promise<FlaggedCount> {
  const range = { gte: period.fromMs, lte: period.toMs, format: 'epoch_millis' };
  const filter: Query[] = [
    { range: { 'event.ingested': range } },
    { prefix: { 'origin.run': 'follow:' } },
    { terms: { 'anomaly.severity': severitiesFrom(rule.severity) } },
    { term: { 'anomaly.suppressed': false } },
    ...oneOf('host.name', rule.hosts),
    ...oneOf('service.name', rule.services),
    ...oneOf('source.index', rule.indices),
  ];
  const answer = await withRetry(
    () =>
      client.search<AnomalyDocument, { severities: estypes.AggregationsStringTermsAggregate }>(
        {
          index: ANOMALIES_INDEX_PATTERN,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: MAX_WORST,
          track_total_hits: true,
          query: { bool: { filter } },
          collapse: { field: 'anomaly.template.id' },
          sort: [{ 'anomaly.score': { order: 'desc', unmapped_type: 'float' } }],
          aggs: { severities: { terms: { field: 'anomaly.severity', size: SEVERITIES.length } } },
        },
        { signal: retry.signal },
      ),
    retry,
  );
  const { total } = answer.hits;
  const buckets = answer.aggregations?.severities.buckets ?? [];
  return {
    lines: typeof total === 'number' ? total : (total?.value ?? 0),
    bySeverity: Array.isArray(buckets)
      ? Object.fromEntries(buckets.map(({ key, doc_count: lines }) => [key, lines]))
      : {},
    worst: answer.hits.hits.flatMap(({ _source }) => (_source ? [lineOf(_source)] : [])),
  };
}

/**
 * Incidents that go on or have just ended, the worst first; those that somebody called a false positive are left out.
 * What has ended while the rule had to be quiet after a message is news, too.
 */
export function recentIncidents(
  client: Client,
  rule: IncidentRule,
  nowMs: number,
  retry: RetryOptions,
): Promise<StoredIncident[]> {
  const sinceMs = nowMs - NEWS_MS - rule.cooldown_minutes * MINUTE_MS;
  const filter: Query[] = [
    { range: { 'incident.end': { gte: sinceMs, format: 'epoch_millis' } } },
    { terms: { 'incident.severity': severitiesFrom(rule.severity) } },
    { term: { 'incident.dissolved': false } },
    ...oneOf('incident.hosts', rule.hosts),
    ...oneOf('incident.services', rule.services),
  ];
  const isFalse: Query = { term: { 'incident.verdict.verdict': 'false_positive' } };
  return searchIncidents(client, { bool: { filter, must_not: [isFalse] } }, retry);
}

/** Incidents as they are now, by an id that they have or had. */
export async function incidentsById(
  client: Client,
  ids: readonly string[],
  retry: RetryOptions,
): Promise<StoredIncident[]> {
  if (ids.length === 0) return [];
  const should: Query[] = ['incident.id', 'incident.former_ids'].map((field) => ({
    terms: { [field]: [...ids] },
  }));
  return searchIncidents(client, { bool: { should, minimum_should_match: 1 } }, retry);
}

async function searchIncidents(
  client: Client,
  query: Query,
  retry: RetryOptions,
): Promise<StoredIncident[]> {
  const answer = await withRetry(
    () =>
      client.search<IncidentDocument>(
        {
          index: INCIDENTS_INDEX,
          size: MAX_INCIDENTS,
          track_total_hits: false,
          query,
          sort: [{ 'incident.score': 'desc' }, { 'incident.id': 'asc' }],
        },
        { signal: retry.signal },
      ),
    retry,
  );
  return answer.hits.hits.flatMap(({ _source }) => (_source ? [_source.incident] : []));
}

/** "*" stands for any characters; what is a wildcard to Elasticsearch alone stands for itself. */
function oneOf(field: string, names: Rule['hosts']): Query[] {
  if (names.length === 0) return [];
  const should = names.map((name) => ({
    wildcard: { [field]: { value: name.replace(/[\\?]/g, '\\$&'), case_insensitive: true } },
  }));
  return [{ bool: { should, minimum_should_match: 1 } }];
}

function lineOf({ message, host, service, anomaly }: AnomalyDocument): FlaggedLine {
  const { score, severity } = anomaly;
  return { message, host: host.name, service: service.name, score, severity };
}
