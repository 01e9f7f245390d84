import type { Client, estypes } from '@elastic/elasticsearch';
import type { AnomalyDocument } from '../../common/anomaly';
import type { IncidentDocument, StoredIncident } from '../../common/incident';
import { ANOMALIES_INDEX_PATTERN, INCIDENTS_INDEX } from '../../common/indices';
import type { Severity } from '../../common/severity';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import { atLeast, type FlaggedLine } from './message';

/** An incident whose last line is older is no news: scoring the past finds many of those. */
const NEWS_MS = 3_600_000;
const MAX_INCIDENTS = 500;

/**
 * Flagged lines that the follower found in the last minutes, by the time when it found them: lines that come late are
 * not missed, and scoring the past tells nobody of what is long over.
 */
export async function countFlagged(
  client: Client,
  severity: Severity,
  sinceMs: number,
  retry: RetryOptions,
): Promise<{ lines: number; worst: FlaggedLine | null }> {
  const filter: estypes.QueryDslQueryContainer[] = [
    { range: { 'event.ingested': { gte: sinceMs, format: 'epoch_millis' } } },
    { prefix: { 'origin.run': 'follow:' } },
    { terms: { 'anomaly.severity': atLeast(severity) } },
    { term: { 'anomaly.suppressed': false } },
  ];
  const answer = await withRetry(
    () =>
      client.search<AnomalyDocument>(
        {
          index: ANOMALIES_INDEX_PATTERN,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: 1,
          track_total_hits: true,
          query: { bool: { filter } },
          sort: [{ 'anomaly.score': { order: 'desc', unmapped_type: 'float' } }],
        },
        { signal: retry.signal },
      ),
    retry,
  );
  const { total } = answer.hits;
  const worst = answer.hits.hits.at(0)?._source;
  return {
    lines: typeof total === 'number' ? total : (total?.value ?? 0),
    worst: worst
      ? {
          message: worst.message,
          host: worst.host.name,
          service: worst.service.name,
          score: worst.anomaly.score,
          severity: worst.anomaly.severity,
        }
      : null,
  };
}

/** Incidents that go on or have just ended, the worst first; those that somebody called a false positive are left out. */
export async function recentIncidents(
  client: Client,
  severity: Severity,
  nowMs: number,
  retry: RetryOptions,
): Promise<StoredIncident[]> {
  const answer = await withRetry(
    () =>
      client.search<IncidentDocument>(
        {
          index: INCIDENTS_INDEX,
          size: MAX_INCIDENTS,
          track_total_hits: false,
          query: {
            bool: {
              filter: [
                { range: { 'incident.end': { gte: nowMs - NEWS_MS, format: 'epoch_millis' } } },
                { terms: { 'incident.severity': atLeast(severity) } },
                { term: { 'incident.dissolved': false } },
              ],
              must_not: [{ term: { 'incident.verdict.verdict': 'false_positive' } }],
            },
          },
          sort: [{ 'incident.score': 'desc' }, { 'incident.id': 'asc' }],
        },
        { signal: retry.signal },
      ),
    retry,
  );
  return answer.hits.hits.flatMap(({ _source }) => (_source ? [_source.incident] : []));
}
