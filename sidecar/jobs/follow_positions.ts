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
 * @returns where the follower stands then, by shard; at the ends or beyond
 */
export async function advanceFollow(
  store: CheckpointStore,
  pattern: string,
  ends: readonly Checkpoint[],
): Promise<Map<string, number>> {
  const wanted = ends.map((end) => followCheckpoint(pattern, end, end.endSeqNo ?? 0));
  const existing = await store.load(followKey(pattern));
  if (existing === null) {
    const begun = await store.begin(followKey(pattern), wanted);
    return new Map(begun.map((checkpoint) => [shardKey(checkpoint), checkpoint.nextSeqNo]));
  }
  const byShard = new Map(existing.map((checkpoint) => [shardKey(checkpoint), checkpoint]));
  const reached = new Map<string, number>();
  for (const checkpoint of wanted) {
    const key = shardKey(checkpoint);
    reached.set(key, await advanceOne(store, checkpoint, byShard.get(key) ?? null));
  }
  return reached;
}

async function advanceOne(
  store: CheckpointStore,
  wanted: Checkpoint,
  seen: StoredCheckpoint | null,
): Promise<number> {
  let current = seen;
  for (;;) {
    if (current && current.nextSeqNo >= wanted.nextSeqNo) return current.nextSeqNo;
    try {
      if (current) await store.save({ ...current, nextSeqNo: wanted.nextSeqNo });
      else await store.create(wanted);
      return wanted.nextSeqNo;
    } catch (error) {
      if (!(error instanceof CheckpointMovedError)) throw error;
      current = error.current;
    }
  }
}
