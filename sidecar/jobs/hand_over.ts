import type { Client } from '@elastic/elasticsearch';
import type { RetryOptions } from '../elasticsearch/retry';
import { deleteResults, refreshResults } from '../sinks/elasticsearch/replace';
import { SeqReader } from '../sources/elasticsearch/seq_reader';
import { listShards, shardKey } from '../sources/elasticsearch/shards';
import { loadUnitPosition, saveUnitPosition } from '../store/elasticsearch/unit_positions';
import type { Checkpoint, CheckpointStore } from '../store/stores';
import { advanceFollow, followCheckpoint, followKey } from './follow_positions';

interface HandOver {
  client: Client;
  checkpoints: CheckpointStore;
  retry: RetryOptions;
}

/**
 * Lets a follower of another pattern go on where the follower of this one stopped: no line is lost or counted twice in
 * an index that both patterns match. Indices that only the new one matches begin at their newest line, as at a first
 * start; or where it left them, if it was followed before. May be repeated after a crash.
 */
export async function handOverFollow(
  { client, checkpoints, retry }: HandOver,
  from: string,
  to: string,
): Promise<void> {
  const left = await checkpoints.load(followKey(from));
  // Nothing was followed yet, so that there is nothing to go on with.
  if (left === null) return;
  await takeBack(client, from, left, retry);
  const places = new Map(left.map((checkpoint) => [shardKey(checkpoint), checkpoint.nextSeqNo]));
  const before = await checkpoints.load(followKey(to));
  const known = new Set((before ?? []).map(shardKey));
  const starts: Checkpoint[] = [];
  for (const shard of await listShards(client, to, retry)) {
    const key = shardKey(shard);
    const place = places.get(key);
    if (place === undefined && known.has(key)) continue;
    const reader = new SeqReader(client, shard, { pageSize: 1, retry });
    const endSeqNo = place ?? (await reader.extent()).maxSeqNo + 1;
    starts.push({ ...followCheckpoint(to, shard, 0), endSeqNo });
  }
  await advanceFollow(checkpoints, to, starts);
  const position = await loadUnitPosition(client, from, retry);
  if (position) await saveUnitPosition(client, to, position, retry);
}

/** What a follower that died had written beyond its checkpoints will be written by the new one. */
async function takeBack(
  client: Client,
  pattern: string,
  checkpoints: readonly Checkpoint[],
  retry: RetryOptions,
): Promise<void> {
  await refreshResults(client, retry);
  for (const { indexUuid, shard, nextSeqNo } of checkpoints) {
    const run = { is: followKey(pattern) };
    const range = { indexUuid, shard, fromSeqNo: nextSeqNo, toSeqNo: Infinity, run };
    await deleteResults(client, range, retry);
  }
}
