import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

const INDEX = STATE_INDICES.settings;

/**
 * What the runners of notifications and retention remember, a document each. Only the sidecar that runs the jobs writes
 * them.
 */
export class SettingsStateStore<T> {
  constructor(
    private readonly client: Client,
    private readonly id: string,
  ) {}

  async read(retry: RetryOptions): Promise<T | null> {
    const answer = await withRetry(
      () => this.client.get<{ state: T }>({ index: INDEX, id: this.id }, { ignore: [404] }),
      retry,
    );
    return answer.found ? (answer._source?.state ?? null) : null;
  }

  async write(state: T, retry: RetryOptions): Promise<void> {
    const document = { updated_at: new Date().toISOString(), state };
    await withRetry(() => this.client.index({ index: INDEX, id: this.id, document }), retry);
  }
}
