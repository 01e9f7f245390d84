import type { Client } from '@elastic/elasticsearch';
import type { Label } from '../../../common/api/labels/schema';
import { STATE_INDICES } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { runBulk, type BulkOperation } from '../../sinks/elasticsearch/bulk';
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

const writing = (document: LabelDocument): BulkOperation => ({
  kind: 'index',
  index: INDEX,
  id: document.label.id,
  document,
});

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

  save(labels: readonly Label[]): Promise<void> {
    return this.change(labels.map((label) => writing(documentOf(label))));
  }

  async delete(ids: readonly string[]): Promise<Label[]> {
    const labels = (await this.read(ids)).flatMap((document) =>
      document.removed_at === undefined ? [document.label] : [],
    );
    const removed_at = new Date().toISOString();
    await this.change(labels.map((label) => writing({ ...documentOf(label), removed_at })));
    await this.forgetRemoved();
    return labels;
  }

  async restore(ids: readonly string[]): Promise<Label[]> {
    const labels = (await this.read(ids)).flatMap((document) =>
      document.removed_at === undefined ? [] : [document.label],
    );
    await this.save(labels);
    return labels;
  }

  /** Nobody undoes what was undone long ago. */
  private async forgetRemoved(): Promise<void> {
    const before = new Date(Date.now() - KEEP_REMOVED_MS).toISOString();
    const query = { range: { removed_at: { lt: before } } };
    const hits = await searchAll<LabelDocument>(this.client, INDEX, query, this.retry);
    await this.change(hits.map(({ _id: id }) => ({ kind: 'delete', index: INDEX, id: id ?? '' })));
  }

  /** Those that there are, removed ones among them, each once. */
  private async read(ids: readonly string[]): Promise<LabelDocument[]> {
    if (ids.length === 0) return [];
    const { docs } = await withRetry(
      () => this.client.mget<LabelDocument>({ index: INDEX, ids: [...new Set(ids)] }),
      this.retry,
    );
    return docs.flatMap((doc) => ('_source' in doc && doc._source ? [doc._source] : []));
  }

  private async change(operations: BulkOperation[]): Promise<void> {
    const { failures } = await runBulk(this.client, operations, {
      retry: this.retry,
      refresh: true,
    });
    if (failures.length > 0) {
      throw new Error(`Elasticsearch refused ${failures.length} labels: ${failures[0].reason}`);
    }
  }
}
