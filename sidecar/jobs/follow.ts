import { describeError, isIndexGone } from '../elasticsearch/errors';
import { runBulk } from '../sinks/elasticsearch/bulk';
import { deleteResults, refreshResults } from '../sinks/elasticsearch/replace';
import type { SeqPage } from '../sources/elasticsearch/seq_reader';
import {
  shardKey,
  shardPositions,
  type ShardPosition,
  type SourceShard,
} from '../sources/elasticsearch/shards';
import { CheckpointMovedError, type StoredCheckpoint } from '../store/stores';
import { BatchScorer, count, measureOf, type ScoredBatch } from './batch_scorer';
import { loadPipeline, throwIfEnded, type JobEnvironment } from './environment';
import { newestTimeMs } from './follow_lag';
import { FollowedShards, type FollowedShard } from './followed_shards';
import { followCheckpoint, followKey } from './follow_positions';
import { cutAtGap } from './gaps';
import { loadRules } from './load_rules';
import { addCounts, totalsOf } from './totals';
import { FollowUnits } from './units/follow_units';
import { fieldMapping } from '../field_mapping';

/** How often indices are listed and the active model is asked for, where nothing says that they changed. */
const REFRESH_INTERVAL_MS = 5_000;

const MAX_FAILURE_DELAY_MS = 30_000;

/** Batches of one shard in a row, so that a long backlog does not hold up the others. */
const MAX_BATCHES_A_ROUND = 20;

/**
 * Scores lines as they arrive, in every index of the pattern, those to come included, until it is ended.
 * Waits for a model where none is active and for Elasticsearch where it does not answer.
 * @throws JobEndedError
 */
export async function runFollow(env: JobEnvironment, pattern: string): Promise<never> {
  const follow = new Follow(env, pattern);
  let failures = 0;
  for (;;) {
    throwIfEnded(env);
    try {
      const isBusy = await follow.round();
      if (failures > 0) env.reporter.report({ error: null });
      failures = 0;
      if (!isBusy) await env.control.sleep(env.config.pollIntervalMs);
    } catch (error) {
      throwIfEnded(env);
      // Lines go on arriving: a follower that gave up would be missed at the worst moment.
      env.reporter.report({ phase: 'Trying again', error: describeError(error) });
      await env.control.sleep(Math.min(MAX_FAILURE_DELAY_MS, 1_000 * 2 ** failures));
      failures++;
    }
  }
}

class Follow {
  private readonly key: string;
  private scorer: BatchScorer | null = null;
  private units: FollowUnits | null = null;
  private readonly shards: FollowedShards;
  private modelAskedAtMs = -Infinity;
  private newestScoredMs = -Infinity;
  /** What is no line of a shard that is followed. */
  private skippedBeside: Record<string, number> = {};

  constructor(
    private readonly env: JobEnvironment,
    private readonly pattern: string,
  ) {
    this.key = followKey(pattern);
    this.shards = new FollowedShards(env, pattern);
  }

  /** One look at all shards. @returns whether there is more to do at once */
  async round(): Promise<boolean> {
    await this.refreshModel();
    if (!this.scorer) {
      this.env.labelsLoaded(this.env.control.takeLabelRequests());
      this.env.reporter.report({
        phase: 'Waiting for a model: train or activate one',
        behind_seconds: null,
      });
      return false;
    }
    await this.answerLabelRequests();
    await this.shards.refresh();
    const positions = await shardPositions(this.env.client, this.pattern, this.env.reading);
    this.shards.lookFor(positions.keys());
    let isBusy = false;
    for (const followed of this.shards.all()) {
      throwIfEnded(this.env);
      const position = positions.get(shardKey(followed.shard));
      if (!position) continue;
      followed.settled.observe(position, performance.now());
      if (position.maxSeqNo < followed.checkpoint.nextSeqNo) continue;
      if (await this.scoreShard(followed, position)) isBusy = true;
    }
    await this.report(isBusy);
    if (!isBusy) await this.units?.round(() => this.answerLabelRequests());
    return isBusy;
  }

  /** @returns whether lines are left that could be scored now */
  private async scoreShard(followed: FollowedShard, position: ShardPosition): Promise<boolean> {
    try {
      if (!followed.isClean) await this.clean(followed);
      for (let batches = 0; batches < MAX_BATCHES_A_ROUND; batches++) {
        throwIfEnded(this.env);
        const end = position.maxSeqNo + 1;
        const from = followed.checkpoint.nextSeqNo;
        if (from >= end) return false;
        const read = await followed.reader.read(from, end);
        const newest = read.lines.at(-1);
        if (newest) followed.settled.sawLine(newest.seqNo);
        const page = cutAtGap(read, from, followed.settled.upTo);
        if (page.nextSeqNo <= from) return false;
        await this.writePage(followed, page);
        if (page.nextSeqNo < read.nextSeqNo) return false;
      }
      return followed.checkpoint.nextSeqNo <= position.maxSeqNo;
    } catch (error) {
      if (!isIndexGone(error)) throw error;
      this.shards.letGo(followed);
      count(this.skippedBeside, `index was deleted: ${followed.shard.indexName}`, 1);
      return false;
    }
  }

