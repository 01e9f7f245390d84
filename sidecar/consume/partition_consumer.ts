import { setTimeout as delay } from 'node:timers/promises';
import type { ConsumedPartition } from '../../common/api/consumer/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { describeError } from '../elasticsearch/errors';
import type { RetryOptions } from '../elasticsearch/retry';
import { MinuteRollups } from '../jobs/minute_rollups';
import { deleteResults, refreshResults } from '../sinks/elasticsearch/replace';
import type { FetchTarget } from '../sources/kafka/fetcher';
import type { KafkaMessage } from '../sources/kafka/message';
import type { Topic } from '../sources/kafka/topics';
import { ModelNotFoundError } from '../store/stores';
import { readBatch, type ReadBatch } from './batch';
import { consumeKey, WRITE_GIVE_UP_MS } from './environment';
import { MessageQueue } from './message_queue';
import type { LoadedModel } from './model_pool';
import { PartitionClaim, PartitionLostError } from './partition_claim';
import { PartitionUnits } from './partition_units';
import type { PartitionParts } from './partition_parts';
import { writeBatch } from './write_batch';

/** Lines of a block are counted together; see docs/decisions.md. */
const BLOCK_MESSAGES = 10_000;
const BLOCK_AGE_MS = 10 * 60_000;

const LOOK_INTERVAL_MS = 20;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 15_000;

export interface PartitionIdentity {
  topic: Topic;
  topicId: string;
  partition: number;
  owner: string;
  generation: number;
}

/**
 * One partition while this process has it: its messages are scored in their order, batch by batch. Whatever fails, it
 * begins again from the checkpoint.
 */
export class PartitionConsumer implements FetchTarget {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  private readonly queue = new MessageQueue();
  private readonly stopping = new AbortController();
  private readonly signal: AbortSignal;
  /** No signal: a batch that is being written is finished. */
  private readonly writing: RetryOptions = { giveUpAfterMs: WRITE_GIVE_UP_MS };
  private readonly running: Promise<void>;
  private claim: PartitionClaim | null = null;
  private model: LoadedModel | null = null;
  private rollups: MinuteRollups | null = null;
  private units: PartitionUnits | null = null;
  private blockMessages = 0;
  private blockSinceMs = 0;
  /** The next offset to ask Kafka for; null before the checkpoint is known. */
  private position: number | null = null;
  private endOffset: number | null = null;
  /** The topic is not the one that it was assigned as. */
  private isGone = false;
  private ended = false;

  constructor(
    private readonly parts: PartitionParts,
    private readonly identity: PartitionIdentity,
  ) {
    this.topic = identity.topic.name;
    this.topicId = identity.topicId;
    this.partition = identity.partition;
    this.signal = AbortSignal.any([parts.env.signal, this.stopping.signal]);
    this.running = this.run().finally(() => {
      this.ended = true;
    });
  }

  /** Nothing is worked on any more: it was stopped, another process has the partition, or the topic is gone. */
  get isEnded(): boolean {
    return this.ended;
  }

