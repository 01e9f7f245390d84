import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { SettingsConflictError, type SettingsStore, type StoredSettings } from '../stores';

const INDEX = STATE_INDICES.settings;
const ID = 'settings';

interface SettingsDocument {
  updated_at: string;
  settings: StoredSettings;
}

/** One document, written with optimistic concurrency: whoever saves has seen what is replaced. */
export class ElasticsearchSettingsStore implements SettingsStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async read(): Promise<StoredSettings | null> {
    return (await this.find())?.settings ?? null;
  }

  async write(settings: StoredSettings): Promise<void> {
    const found = await this.find();
    if ((found?.settings.version ?? 0) !== settings.version - 1) throw new SettingsConflictError();
    const document: SettingsDocument = { updated_at: new Date().toISOString(), settings };
    const condition = found?.condition ?? { op_type: 'create' as const };
    try {
      await withRetry(
        () => this.client.index({ index: INDEX, id: ID, document, ...condition }),
        this.retry,
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
      // A try whose answer was lost may have written it already.
      const current = await this.read();
      if (JSON.stringify(current) !== JSON.stringify(settings)) throw new SettingsConflictError();
    }
  }

  private async find() {
    const answer = await withRetry(
      () => this.client.get<SettingsDocument>({ index: INDEX, id: ID }, { ignore: [404] }),
      this.retry,
    );
    if (!answer.found || !answer._source) return null;
    const condition = { if_seq_no: answer._seq_no, if_primary_term: answer._primary_term };
    return { settings: answer._source.settings, condition };
  }
}
