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
  /** Present where it was undone: kept for a while, so that this can be undone, too. */
  removed_at?: string;
  label: Label;
}

const KEEP_REMOVED_MS = 86_400_000;

function documentOf(label: Label): LabelDocument {
  const { template_id, host, verdict, created_at, until } = label;
  return { template_id, host, verdict, created_at, until, label };
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
      .flatMap(({ _source }) => (_source && !_source.removed_at ? [_source.label] : []))
      .sort((a, b) => b.created_at.localeCompare(a.created_at));
  }

  async get(id: string): Promise<Label | null> {
    const answer = await withRetry(
      () => this.client.get<LabelDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    const source = answer.found ? answer._source : undefined;
    return source && source.removed_at === undefined ? source.label : null;
  }

  async save(label: Label): Promise<void> {
    await this.write(documentOf(label));
  }

  async delete(id: string): Promise<void> {
    const label = await this.get(id);
    if (!label) return;
    await this.write({ ...documentOf(label), removed_at: new Date().toISOString() });
    await this.forgetRemoved();
  }

  async restore(id: string): Promise<Label | null> {
    const answer = await withRetry(
      () => this.client.get<LabelDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    const label = answer.found ? answer._source?.label : undefined;
    if (label) await this.save(label);
    return label ?? null;
  }

  /** Nobody undoes what was undone long ago. */
  private async forgetRemoved(): Promise<void> {
    const before = new Date(Date.now() - KEEP_REMOVED_MS).toISOString();
    const query = { range: { removed_at: { lt: before } } };
    const hits = await searchAll<LabelDocument>(this.client, INDEX, query, this.retry);
    for (const { _id: id } of hits) {
      await withRetry(
        () => this.client.delete({ index: INDEX, id: id ?? '' }, { ignore: [404] }),
        this.retry,
      );
    }
  }

  private async write(document: LabelDocument): Promise<void> {
    await withRetry(
      () => this.client.index({ index: INDEX, id: document.label.id, document, refresh: true }),
      this.retry,
    );
  }
}
