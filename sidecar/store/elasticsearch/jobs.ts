import type { Client } from '@elastic/elasticsearch';
import type { Job } from '../../../common/api/jobs/schema';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { JobStore } from '../stores';

const INDEX = STATE_INDICES.jobs;

interface JobDocument {
  type: string;
  state: string;
  created_at: string;
  updated_at: string;
  job: Job;
}

/** Jobs, one document each. */
export class ElasticsearchJobStore implements JobStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async list(limit: number): Promise<Job[]> {
    await withRetry(() => this.client.indices.refresh({ index: INDEX }), this.retry);
    const answer = await withRetry(
      () =>
        this.client.search<JobDocument>({
          index: INDEX,
          size: limit,
          sort: [{ created_at: 'desc' }],
          allow_partial_search_results: false,
        }),
      this.retry,
    );
    return answer.hits.hits.flatMap((hit) => (hit._source ? [hit._source.job] : []));
  }

  async get(id: string): Promise<Job | null> {
    const answer = await withRetry(
      () => this.client.get<JobDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    return answer.found ? (answer._source?.job ?? null) : null;
  }

  async save(job: Job): Promise<void> {
    const { type, state, created_at, updated_at } = job;
    const document: JobDocument = { type, state, created_at, updated_at, job };
    await withRetry(() => this.client.index({ index: INDEX, id: job.id, document }), this.retry);
  }
}
