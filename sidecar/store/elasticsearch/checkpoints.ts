import { createHash } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { runBulk, type BulkOperation } from '../../sinks/elasticsearch/bulk';
import {
  CheckpointMovedError,
  type Checkpoint,
  type CheckpointStore,
  type StoredCheckpoint,
} from '../stores';
import { searchAll } from './search_all';

const INDEX = STATE_INDICES.checkpoints;

interface CheckpointDocument {
  key: string;
  index_name?: string;
  index_uuid?: string;
  shard?: number;
  next_seq_no?: number;
  updated_at?: string;
  /** Absent in the document that says that a key was begun. */
  checkpoint?: Checkpoint;
}

/** Checkpoints, one document a shard, moved with optimistic concurrency. */
export class ElasticsearchCheckpointStore implements CheckpointStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async load(key: string): Promise<StoredCheckpoint[] | null> {
    await withRetry(() => this.client.indices.refresh({ index: INDEX }), this.retry);
    const hits = await searchAll<CheckpointDocument>(
      this.client,
      INDEX,
      { term: { key } },
      this.retry,
    );
    if (!hits.some((hit) => hit._id === beginId(key))) return null;
    return hits.flatMap((hit) => {
      const checkpoint = hit._source?.checkpoint;
      return checkpoint ? [stored(checkpoint, hit._seq_no, hit._primary_term)] : [];
    });
  }

  async begin(key: string, checkpoints: readonly Checkpoint[]): Promise<StoredCheckpoint[]> {
    const operations = checkpoints.map((checkpoint): BulkOperation => ({
      kind: 'index',
      index: INDEX,
      id: checkpointId(checkpoint),
      document: documentOf(checkpoint),
    }));
    const { failures } = await runBulk(this.client, operations, { retry: this.retry });
    if (failures.length > 0) {
      throw new Error(`The checkpoints could not be stored: ${failures[0].reason}`);
    }
    const document: CheckpointDocument = { key };
    await withRetry(
      () => this.client.index({ index: INDEX, id: beginId(key), document }),
      this.retry,
    );
    return (await this.load(key)) ?? [];
  }

  async create(checkpoint: Checkpoint): Promise<StoredCheckpoint> {
    return this.write(checkpoint, { op_type: 'create' });
  }

  async save(checkpoint: StoredCheckpoint): Promise<StoredCheckpoint> {
    const { version, ...rest } = checkpoint;
    return this.write(rest, { if_seq_no: version.seqNo, if_primary_term: version.term });
  }

  async delete(checkpoint: Checkpoint): Promise<void> {
    const id = checkpointId(checkpoint);
    await withRetry(() => this.client.delete({ index: INDEX, id }, { ignore: [404] }), this.retry);
  }

  async deleteAll(key: string): Promise<void> {
    const begun = { kind: 'delete', index: INDEX, id: beginId(key) } as const;
    const checkpoints = (await this.load(key)) ?? [];
    const operations = checkpoints.map((checkpoint): BulkOperation => ({
      kind: 'delete',
      index: INDEX,
      id: checkpointId(checkpoint),
    }));
    await runBulk(this.client, [begun, ...operations], { retry: this.retry });
  }

  private async write(
    checkpoint: Checkpoint,
    condition: { op_type: 'create' } | { if_seq_no: number; if_primary_term: number },
  ): Promise<StoredCheckpoint> {
    const id = checkpointId(checkpoint);
    try {
      const answer = await withRetry(
        () =>
          this.client.index({
            index: INDEX,
            id,
            document: documentOf(checkpoint),
            ...condition,
          }),
        this.retry,
      );
      return stored(checkpoint, answer._seq_no, answer._primary_term);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const current = await this.read(id);
      // The try before this one was carried out and only its answer was lost.
      if (current && isSame(current, checkpoint)) return current;
      throw new CheckpointMovedError(current);
    }
  }

  private async read(id: string): Promise<StoredCheckpoint | null> {
    const answer = await withRetry(
      () => this.client.get<CheckpointDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    const checkpoint = answer.found ? answer._source?.checkpoint : undefined;
    return checkpoint ? stored(checkpoint, answer._seq_no, answer._primary_term) : null;
  }
}

function documentOf(checkpoint: Checkpoint): CheckpointDocument {
  return {
    key: checkpoint.key,
    index_name: checkpoint.indexName,
    index_uuid: checkpoint.indexUuid,
    shard: checkpoint.shard,
    next_seq_no: checkpoint.nextSeqNo,
    updated_at: checkpoint.updatedAt,
    checkpoint,
  };
}

function stored(checkpoint: Checkpoint, seqNo = -1, term = 0): StoredCheckpoint {
  return { ...checkpoint, version: { seqNo, term } };
}

function isSame(a: Checkpoint, b: Checkpoint): boolean {
  return (
    a.nextSeqNo === b.nextSeqNo &&
    a.updatedAt === b.updatedAt &&
    a.model === b.model &&
    a.partition?.owner === b.partition?.owner
  );
}

function beginId(key: string): string {
  return idOf(key, 'begin');
}

function checkpointId({ key, indexUuid, shard }: Checkpoint): string {
  return idOf(key, indexUuid, String(shard));
}

function idOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 22);
}
