import { SeqReader, type TimeRange } from '../sources/elasticsearch/seq_reader';
import {
  requireShards,
  shardKey,
  shardPositions,
  type SourceShard,
} from '../sources/elasticsearch/shards';
import { ProblemError, type Checkpoint, type StoredCheckpoint } from '../store/stores';
import { backfillKey } from './backfill_key';
import { throwIfEnded, type JobEnvironment } from './environment';
import { advanceFollow, followKey } from './follow_positions';
import { totalsOf } from './totals';

export interface BackfillRange {
  jobId: string;
  pattern: string;
  /** Of the lines' own time; everything where left out. Whole minutes, as rollups are. */
  timeRange?: TimeRange;
}

export interface BackfillPlan {
  checkpoints: StoredCheckpoint[];
  linesTotal: number;
  /** From then on every line below the ends can be seen by searches. */
  settledAtMs: number;
}

/**
 * Fixes where the backfill begins and ends in every shard, or takes up what an earlier process had fixed.
 *
 * Without an end in time it reaches up to the newest line of now, and the follower is moved to exactly that
 * place: no line is missed and none is scored twice. With an end in time it stays below the place of the
 * follower, which comes to the lines from there on by itself.
 */
export async function planBackfill(
  env: JobEnvironment,
  range: BackfillRange,
): Promise<BackfillPlan> {
  const shards = await requireShards(env.client, range.pattern, env.reading);
  const slowestRefreshMs = Math.max(...shards.map((shard) => shard.refreshIntervalMs));
  const settledAtMs = Date.now() + Math.max(env.config.gapTimeoutMs, 2 * slowestRefreshMs);
  const key = backfillKey(range.jobId);
  const resumed = await env.checkpoints.load(key);
  const checkpoints =
    resumed ?? (await env.checkpoints.begin(key, await fixEnds(env, range, shards)));
  const isOpenEnded = range.timeRange?.toMs === undefined;
  if (isOpenEnded) await advanceFollow(env.checkpoints, range.pattern, checkpoints);
  const linesTotal = await countLines(env, range, shards, checkpoints);
  return { checkpoints, linesTotal, settledAtMs };
}

async function fixEnds(
  env: JobEnvironment,
  range: BackfillRange,
  shards: readonly SourceShard[],
): Promise<Checkpoint[]> {
  const positions = await shardPositions(env.client, range.pattern, env.reading);
  const isOpenEnded = range.timeRange?.toMs === undefined;
  const follow = isOpenEnded ? null : await env.checkpoints.load(followKey(range.pattern));
  const followed = new Map(follow?.map((at) => [shardKey(at), at.nextSeqNo]));
  return shards.map((shard) => {
    const position = positions.get(shardKey(shard));
    if (!position) {
      throw new ProblemError(
        503,
        'shard_not_available',
        `Shard ${shard.shard} of ${shard.indexName} is not available now. Wait until GET /_cluster/health is not red, then start the job again.`,
      );
    }
    const visibleEnd = position.localCheckpoint + 1;
    // A shard that the follower does not know yet is one that it will read from its beginning.
    const followEnd = follow ? (followed.get(shardKey(shard)) ?? 0) : Infinity;
    return {
      key: backfillKey(range.jobId),
      indexName: shard.indexName,
      indexUuid: shard.indexUuid,
      shard: shard.shard,
      nextSeqNo: 0,
      endSeqNo: Math.min(visibleEnd, followEnd),
      lines: 0,
      flagged: 0,
      skipped: {},
      model: '',
      updatedAt: new Date().toISOString(),
    };
  });
}

/** Lines of the whole backfill: those still to read, and those that are done. */
async function countLines(
  env: JobEnvironment,
  range: BackfillRange,
  shards: readonly SourceShard[],
  checkpoints: readonly StoredCheckpoint[],
): Promise<number> {
  const byKey = new Map(shards.map((shard) => [shardKey(shard), shard]));
  const totals = totalsOf(checkpoints);
  let lines = totals.lines + Object.values(totals.skipped).reduce((sum, count) => sum + count, 0);
  for (const checkpoint of checkpoints) {
    throwIfEnded(env);
    const shard = byKey.get(shardKey(checkpoint));
    const { nextSeqNo, endSeqNo } = checkpoint;
    if (!shard || endSeqNo === null || nextSeqNo >= endSeqNo) continue;
    const reader = new SeqReader(env.client, shard, {
      pageSize: 1,
      timeRange: range.timeRange,
      retry: env.reading,
      signal: env.control.ended,
    });
    lines += await reader.count(nextSeqNo, endSeqNo);
  }
  return lines;
}
