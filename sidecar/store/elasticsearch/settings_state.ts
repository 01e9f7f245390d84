import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

const INDEX = STATE_INDICES.settings;

type Condition = { op_type: 'create' } | { if_seq_no?: number; if_primary_term?: number };

/** Somebody else has written the state since it was read here. */
export class StateConflictError extends Error {
  override name = 'StateConflictError';

  constructor() {
    super('Another sidecar has written the state meanwhile.');
  }
}

/**
 * What the runners of notifications and retention remember, a document each. Only the sidecar that runs the jobs writes
 * them.
 */
export class SettingsStateStore<T> {
  private condition: Condition = { op_type: 'create' };

  constructor(
    private readonly client: Client,
    private readonly id: string,
  ) {}

  async read(retry: RetryOptions): Promise<T | null> {
    const answer = await withRetry(
      () => this.client.get<{ state: T }>({ index: INDEX, id: this.id }, { ignore: [404] }),
      retry,
    );
    const { _seq_no: if_seq_no, _primary_term: if_primary_term } = answer;
    this.condition = answer.found ? { if_seq_no, if_primary_term } : { op_type: 'create' };
    return answer.found ? (answer._source?.state ?? null) : null;
  }

  async write(state: T, retry: RetryOptions): Promise<void> {
    const document = { updated_at: new Date().toISOString(), state };
    await withRetry(() => this.client.index({ index: INDEX, id: this.id, document }), retry);
  }

  /** The same, only where it is as it was read or written here last. @throws StateConflictError */
  async replace(state: T, retry: RetryOptions): Promise<void> {
    const document = { updated_at: new Date().toISOString(), state };
    const { condition } = this;
    try {
      const answer = await withRetry(
        () => this.client.index({ index: INDEX, id: this.id, document, ...condition }),
        retry,
      );
      this.condition = { if_seq_no: answer._seq_no, if_primary_term: answer._primary_term };
    } catch (error) {
      if (!isConflict(error)) throw error;
      // A try whose answer was lost may have written it already.
      const stored = await this.read(retry);
      if (!isDeepStrictEqual(stored, toJson(state))) throw new StateConflictError();
    }
  }
}

/** As it comes back from Elasticsearch. */
function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
