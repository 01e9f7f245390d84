import { sourceFields } from '../field_mapping';
import { SeqReader } from '../sources/elasticsearch/seq_reader';
import { listShards, shardKey, type SourceShard } from '../sources/elasticsearch/shards';
import type { StoredCheckpoint } from '../store/stores';
import type { JobEnvironment } from './environment';
import { followCheckpoint, followKey } from './follow_positions';
import { SettledPosition } from './gaps';

/** How often indices are listed where nothing says that they changed. */
const LIST_INTERVAL_MS = 5_000;

/** How long a checkpoint is kept whose index is not listed: it may be closed, or hidden from the account. */
const KEEP_CHECKPOINT_MS = 7 * 86_400_000;

/** A shard that is followed. */
export interface FollowedShard {
  shard: SourceShard;
  checkpoint: StoredCheckpoint;
  reader: SeqReader;
  settled: SettledPosition;
  /** What a process that died had written and not counted was taken back. */
  isClean: boolean;
}

/** The shards of a pattern: new indices are read from their beginning, deleted ones are let go. */
export class FollowedShards {
  private shards = new Map<string, FollowedShard>();
  /** Of indices that are not there, or not any more. */
  private unlisted: StoredCheckpoint[] = [];
  private listedAtMs = -Infinity;

  constructor(
    private readonly env: JobEnvironment,
    private readonly pattern: string,
  ) {}

  all(): FollowedShard[] {
    return [...this.shards.values()];
  }

  /** Of all shards that were ever followed and are remembered. */
  checkpoints(): StoredCheckpoint[] {
    return [...this.all().map(({ checkpoint }) => checkpoint), ...this.unlisted];
  }

  /** Has the indices listed at the next refresh where one of the shards is not known. */
  lookFor(keys: Iterable<string>): void {
    for (const key of keys) if (!this.shards.has(key)) this.listedAtMs = -Infinity;
  }

  /** Its index was deleted. */
  letGo(followed: FollowedShard): void {
    this.shards.delete(shardKey(followed.shard));
    this.unlisted.push(followed.checkpoint);
    this.listedAtMs = -Infinity;
  }

  /** Lists the indices anew and takes up checkpoints that a backfill has moved. */
  async refresh(): Promise<void> {
    if (performance.now() - this.listedAtMs < LIST_INTERVAL_MS) return;
    const { client, checkpoints, reading } = this.env;
    const listed = await listShards(client, this.pattern, reading);
    const stored = new Map(
      (await this.load(listed)).map((checkpoint) => [shardKey(checkpoint), checkpoint]),
    );
    const shards = new Map<string, FollowedShard>();
    for (const shard of listed) {
      const key = shardKey(shard);
      const before = this.shards.get(key) ?? this.newShard(shard);
      const checkpoint = stored.get(key) ?? (await checkpoints.create(this.startOf(shard, 0)));
      shards.set(key, { ...before, shard, checkpoint });
      stored.delete(key);
    }
    this.shards = shards;
    this.unlisted = [...stored.values()];
    for (const checkpoint of this.unlisted) {
      const ageMs = Date.now() - Date.parse(checkpoint.updatedAt);
      if (ageMs > KEEP_CHECKPOINT_MS) await checkpoints.delete(checkpoint);
    }
    this.listedAtMs = performance.now();
  }

  /** At the very first start, following begins at the newest line; what is there already is for backfill. */
  private async load(listed: readonly SourceShard[]): Promise<StoredCheckpoint[]> {
    const { checkpoints, client, reading } = this.env;
    const stored = await checkpoints.load(followKey(this.pattern));
    if (stored !== null) return stored;
    const starts = [];
    for (const shard of listed) {
      const reader = new SeqReader(client, shard, { pageSize: 1, retry: reading });
      starts.push(this.startOf(shard, (await reader.extent()).maxSeqNo + 1));
    }
    return checkpoints.begin(followKey(this.pattern), starts);
  }

  private newShard(shard: SourceShard): Omit<FollowedShard, 'checkpoint'> {
    const { client, config, reading } = this.env;
    const visibleAfterMs = Math.max(config.gapTimeoutMs, 2 * shard.refreshIntervalMs);
    return {
      shard,
      reader: new SeqReader(client, shard, {
        pageSize: config.batchSize,
        fields: sourceFields(config),
        retry: reading,
      }),
      settled: new SettledPosition(visibleAfterMs),
      isClean: false,
    };
  }

  private startOf(shard: SourceShard, nextSeqNo: number) {
    return followCheckpoint(this.pattern, shard, nextSeqNo);
  }
}
