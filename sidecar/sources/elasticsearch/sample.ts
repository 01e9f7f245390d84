import type { Client, estypes } from '@elastic/elasticsearch';
import { eachLimited } from '../../each_limited';
import { isIndexGone } from '../../elasticsearch/errors';
import type { RetryOptions } from '../../elasticsearch/retry';
import {
  SeqReader,
  type ReadOptions,
  type ShardExtent,
  type SourceLine,
  type TimeRange,
} from './seq_reader';
import type { SourceShard } from './shards';

/** Lines of a block of a sample: long enough to keep neighbours together, short enough to spread well. */
const SAMPLE_BLOCK = 500;

/** Small searches at the same time, one a shard. */
const CONCURRENT_SEARCHES = 8;

export interface SampleOptions {
  maxLines: number;
  timeRange?: TimeRange;
  /** Only documents that match. */
  query?: estypes.QueryDslQueryContainer;
  fields?: readonly string[];
  pageSize: number;
  retry: RetryOptions;
  signal?: AbortSignal;
}

interface SampledShard {
  shard: SourceShard;
  /** Lines of this shard in the period. */
  lines: number;
  fromSeqNo: number;
  /** Exclusive. */
  toSeqNo: number;
}

/** Which lines a sample takes: the same ones every time it is read. */
export interface SamplePlan {
  shards: SampledShard[];
  /** Lines of the period. */
  linesInPeriod: number;
  /** Lines that the sample takes, at most. */
  lines: number;
}

/** Finds out what there is in the period, and fixes what of it is read. */
export async function planSample(
  client: Client,
  shards: readonly SourceShard[],
  options: SampleOptions,
): Promise<SamplePlan> {
  const extents = new Map<SourceShard, ShardExtent>();
  await eachLimited(shards, CONCURRENT_SEARCHES, async (shard) => {
    try {
      extents.set(shard, await new SeqReader(client, shard, readOptions(options)).extent());
    } catch (error) {
      if (!isIndexGone(error)) throw error;
    }
  });
  const sampled = shards.flatMap((shard): SampledShard[] => {
    const extent = extents.get(shard);
    if (!extent || extent.lines === 0) return [];
    const { lines, minSeqNo, maxSeqNo } = extent;
    return [{ shard, lines, fromSeqNo: minSeqNo, toSeqNo: maxSeqNo + 1 }];
  });
  const linesInPeriod = sampled.reduce((sum, { lines }) => sum + lines, 0);
  return { shards: sampled, linesInPeriod, lines: Math.min(linesInPeriod, options.maxLines) };
}

/**
 * Reads the sample in batches: everything where the period has no more than `maxLines`; else blocks of
 * successive lines, spread evenly over each shard in proportion to its lines. An index that is deleted
 * meanwhile is passed over and told to `onGone`.
 */
export async function* readSample(
  client: Client,
  plan: SamplePlan,
  options: SampleOptions,
  onGone: (indexName: string) => void = () => {},
): AsyncGenerator<SourceLine[]> {
  for (const sampled of plan.shards) {
    try {
      const share = plan.lines / plan.linesInPeriod;
      yield* share >= 1
        ? readAll(client, sampled, options)
        : readBlocks(client, sampled, Math.round(sampled.lines * share), options);
    } catch (error) {
      if (!isIndexGone(error)) throw error;
      onGone(sampled.shard.indexName);
    }
  }
}

async function* readAll(
  client: Client,
  { shard, fromSeqNo, toSeqNo }: SampledShard,
  options: SampleOptions,
): AsyncGenerator<SourceLine[]> {
  const reader = new SeqReader(client, shard, readOptions(options));
  let next: Promise<{ lines: SourceLine[]; nextSeqNo: number }> | null = reader.read(
    fromSeqNo,
    toSeqNo,
  );
  while (next) {
    const page: { lines: SourceLine[]; nextSeqNo: number } = await next;
    // Read ahead while this page is learned from.
    next = page.nextSeqNo < toSeqNo ? reader.read(page.nextSeqNo, toSeqNo) : null;
    next?.catch(() => {}); // Handled where it is awaited; it may not come to that.
    if (page.lines.length > 0) yield page.lines;
  }
}

async function* readBlocks(
  client: Client,
  { shard, fromSeqNo, toSeqNo }: SampledShard,
  wantedLines: number,
  options: SampleOptions,
): AsyncGenerator<SourceLine[]> {
  const blocks = Math.ceil(wantedLines / SAMPLE_BLOCK);
  const strideSeqNos = (toSeqNo - fromSeqNo) / blocks;
  const reader = new SeqReader(client, shard, { ...readOptions(options), pageSize: SAMPLE_BLOCK });
  let taken = 0;
  for (let block = 0; block < blocks; block++) {
    const wanted = Math.min(SAMPLE_BLOCK, Math.round(((block + 1) * wantedLines) / blocks) - taken);
    const from = fromSeqNo + Math.round(block * strideSeqNos);
    const to = Math.min(toSeqNo, fromSeqNo + Math.round((block + 1) * strideSeqNos));
    if (to <= from) continue;
    const { lines } = await reader.read(from, to);
    taken += wanted;
    if (lines.length > 0) yield lines.slice(0, wanted);
  }
}

function readOptions(options: SampleOptions): ReadOptions {
  const { pageSize, fields, timeRange, query, retry, signal } = options;
  return { pageSize, fields, timeRange, query, retry, signal };
}