  private async writePage(followed: FollowedShard, page: SeqPage): Promise<void> {
    const { scorer, env } = this;
    if (!scorer) return;
    const labelRequests = await this.reloadLabels();
    const startMs = performance.now();
    try {
      const batch = scorer.score(page, followed.shard, Date.now());
      const { failures } = await runBulk(env.client, batch.operations, { retry: env.writing });
      for (const failure of failures) count(batch.skipped, `not stored: ${failure.reason}`, 1);
      scorer.wasWritten(batch);
      await this.moveOn(followed, page.nextSeqNo, batch, scorer.modelId);
      env.measured(measureOf(batch, startMs));
    } finally {
      // Also where it failed: what is written next time is judged by the labels as they are now.
      env.labelsLoaded(labelRequests);
    }
    env.reporter.report(this.totals());
  }

  private async moveOn(
    followed: FollowedShard,
    nextSeqNo: number,
    batch: ScoredBatch,
    model: string,
  ): Promise<void> {
    const { checkpoint } = followed;
    try {
      followed.checkpoint = await this.env.checkpoints.save({
        ...checkpoint,
        nextSeqNo,
        lines: checkpoint.lines + batch.lines,
        flagged: checkpoint.flagged + batch.flagged,
        skipped: addCounts(checkpoint.skipped, batch.skipped),
        model,
        updatedAt: new Date().toISOString(),
      });
      this.newestScoredMs = Math.max(this.newestScoredMs, batch.newestMs);
    } catch (error) {
      if (!(error instanceof CheckpointMovedError)) throw error;
      // Were it another sidecar that has taken over, what stands there now is its own.
      await this.env.leaseHeld();
      await this.giveUpPage(followed, error.current);
    }
  }

  /** A backfill has taken over these lines: what was just written for them is taken back. */
  private async giveUpPage(
    followed: FollowedShard,
    current: StoredCheckpoint | null,
  ): Promise<void> {
    const from = followed.checkpoint.nextSeqNo;
    followed.checkpoint =
      current ??
      (await this.env.checkpoints.create(followCheckpoint(this.pattern, followed.shard, from)));
    await this.deleteOwn(followed.shard, from, followed.checkpoint.nextSeqNo);
  }

  private async clean(followed: FollowedShard): Promise<void> {
    await this.deleteOwn(followed.shard, followed.checkpoint.nextSeqNo, Infinity);
    followed.isClean = true;
  }

  private async deleteOwn(shard: SourceShard, from: number, to: number): Promise<void> {
    await refreshResults(this.env.client, this.env.reading);
    const range = {
      indexUuid: shard.indexUuid,
      shard: shard.shard,
      fromSeqNo: from,
      toSeqNo: to,
      run: { is: this.key },
    };
    await deleteResults(this.env.client, range, this.env.writing);
  }

  /** Follows the active model: another one goes on from the same place. */
  private async refreshModel(): Promise<void> {
    const { control, models, labels, config } = this.env;
    const isDue = performance.now() - this.modelAskedAtMs >= REFRESH_INTERVAL_MS;
    if (!control.takeModelChange() && !isDue) return;
    const active = await models.active();
    this.modelAskedAtMs = performance.now();
    if (active?.id === this.scorer?.modelId) {
      if (active) this.scorer?.setThreshold(active.threshold);
      return;
    }
    if (!active) {
      this.scorer = null;
      this.units = null;
      this.env.reporter.report({ model: null });
      return;
    }
    const pipeline = await loadPipeline(models, active.id);
    const known = await labels.list();
    this.scorer = new BatchScorer(active.id, pipeline, known, fieldMapping(config), this.key);
    this.units = new FollowUnits(this.env, this.pattern, active.id, pipeline, (reason) =>
      count(this.skippedBeside, reason, 1),
    );
    this.env.reporter.report({ model: active.id, error: null });
  }

  private async answerLabelRequests(): Promise<void> {
    this.env.labelsLoaded(await this.reloadLabels());
  }

  private async reloadLabels(): Promise<number[]> {
    const requests = this.env.control.takeLabelRequests();
    if (requests.length > 0 && this.scorer) await loadRules(this.env, this.scorer);
    return requests;
  }

  private totals() {
    const totals = totalsOf(this.shards.checkpoints());
    return {
      lines_done: totals.lines,
      lines_flagged: totals.flagged,
      skipped: addCounts(totals.skipped, this.skippedBeside),
    };
  }

  private async report(isBusy: boolean): Promise<void> {
    let behindSeconds = 0;
    if (isBusy && Number.isFinite(this.newestScoredMs)) {
      const newestMs = await newestTimeMs(this.env, this.pattern);
      behindSeconds = Math.max(0, Math.round((newestMs - this.newestScoredMs) / 1_000));
    }
    this.env.reporter.report({
      ...this.totals(),
      phase: isBusy ? 'Catching up' : 'Following',
      behind_seconds: behindSeconds,
    });
  }
}
