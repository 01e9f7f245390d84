import type { Client } from '@elastic/elasticsearch';
import { anomalyDocumentSchema } from '../../common/anomaly';
import type {
  IncidentDetail,
  IncidentList,
  IncidentListRequest,
  IncidentVerdictRequest,
  PeriodSummary,
  SummaryRequest,
} from '../../common/api/incidents/schema';
import type { StoredIncident } from '../../common/incident';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import type { Logger } from '../logger';
import { ElasticsearchIncidentStore } from '../store/elasticsearch/incidents';
import { ProblemError } from '../store/stores';
import { summarizePeriod } from './keep/summarize_period';

const FIRST_LINES = 50;

export interface IncidentServiceOptions {
  client: Client;
  retry: RetryOptions;
  log: Logger;
}

/** Shows incidents and takes verdicts on them. */
export class IncidentService {
  private readonly store: ElasticsearchIncidentStore;

  constructor(private readonly options: IncidentServiceOptions) {
    this.store = new ElasticsearchIncidentStore(options.client, options.retry);
  }

  list(request: IncidentListRequest): Promise<IncidentList> {
    return this.store.list(request);
  }

  /** @throws ProblemError (404) */
  async get(id: string): Promise<IncidentDetail> {
    const found = await this.store.get(id);
    if (!found) throw notFound(id);
    return this.withLines(found.incident);
  }

  /** @throws ProblemError (404) */
  async judge(id: string, request: IncidentVerdictRequest): Promise<IncidentDetail> {
    const { verdict, comment = null, user = null } = request;
    const judged = await this.store.judge(
      id,
      // A comment alone is kept, too.
      verdict === 'none' && comment === null
        ? null
        : { verdict, comment, user, at: new Date().toISOString() },
    );
    if (!judged) throw notFound(id);
    this.options.log.info({ incident: judged.id, verdict, user }, 'Incident judged');
    return this.withLines(judged);
  }

  summarize(request: SummaryRequest): Promise<PeriodSummary> {
    return summarizePeriod(this.options.client, request, this.options.retry);
  }

  private async withLines(incident: StoredIncident): Promise<IncidentDetail> {
    const { client, retry } = this.options;
    const answer = await withRetry(
      () =>
        client.search({
          index: ANOMALIES_INDEX_PATTERN,
          ignore_unavailable: true,
          allow_no_indices: true,
          size: FIRST_LINES,
          query: { ids: { values: incident.members.slice(0, FIRST_LINES) } },
          sort: ['@timestamp'],
        }),
      retry,
    );
    const lines = answer.hits.hits.flatMap((hit) => {
      const parsed = anomalyDocumentSchema.safeParse(hit._source);
      if (!parsed.success) return [];
      return [{ ...parsed.data, anomaly_index: hit._index, anomaly_id: hit._id ?? '' }];
    });
    return { ...incident, first_lines: lines };
  }
}

function notFound(id: string): ProblemError {
  return new ProblemError(
    404,
    'incident_not_found',
    `There is no incident "${id}". Its lines may have been judged or replaced since: reload the list.`,
  );
}
