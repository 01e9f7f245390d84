import type { Client } from '@elastic/elasticsearch';
import type { Watch } from '../../../common/api/patterns/schema';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { WatchStore } from '../stores';
import { searchAll } from './search_all';

const INDEX = STATE_INDICES.watches;

interface WatchDocument {
  created_at: string;
  watch: Watch;
}

/** Watched patterns, one document each under the pattern's id. */
export class ElasticsearchWatchStore implements WatchStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async list(): Promise<Watch[]> {
    const hits = await searchAll<WatchDocument>(this.client, INDEX, { match_all: {} }, this.retry);
    return hits
      .flatMap((hit) => (hit._source ? [hit._source.watch] : []))
      .sort((a, b) => b.created_at.localeCompare(a.created_at));
  }

  async save(watch: Watch): Promise<void> {
    const document: WatchDocument = { created_at: watch.created_at, watch };
    await withRetry(
      () => this.client.index({ index: INDEX, id: watch.template_id, document, refresh: true }),
      this.retry,
    );
  }

  async delete(templateId: string): Promise<Watch | null> {
    const found = await withRetry(
      () => this.client.get<WatchDocument>({ index: INDEX, id: templateId }, { ignore: [404] }),
      this.retry,
    );
    if (!found.found || !found._source) return null;
    await withRetry(
      () => this.client.delete({ index: INDEX, id: templateId, refresh: true }, { ignore: [404] }),
      this.retry,
    );
    return found._source.watch;
  }
}
