import type { Config } from '../config';
import {
  CheckpointMovedError,
  type Checkpoint,
  type CheckpointStore,
  type PartitionState,
  type StoredCheckpoint,
} from '../store/stores';

/** Another process has the partition now, by a later generation of the group. */
export class PartitionLostError extends Error {
  constructor() {
    super('The partition was given to another process.');
    this.name = 'PartitionLostError';
  }
}

/** Batches are no larger than this in any sidecar; see the option batchSize. */
const MAX_BATCH_MESSAGES = 10_000;
/** What a process that lost a partition without noticing may still be writing, it has written after so long. */
const MIN_SETTLE_MS = 120_000;

export interface ClaimIdentity {
  key: string;
  topic: string;
  topicId: string;
  partition: number;
  owner: string;
  generation: number;
}

/**
 * The checkpoint of a partition, held by one process at a time. Another one that takes it over moves its version, so that
 * what this one saves after that is refused.
 */
export class PartitionClaim {
  private messagesSince = 0;

  private constructor(
    private readonly store: CheckpointStore,
    private current: StoredCheckpoint,
    private readonly sinceMs: number,
    /** There was a checkpoint before, so that another process may have worked on from it. */
    private readonly hasPredecessor: boolean,
    private readonly settleMs: number,
  ) {}

  /**
   * Takes the partition over.
   * @param firstOffset where a partition begins that the group has never scored
   * @throws PartitionLostError where a later generation has it already
   */
  static async take(
    store: CheckpointStore,
    identity: ClaimIdentity,
    firstOffset: () => Promise<number>,
    config: Pick<Config, 'requestTimeoutMs'>,
  ): Promise<PartitionClaim> {
    const settleMs = Math.max(MIN_SETTLE_MS, 3 * config.requestTimeoutMs);
    let found = await findCheckpoint(store, identity);
    for (;;) {
      if (found && (found.partition?.generation ?? 0) > identity.generation) {
        throw new PartitionLostError();
      }
      try {
        const claimed = found
          ? await store.save(ownedBy(found, identity))
          : await store.create(firstCheckpoint(identity, await firstOffset()));
        return new PartitionClaim(store, claimed, performance.now(), found !== null, settleMs);
      } catch (error) {
        if (!(error instanceof CheckpointMovedError)) throw error;
        found = error.current;
      }
    }
  }

  get checkpoint(): Checkpoint {
    return this.current;
  }

  get state(): PartitionState {
    if (!this.current.partition) throw new Error('The checkpoint is none of a partition.');
    return this.current.partition;
  }

  /** Whether the last process that had the partition can have nothing of its own under way any more. */
  get isSettled(): boolean {
    return (
      !this.hasPredecessor ||
      this.messagesSince >= MAX_BATCH_MESSAGES ||
      performance.now() - this.sinceMs > this.settleMs
    );
  }

  /**
   * @param messages that were worked on since the last call
   * @throws PartitionLostError where another process has taken it over
   */
  async save(
    change: Partial<Omit<Checkpoint, 'partition'>> & { partition?: Partial<PartitionState> },
    messages = 0,
  ): Promise<void> {
    try {
      this.current = await this.store.save({
        ...this.current,
        ...change,
        partition: { ...this.state, ...change.partition },
        updatedAt: new Date().toISOString(),
      });
      this.messagesSince += messages;
    } catch (error) {
      if (error instanceof CheckpointMovedError) throw new PartitionLostError();
      throw error;
    }
  }
}

async function findCheckpoint(
  store: CheckpointStore,
  { key, topicId, partition }: ClaimIdentity,
): Promise<StoredCheckpoint | null> {
  const all = (await store.load(key)) ?? (await store.begin(key, []));
  return all.find((one) => one.indexUuid === topicId && one.shard === partition) ?? null;
}

function ownedBy(found: StoredCheckpoint, { owner, generation }: ClaimIdentity): StoredCheckpoint {
  const state = found.partition ?? firstState(found.nextSeqNo);
  return {
    ...found,
    partition: { ...state, owner, generation },
    updatedAt: new Date().toISOString(),
  };
}

function firstCheckpoint(identity: ClaimIdentity, nextSeqNo: number): Checkpoint {
  const { key, topic, topicId, partition, owner, generation } = identity;
  return {
    key,
    indexName: topic,
    indexUuid: topicId,
    shard: partition,
    nextSeqNo,
    endSeqNo: null,
    lines: 0,
    flagged: 0,
    skipped: {},
    model: '',
    updatedAt: new Date().toISOString(),
    partition: { ...firstState(nextSeqNo), owner, generation },
  };
}

const firstState = (nextSeqNo: number): PartitionState => ({
  owner: '',
  generation: 0,
  blockFrom: nextSeqNo,
  unitsFrom: null,
  unitsDoneMs: null,
  deadLetters: 0,
});
