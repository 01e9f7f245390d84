import { eachLimited } from '../each_limited';
import { isIndexGone } from '../elasticsearch/errors';
import { SeqReader, type TimeRange } from '../sources/elasticsearch/seq_reader';
import { requireShards, shardKey, type SourceShard } from '../sources/elasticsearch/shards';
import type { Checkpoint, StoredCheckpoint } from '../store/stores';
import { backfillKey } from './backfill_key';
import { throwIfEnded, type JobEnvironment } from './environment';
import { advanceFollow, followKey } from './follow_positions';
import { totalsOf } from './totals';

/** Small searches at the same time, one a shard. */
const CONCURRENT_SEARCHES = 8;

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
  const settledAtMs = Date.now() + settleMs(env, shards);
  const key = backfillKey(range.jobId);
  const resumed = await env.checkpoints.load(key);
  const isOpenEnded = range.timeRange?.toMs === undefined;
  if (resumed && isOpenEnded) await advanceFollow(env.checkpoints, range.pattern, resumed);
  const checkpoints =
    resumed ?? (await env.checkpoints.begin(key, await fixEnds(env, range, shards)));
  const linesTotal = await countLines(env, range, shards, checkpoints);
  return { checkpoints, linesTotal, settledAtMs };
}

/** How long a line may take to become visible that was written before others that are. */
function settleMs(env: JobEnvironment, shards: readonly SourceShard[]): number {
  const intervalsMs = shards.map((shard) => shard.refreshIntervalMs).filter(Number.isFinite);
  return Math.max(env.config.gapTimeoutMs, 2 * Math.max(0, ...intervalsMs));
}

async function fixEnds(
  env: JobEnvironment,
  range: BackfillRange,
  shards: readonly SourceShard[],
): Promise<Checkpoint[]> {
  const found = new Map<SourceShard, Checkpoint>();
  await eachLimited(shards, CONCURRENT_SEARCHES, async (shard) => {
    throwIfEnded(env);
    const end = await visibleEnd(env, range, shard);
    if (end) found.set(shard, end);
  });
  const ends = shards.flatMap((shard) => found.get(shard) ?? []);
  if (range.timeRange?.toMs === undefined) {
    const reached = await advanceFollow(env.checkpoints, range.pattern, ends);
    // The follower may be further: then its lines up to there are scored anew, rather than left out in between.
    return ends.map((end) => ({ ...end, endSeqNo: reached.get(shardKey(end)) ?? end.endSeqNo }));
  }
  const follow = await env.checkpoints.load(followKey(range.pattern));
  if (follow === null) return ends;
  const followed = new Map(follow.map((at) => [shardKey(at), at.nextSeqNo]));
  return ends.map((end) => {
    // A shard that the follower does not know yet is one that it will read from its beginning.
    const followedTo = followed.get(shardKey(end)) ?? 0;
    return { ...end, endSeqNo: Math.min(end.endSeqNo ?? 0, followedTo) };
  });
}

/** A checkpoint from the first to the last line that can be seen; null where the index was just deleted. */
async function visibleEnd(
  env: JobEnvironment,
  { jobId }: BackfillRange,
  shard: SourceShard,
): Promise<Checkpoint | null> {
  const maxSeqNo = await visibleMax(env, shard);
  if (maxSeqNo === null) return null;
  return {
    key: backfillKey(jobId),
    indexName: shard.indexName,
    indexUuid: shard.indexUuid,
    shard: shard.shard,
    nextSeqNo: 0,
    endSeqNo: maxSeqNo + 1,
    lines: 0,
    flagged: 0,
    skipped: {},
    model: '',
    updatedAt: new Date().toISOString(),
  };
}

async function visibleMax(env: JobEnvironment, shard: SourceShard): Promise<number | null> {
  const reader = new SeqReader(env.client, shard, { pageSize: 1, retry: env.reading });
  try {
    return (await reader.extent()).maxSeqNo;
  } catch (error) {
    if (isIndexGone(error)) return null;
    throw error;
  }
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
  await eachLimited(checkpoints, CONCURRENT_SEARCHES, async (checkpoint) => {
    throwIfEnded(env);
    const shard = byKey.get(shardKey(checkpoint));
    const { nextSeqNo, endSeqNo } = checkpoint;
    if (!shard || endSeqNo === null || nextSeqNo >= endSeqNo) return;
    const reader = new SeqReader(env.client, shard, {
      pageSize: 1,
      timeRange: range.timeRange,
      retry: env.reading,
      signal: env.control.ended,
    });
    const counted = await reader.count(nextSeqNo, endSeqNo);
    // Added after the wait: others have added theirs meanwhile.
    lines += counted;
  });
  return lines;
}
