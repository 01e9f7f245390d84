import { shardKey, type SourceShard } from '../sources/elasticsearch/shards';
import {
  CheckpointMovedError,
  type Checkpoint,
  type CheckpointStore,
  type StoredCheckpoint,
} from '../store/stores';

export function followKey(pattern: string): string {
  return `follow:${pattern}`;
}

/** A first checkpoint of the follower at `nextSeqNo`. */
export function followCheckpoint(
  pattern: string,
  shard: Pick<SourceShard, 'indexName' | 'indexUuid' | 'shard'>,
  nextSeqNo: number,
): Checkpoint {
  return {
    key: followKey(pattern),
    indexName: shard.indexName,
    indexUuid: shard.indexUuid,
    shard: shard.shard,
    nextSeqNo,
    endSeqNo: null,
    lines: 0,
    flagged: 0,
    skipped: {},
    model: '',
    updatedAt: new Date().toISOString(),
  };
}

/**
 * Lets the follower go on where a backfill ends: it is moved forward, never back. A follower that is just
 * writing lines before that place finds its checkpoint moved, and takes them back.
 */
export async function advanceFollow(
  store: CheckpointStore,
  pattern: string,
  ends: readonly Checkpoint[],
): Promise<void> {
  const wanted = ends.map((end) => followCheckpoint(pattern, end, end.endSeqNo ?? 0));
  const existing = await store.load(followKey(pattern));
  if (existing === null) {
    await store.begin(followKey(pattern), wanted);
    return;
  }
  const byShard = new Map(existing.map((checkpoint) => [shardKey(checkpoint), checkpoint]));
  for (const checkpoint of wanted) {
    await advanceOne(store, checkpoint, byShard.get(shardKey(checkpoint)) ?? null);
  }
}

async function advanceOne(
  store: CheckpointStore,
  wanted: Checkpoint,
  seen: StoredCheckpoint | null,
): Promise<void> {
  for (let current = seen; ;) {
    if (current && current.nextSeqNo >= wanted.nextSeqNo) return;
    try {
      if (current) await store.save({ ...current, nextSeqNo: wanted.nextSeqNo });
      else await store.create(wanted);
      return;
    } catch (error) {
      if (!(error instanceof CheckpointMovedError)) throw error;
      current = error.current;
    }
  }
}
