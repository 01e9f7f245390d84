import type { Client } from '@elastic/elasticsearch';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { ProblemError } from '../../store/stores';

/** One shard of one source index: what is read in the order of its sequence numbers. */
export interface SourceShard {
  indexName: string;
  /** Tells an index from a later one of the same name. */
  indexUuid: string;
  shard: number;
  /** How long a written line may stay invisible to searches; Infinity where it is not refreshed by itself. */
  refreshIntervalMs: number;
}

/** The key of a shard in maps. */
export function shardKey(shard: Pick<SourceShard, 'indexUuid' | 'shard'>): string {
  return `${shard.indexUuid}/${shard.shard}`;
}

/** Indices of the sidecar itself: a pattern such as `*` must not make it score its own findings. */
const OWN_INDEX = /^anomalies-/;

const DEFAULT_REFRESH_INTERVAL_MS = 1_000;

/** Shards of every open index that the pattern matches now, in the order of the index names. */
export async function listShards(
  client: Client,
  pattern: string,
  retry: RetryOptions,
): Promise<SourceShard[]> {
  const settings = await withRetry(
    () =>
      client.indices.getSettings({
        index: pattern,
        allow_no_indices: true,
        ignore_unavailable: true,
        expand_wildcards: ['open'],
        filter_path: [
          '*.settings.index.uuid',
          '*.settings.index.number_of_shards',
          '*.settings.index.refresh_interval',
        ],
      }),
    retry,
  );
  const shards: SourceShard[] = [];
  for (const indexName of Object.keys(settings).sort()) {
    const index = settings[indexName].settings?.index;
    if (!index?.uuid || OWN_INDEX.test(indexName)) continue;
    const refreshIntervalMs = parseInterval(index.refresh_interval);
    for (let shard = 0; shard < Number(index.number_of_shards ?? 1); shard++) {
      shards.push({ indexName, indexUuid: index.uuid, shard, refreshIntervalMs });
    }
  }
  return shards;
}

/** @throws ProblemError where the pattern matches no index */
export async function requireShards(
  client: Client,
  pattern: string,
  retry: RetryOptions,
): Promise<SourceShard[]> {
  const shards = await listShards(client, pattern, retry);
  if (shards.length === 0) {
    throw new ProblemError(
      404,
      'source_not_found',
      `No index matches "${pattern}". Check the name with GET /_cat/indices, or that the sidecar's account may see it.`,
    );
  }
  return shards;
}

function parseInterval(value: unknown): number {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  if (String(value) === '-1') return Infinity;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(value ?? ''));
  return match ? Number(match[1]) * units[match[2]] : DEFAULT_REFRESH_INTERVAL_MS;
}

/** How far the primary of a shard has come. */
export interface ShardPosition {
  /** The highest sequence number that was given out. */
  maxSeqNo: number;
  /** No operation up to here is still in flight; a refresh may be needed to see them. */
  localCheckpoint: number;
  /** How often each copy of the shard was refreshed, in a fixed order of the copies. */
  refreshes: number[];
}

/**
 * The positions of all started shards, by {@link shardKey}. One cheap request, so that an idle follower need
 * not search. Shards that have no started copy are left out.
 */
export async function shardPositions(
  client: Client,
  pattern: string,
  retry: RetryOptions,
): Promise<Map<string, ShardPosition>> {
  const stats = await withRetry(
    () =>
      client.indices.stats({
        index: pattern,
        metric: ['docs', 'refresh'],
        level: 'shards',
        expand_wildcards: ['open'],
        filter_path: [
          'indices.*.uuid',
          'indices.*.shards.*.routing',
          'indices.*.shards.*.seq_no',
          'indices.*.shards.*.refresh.external_total',
        ],
      }),
    retry,
  );
  const result = new Map<string, ShardPosition>();
  for (const index of Object.values(stats.indices ?? {})) {
    for (const [shard, copies] of Object.entries(index.shards ?? {})) {
      const copy = copies.find((candidate) => candidate.routing?.primary) ?? copies.at(0);
      if (!copy?.seq_no) continue;
      result.set(shardKey({ indexUuid: index.uuid ?? '', shard: Number(shard) }), {
        maxSeqNo: copy.seq_no.max_seq_no,
        localCheckpoint: copy.seq_no.local_checkpoint,
        refreshes: [...copies]
          .sort((a, b) => (a.routing?.node ?? '').localeCompare(b.routing?.node ?? ''))
          .map(({ refresh }) => refresh?.external_total ?? 0),
      });
    }
  }
  return result;
}
