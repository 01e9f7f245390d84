import type { Client } from '@elastic/elasticsearch';
import type { Label } from '../../../common/api/labels/schema';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { LabelStore } from '../stores';
import { searchAll } from './search_all';

const INDEX = STATE_INDICES.labels;

interface LabelDocument {
  template_id: string;
  host: string;
  verdict: string;
  created_at: string;
  until: string | null;
  label: Label;
}

/** Labels, one document each. */
export class ElasticsearchLabelStore implements LabelStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async list(): Promise<Label[]> {
    const hits = await searchAll<LabelDocument>(this.client, INDEX, { match_all: {} }, this.retry);
    return hits
      .flatMap((hit) => (hit._source ? [hit._source.label] : []))
      .sort((a, b) => b.created_at.localeCompare(a.created_at));
  }

  async get(id: string): Promise<Label | null> {
    const answer = await withRetry(
      () => this.client.get<LabelDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    return answer.found ? (answer._source?.label ?? null) : null;
  }

  async save(label: Label): Promise<void> {
    const { template_id, host, verdict, created_at, until } = label;
    const document: LabelDocument = { template_id, host, verdict, created_at, until, label };
    await withRetry(
      () => this.client.index({ index: INDEX, id: label.id, document, refresh: true }),
      this.retry,
    );
  }

  async delete(id: string): Promise<void> {
    await withRetry(
      () => this.client.delete({ index: INDEX, id, refresh: true }, { ignore: [404] }),
      this.retry,
    );
  }
}
