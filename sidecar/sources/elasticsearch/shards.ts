import type { Client } from '@elastic/elasticsearch';
import { ProblemError } from '../../store/stores';

/** One shard of one source index: what is read in the order of its sequence numbers. */
export interface SourceShard {
  indexName: string;
  /** Tells an index from a later one of the same name. */
  indexUuid: string;
  shard: number;
  /** How long a written line may stay invisible to searches. */
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
export async function listShards(client: Client, pattern: string): Promise<SourceShard[]> {
  const settings = await client.indices.getSettings({
    index: pattern,
    allow_no_indices: true,
    ignore_unavailable: true,
    expand_wildcards: ['open'],
    filter_path: [
      '*.settings.index.uuid',
      '*.settings.index.number_of_shards',
      '*.settings.index.refresh_interval',
    ],
  });
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
export async function requireShards(client: Client, pattern: string): Promise<SourceShard[]> {
  const shards = await listShards(client, pattern);
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
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(value ?? ''));
  return match ? Number(match[1]) * units[match[2]] : DEFAULT_REFRESH_INTERVAL_MS;
}

/** The highest sequence number that was given out, per shard (see {@link shardKey}). One cheap request. */
export async function maxSeqNos(client: Client, pattern: string): Promise<Map<string, number>> {
  const stats = await client.indices.stats({
    index: pattern,
    metric: 'docs',
    level: 'shards',
    expand_wildcards: ['open'],
    filter_path: [
      'indices.*.uuid',
      'indices.*.shards.*.routing.primary',
      'indices.*.shards.*.seq_no.max_seq_no',
    ],
  });
  const result = new Map<string, number>();
  for (const index of Object.values(stats.indices ?? {})) {
    for (const [shard, copies] of Object.entries(index.shards ?? {})) {
      const highest = Math.max(...copies.map((copy) => copy.seq_no?.max_seq_no ?? -1));
      result.set(shardKey({ indexUuid: index.uuid ?? '', shard: Number(shard) }), highest);
    }
  }
  return result;
}