  /** Lets the batch that is being written end, and nothing begin after it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  status(): ConsumedPartition {
    const next = this.claim?.checkpoint.nextSeqNo ?? null;
    const lag = next === null || this.endOffset === null ? null : this.endOffset - this.doneUpTo();
    return {
      topic: this.topic,
      partition: this.partition,
      next_offset: next,
      lag: lag === null ? null : Math.max(0, lag),
      model: this.model?.id ?? null,
    };
  }

  wanted(): number | null {
    const { kafkaMaxBytes } = this.parts.env.config;
    if (this.signal.aborted || this.queue.queuedBytes >= kafkaMaxBytes * 2) return null;
    return this.position;
  }

  deliver(messages: KafkaMessage[], nextOffset: number, endOffset: number): void {
    this.queue.add(messages, performance.now());
    this.position = nextOffset;
    this.endOffset = endOffset;
  }

  outOfRange(firstOffset: number, endOffset: number): void {
    const at = this.position ?? firstOffset;
    const to = at < firstOffset ? firstOffset : endOffset;
    const next = this.claim?.checkpoint.nextSeqNo ?? at;
    if (to > next) {
      this.parts.tally.add(0, 0, 0, { 'deleted in Kafka before it was read': to - next });
      this.parts.onTrouble(
        `${this.topic}/${this.partition}: Kafka has deleted the messages from ${next} up to ${to} before they were read. Keep them longer (retention), or let more sidecars read.`,
      );
    }
    this.position = to;
  }

  topicGone(): void {
    if (!this.isGone) this.parts.onTrouble(`Topic "${this.topic}" is not there any more.`);
    this.isGone = true;
    this.stopping.abort();
  }

  /** Everything below is worked on, those offsets included that hold no message. */
  private doneUpTo(): number {
    const next = this.claim?.checkpoint.nextSeqNo ?? 0;
    return this.queue.size === 0 && this.position !== null ? Math.max(next, this.position) : next;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.signal.aborted; failures++) {
      try {
        await this.open();
        for (;;) {
          await this.step();
          failures = 0;
          if (this.signal.aborted) return;
        }
      } catch (error) {
        if (this.signal.aborted || error instanceof PartitionLostError) return;
        const place = `${this.topic}/${this.partition}`;
        this.parts.onTrouble(`${place}: ${describeError(error)}`);
        this.parts.log.warn(
          { err: error, place },
          'The partition begins again from its checkpoint',
        );
        this.position = null;
        const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
        await this.sleep(waitMs * (0.5 + Math.random() / 2));
      }
    }
  }

  /** Takes the partition over and goes back to where its block, and its open windows and sessions, begin. */
  private async open(): Promise<void> {
    const { env, fetcher } = this.parts;
    const { topic, topicId, partition } = this;
    const key = consumeKey(env.config.kafkaGroup);
    const identity = { ...this.identity, key, topic, topicId, partition };
    const first = () => this.parts.firstOffset(topic, partition);
    this.claim = await PartitionClaim.take(env.checkpoints, identity, first, env.config);
    this.queue.clear();
    this.rollups = null;
    this.model = null;
    this.units = null;
    const { checkpoint, state } = this.claim;
    // The last process may have noted more than it came to commit.
    if (checkpoint.lines > 0) this.parts.commits.add(topic, partition, checkpoint.nextSeqNo);
    await this.deleteBeyond(checkpoint.nextSeqNo);
    this.model = checkpoint.model === '' ? null : await this.modelOrNull(checkpoint.model);
    let position = checkpoint.nextSeqNo;
    if (this.model) {
      const earliest = await fetcher.offset(topic, partition, 'earliest');
      // Of a block whose first messages Kafka has deleted the rest cannot be counted: a new one begins.
      if (state.blockFrom >= earliest) {
        this.rollups = new MinuteRollups(this.model.id);
        this.blockMessages = 0;
        this.blockSinceMs = performance.now();
        position = Math.min(position, state.blockFrom);
      }
      this.units = PartitionUnits.resume(this.parts, this.identity, this.model, state);
      if (this.units)
        position = Math.min(position, Math.max(earliest, state.unitsFrom ?? position));
    }
    this.position = position;
  }

  private async modelOrNull(id: string): Promise<LoadedModel | null> {
    try {
      return await this.parts.models.get(id);
    } catch (error) {
      if (error instanceof ModelNotFoundError) return null;
      throw error;
    }
  }

  /** Flagged lines that the last process wrote and did not come to note: they are judged anew. */
  private async deleteBeyond(offset: number): Promise<void> {
    const { client, retry, config } = this.parts.env;
    const reading = { ...retry, signal: this.signal };
    await refreshResults(client, reading);
    const range = {
      indexUuid: this.topicId,
      shard: this.partition,
      fromSeqNo: offset,
      toSeqNo: Infinity,
      run: { is: consumeKey(config.kafkaGroup) },
      indices: [ANOMALIES_INDEX_PATTERN],
    };
    await deleteResults(client, range, this.writing);
  }

  /** Works on the next batch, or waits a little for one. */
  private async step(): Promise<void> {
    const { parts, queue } = this;
    const claim = this.claim;
    const { batchSize, kafkaBatchWaitMs } = parts.env.config;
    const isDue = queue.size >= batchSize || queue.waitedMs(performance.now()) >= kafkaBatchWaitMs;
    if (!claim || queue.size === 0 || !isDue || parts.isRebalancing()) {
      if (queue.size === 0) await this.units?.idle(() => this.saveUnits());
      return this.sleep(LOOK_INTERVAL_MS);
    }
    const { nextSeqNo } = claim.checkpoint;
    const known = queue.take(batchSize, nextSeqNo);
    if (known.length > 0) return this.takeIn(known);
    if (!(await this.beginBlockWhereDue(claim))) return this.sleep(10 * LOOK_INTERVAL_MS);
    await this.scoreBatch(claim, queue.take(batchSize));
  }

  /** Messages whose results are written already: their block is counted on, and their windows and sessions go on. */
  private async takeIn(messages: readonly KafkaMessage[]): Promise<void> {
    const batch = this.read(messages);
    this.units?.add(batch.page);
    const blockFrom = this.claim?.state.blockFrom ?? Infinity;
    const lines = batch.page.lines.filter(({ seqNo }) => seqNo >= blockFrom);
    if (this.rollups && this.model && lines.length > 0) {
      const { rollups } = this;
      const page = { ...batch.page, lines };
      const counting = { rollups, fromSeqNo: blockFrom, version: batch.page.nextSeqNo };
      // What there would be to write of it is written already.
      this.model.scorer.score(page, batch.source, Date.now(), counting);
      this.blockMessages += lines.length;
    }
    // Others have their turn between two batches.
    await this.sleep(0);
  }

  /** @returns false where there is no model to score with */
  private async beginBlockWhereDue(claim: PartitionClaim): Promise<boolean> {
    const { models } = this.parts;
    const { model, rollups } = this;
    const activeId = models.activeId ?? model?.id ?? null;
    if (activeId === null) return false;
    if (model && rollups) {
      const isFull =
        this.blockMessages >= BLOCK_MESSAGES ||
        performance.now() - this.blockSinceMs >= BLOCK_AGE_MS;
      if (!isFull && model.id === activeId) return true;
      if (!claim.isSettled) return true;
    }
    const next = model?.id === activeId ? model : await models.get(activeId);
    const isOther = next.id !== model?.id;
    await claim.save({
      model: next.id,
      partition: {
        blockFrom: claim.checkpoint.nextSeqNo,
        ...(isOther ? { unitsFrom: null, unitsDoneMs: null } : {}),
      },
    });
    if (isOther) this.units = PartitionUnits.begin(this.parts, this.identity, next);
    this.model = next;
    this.rollups = new MinuteRollups(next.id);
    this.blockMessages = 0;
    this.blockSinceMs = performance.now();
    return true;
  }

  private async scoreBatch(claim: PartitionClaim, messages: KafkaMessage[]): Promise<void> {
    const { model, rollups, parts } = this;
    if (!model || !rollups) throw new Error('There is no model to score with.');
    const startMs = performance.now();
    const batch = this.read(messages);
    const written = await parts.writes.run(() =>
      writeBatch(parts, batch, {
        model,
        counting: { rollups, fromSeqNo: claim.state.blockFrom, version: batch.page.nextSeqNo },
        writing: this.writing,
      }),
    );
    this.units?.add(batch.page);
    await this.units?.judge();
    const { checkpoint, state } = claim;
    await claim.save(
      {
        nextSeqNo: batch.page.nextSeqNo,
        lines: checkpoint.lines + written.lines,
        flagged: checkpoint.flagged + written.flagged,
        partition: { deadLetters: state.deadLetters + written.deadLetters, ...this.unitsState() },
      },
      messages.length,
    );
    this.blockMessages += messages.length;
    parts.tally.add(written.lines, written.flagged, written.deadLetters, written.skipped);
    const { lines, flagged, skipped } = written;
    parts.onMeasured({ lines, flagged, skipped, seconds: (performance.now() - startMs) / 1_000 });
    parts.onProgress();
    if (!this.stopping.signal.aborted || parts.env.signal.aborted) {
      parts.commits.add(this.topic, this.partition, batch.page.nextSeqNo);
    }
  }

  private async saveUnits(): Promise<void> {
    await this.claim?.save({ partition: this.unitsState() });
  }

  private unitsState(): { unitsFrom: number | null; unitsDoneMs: number | null } {
    return this.units?.state() ?? { unitsFrom: null, unitsDoneMs: null };
  }

  private read(messages: readonly KafkaMessage[]): ReadBatch {
    const { identity, topicId, partition } = this;
    const { kafkaMaxMessageBytes } = this.parts.env.config;
    return readBatch(messages, { topic: identity.topic, topicId, partition }, kafkaMaxMessageBytes);
  }

  private async sleep(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.signal }).catch(() => {});
  }
}
