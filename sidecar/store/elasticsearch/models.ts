import { createHash, randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type { Model } from '../../../common/api/models/schema';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { runBulk, type BulkOperation } from '../../sinks/elasticsearch/bulk';
import { withThreshold } from '../with_threshold';
import { activated, earlierModels, rolledBack } from '../activations';
import {
  ModelCorruptError,
  ModelExistsError,
  ModelNotFoundError,
  NoEarlierModelError,
  type ModelStore,
} from '../stores';
import { ActivePointer } from './active_pointer';
import { searchAll } from './search_all';

const INDEX = STATE_INDICES.models;

/** Bytes of a chunk; in base64 they stay below 1 MB a document. */
const CHUNK_BYTES = 720 * 1024;
const CHUNKS_PER_READ = 8;
const MAX_CONFLICTS = 10;

/** The document of a model in a listing, with what proves that its bytes are whole. */
interface Listing {
  /** `model`, or `deleted`: what stays of a deleted one, so that its version is not given out again. */
  kind: 'model' | 'deleted';
  model_id: string;
  name: string;
  version: number;
  created_at: string;
  sha256?: string;
  chunks?: number;
  /** What the ids of the chunks begin with: its own for each upload, so that none can write into another. */
  upload?: string;
  /** Whether it is active stands in the pointer, not here. */
  model?: Model;
}

/** Models in an index of the sidecar: a listing document each, its bytes in chunks beside it. */
export class ElasticsearchModelStore implements ModelStore {
  private readonly pointer: ActivePointer;

  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {
    this.pointer = new ActivePointer(client, retry);
  }

  async list(): Promise<Model[]> {
    const [hits, active] = await Promise.all([
      searchAll<Listing>(this.client, INDEX, { term: { kind: 'model' } }, this.retry),
      this.pointer.activeId(),
    ]);
    return hits
      .flatMap((hit) => (hit._source?.model ? [hit._source.model] : []))
      .map((model) => ({ ...model, active: model.id === active }))
      .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.version - a.version);
  }

  async get(id: string): Promise<Model | null> {
    const listing = await this.listing(id);
    if (!listing?.model) return null;
    return { ...listing.model, active: (await this.pointer.activeId()) === id };
  }

  async active(): Promise<Model | null> {
    const id = await this.pointer.activeId();
    if (id === null) return null;
    const listing = await this.listing(id);
    return listing?.model ? { ...listing.model, active: true } : null;
  }

  async nextVersion(name: string): Promise<number> {
    const answer = await withRetry(
      () =>
        this.client.search<Listing>({
          index: INDEX,
          size: 1,
          query: {
            bool: { filter: [{ terms: { kind: ['model', 'deleted'] } }, { term: { name } }] },
          },
          sort: [{ version: 'desc' }],
          allow_partial_search_results: false,
        }),
      this.retry,
    );
    return (answer.hits.hits.at(0)?._source?.version ?? 0) + 1;
  }

  async save(model: Model, bytes: Uint8Array): Promise<void> {
    const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
    const upload = randomUUID();
    const operations: BulkOperation[] = [];
    for (let chunk = 0; chunk < chunks; chunk++) {
      const part = bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
      operations.push({
        kind: 'index',
        index: INDEX,
        id: chunkId(upload, chunk),
        document: {
          kind: 'chunk',
          model_id: model.id,
          chunk,
          data: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64'),
        },
      });
    }
    const { failures } = await runBulk(this.client, operations, { retry: this.retry });
    if (failures.length > 0) {
      throw new Error(`The model could not be stored: ${failures[0].reason}`);
    }
    const document: Listing = {
      kind: 'model',
      model_id: model.id,
      name: model.name,
      version: model.version,
      created_at: model.created_at,
      sha256: sha256(bytes),
      chunks,
      upload,
      model: { ...model, active: false },
    };
    const id = listingId(model.id);
    try {
      await withRetry(
        () => this.client.create({ index: INDEX, id, document, refresh: true }),
        this.retry,
      );
    } catch (error) {
      if (!isConflict(error)) throw error;
      // A try whose answer was lost may have written it already.
      if ((await this.listing(model.id))?.upload === upload) return;
      await this.deleteChunks(document);
      throw new ModelExistsError(model.id);
    }
  }

  async loadBytes(id: string): Promise<Uint8Array> {
    const listing = await this.listing(id);
    if (!listing?.model) throw new ModelNotFoundError(id);
    const chunks = listing.chunks ?? 0;
    const parts: Buffer[] = [];
    for (let first = 0; first < chunks; first += CHUNKS_PER_READ) {
      const ids: string[] = [];
      for (let i = first; i < Math.min(chunks, first + CHUNKS_PER_READ); i++) {
        ids.push(chunkId(listing.upload ?? '', i));
      }
      const answer = await withRetry(
        () => this.client.mget<{ data: string }>({ index: INDEX, ids }),
        this.retry,
      );
      for (const item of answer.docs) {
        if (!('found' in item) || !item.found || !item._source) {
          throw new ModelCorruptError(id, `a part of it is missing (${item._id})`);
        }
        parts.push(Buffer.from(item._source.data, 'base64'));
      }
    }
    const bytes = Buffer.concat(parts);
    if (sha256(bytes) !== listing.sha256) {
      throw new ModelCorruptError(id, 'its bytes are not those that were stored (SHA-256 differs)');
    }
    return bytes;
  }

  async activate(id: string): Promise<Model> {
    const listing = await this.listing(id);
    if (!listing?.model) throw new ModelNotFoundError(id);
    await this.pointer.move((seen) => activated(seen, id));
    return { ...listing.model, active: true };
  }

  async activeBefore(): Promise<string[]> {
    const [pointer, existing] = await Promise.all([this.pointer.read(), this.list()]);
    return earlierModels(pointer, existing).map(({ id }) => id);
  }

  async rollBack(name?: string): Promise<Model> {
    const existing = await this.list();
    let model: Model | undefined;
    await this.pointer.move((seen) => {
      model = earlierModels(seen, existing).find((it) => name === undefined || it.name === name);
      if (!model) throw new NoEarlierModelError(name);
      return rolledBack(seen, model.id);
    });
    return { ...(model as Model), active: true };
  }

  async setThreshold(id: string, threshold: number, budgetPerDay: number): Promise<Model> {
    for (let attempt = 1; ; attempt++) {
      const seen = await this.storedListing(id);
      if (!seen?.document.model) throw new ModelNotFoundError(id);
      const model = withThreshold(seen.document.model, threshold, budgetPerDay);
      try {
        await withRetry(
          () =>
            this.client.index({
              index: INDEX,
              id: listingId(id),
              document: { ...seen.document, model },
              if_seq_no: seen.seqNo,
              if_primary_term: seen.term,
              refresh: true,
            }),
          this.retry,
        );
        return { ...model, active: (await this.pointer.activeId()) === id };
      } catch (error) {
        // It was deleted, or changed by somebody else, meanwhile.
        if (!isConflict(error) || attempt >= MAX_CONFLICTS) throw error;
      }
    }
  }

  async delete(id: string): Promise<void> {
    const listing = await this.listing(id);
    if (!listing?.model) throw new ModelNotFoundError(id);
    if ((await this.pointer.activeId()) === id) {
      await this.pointer.move((seen) => (seen.activeId === id ? activated(seen, null) : seen));
    }
    const { name, version, created_at } = listing;
    const document: Listing = { kind: 'deleted', model_id: id, name, version, created_at };
    await withRetry(
      () => this.client.index({ index: INDEX, id: listingId(id), document, refresh: true }),
      this.retry,
    );
    await this.deleteChunks(listing);
  }

  private async deleteChunks({ chunks = 0, upload = '' }: Listing): Promise<void> {
    const operations = Array.from({ length: chunks }, (_, chunk): BulkOperation => {
      return { kind: 'delete', index: INDEX, id: chunkId(upload, chunk) };
    });
    await runBulk(this.client, operations, { retry: this.retry });
  }

  private async listing(id: string): Promise<Listing | null> {
    return (await this.storedListing(id))?.document ?? null;
  }

  private async storedListing(
    id: string,
  ): Promise<{ document: Listing; seqNo?: number; term?: number } | null> {
    const answer = await withRetry(
      () => this.client.get<Listing>({ index: INDEX, id: listingId(id) }, { ignore: [404] }),
      this.retry,
    );
    if (!answer.found || !answer._source) return null;
    return { document: answer._source, seqNo: answer._seq_no, term: answer._primary_term };
  }
}

function listingId(id: string): string {
  return `model:${id}`;
}

function chunkId(upload: string, chunk: number): string {
  return `chunk:${upload}:${chunk}`;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
