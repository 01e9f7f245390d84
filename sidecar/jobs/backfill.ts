import { isIndexGone } from '../elasticsearch/errors';
import type { TrainedPipeline } from '../pipeline';
import { runBulk } from '../sinks/elasticsearch/bulk';
import {
  deleteResults,
  hasAnyResults,
  hasResults,
  refreshResults,
  type OriginRange,
} from '../sinks/elasticsearch/replace';
import { SEQ_BLOCK, SeqReader, type SeqPage } from '../sources/elasticsearch/seq_reader';
import { listShards, shardKey, type SourceShard } from '../sources/elasticsearch/shards';
import type { StoredCheckpoint } from '../store/stores';
import { BatchScorer, count, measureOf, type ScoredBatch } from './batch_scorer';
import { backfillKey } from './backfill_key';
import { loadRules } from './load_rules';
import { planBackfill, type BackfillRange } from './backfill_plan';
import { throwIfEnded, type JobEnvironment } from './environment';
import { eachLimited } from '../each_limited';
import { ProgressMeter } from './progress_meter';
import { judgeUnitsOfPeriod } from './units/judge_period';
import { addCounts, totalsOf } from './totals';
import { fieldMapping, sourceFields } from '../field_mapping';

export interface BackfillTask extends BackfillRange {
  jobId: string;
  pattern: string;
  modelId: string;
  pipeline: TrainedPipeline;
  /** The share of the job that is done when the backfill begins. */
  startFraction: number;
}

/**
 * Scores what is there, shard by shard in the order of arrival, and replaces what other runs wrote for
 * the same lines. After a crash it goes on from its checkpoints.
 * @throws JobEndedError where it was cancelled or the process stops
 */
export async function runBackfill(env: JobEnvironment, task: BackfillTask): Promise<void> {
  env.reporter.report({ phase: 'Waiting for another scoring of a period to end' });
  await env.turn();
  throwIfEnded(env);
  env.reporter.report({ phase: 'Counting lines', progress: task.startFraction });
  const plan = await planBackfill(env, task);
  const backfill = new Backfill(env, task, plan.linesTotal);
  await backfill.run(plan.checkpoints, plan.settledAtMs);
}

/** Shards that are read, scored and written at the same time. */
const CONCURRENT_SHARDS = 4;

class Backfill {
  private readonly meter: ProgressMeter;
  private readonly scorer: BatchScorer;
  private readonly runKey: string;
  private checkpoints = new Map<string, StoredCheckpoint>();
  private settledAtMs = 0;
  private mayHaveOthers = true;
  private mayHaveOwn = true;
  /** Batches that are being written. */
  private readonly inFlight = new Set<Promise<unknown>>();
  private readonly skippedUnits: Record<string, number> = {};

  constructor(
    private readonly env: JobEnvironment,
    private readonly task: BackfillTask,
    private readonly linesTotal: number,
  ) {
    this.runKey = backfillKey(task.jobId);
    this.meter = new ProgressMeter(task.startFraction);
    const mapping = fieldMapping(env.config);
    this.scorer = new BatchScorer(task.modelId, task.pipeline, [], mapping, this.runKey);
  }

  async run(checkpoints: readonly StoredCheckpoint[], settledAtMs: number): Promise<void> {
    this.settledAtMs = settledAtMs;
    for (const checkpoint of checkpoints) this.checkpoints.set(shardKey(checkpoint), checkpoint);
    await loadRules(this.env, this.scorer);
    await refreshResults(this.env.client, this.env.reading);
    this.env.reporter.report({ phase: 'Scoring' });
    this.reportProgress();
    const shards = new Map(
      (await listShards(this.env.client, this.task.pattern, this.env.reading)).map((shard) => [
        shardKey(shard),
        shard,
      ]),
    );
    const { client, reading } = this.env;
    this.mayHaveOthers = await hasAnyResults(client, { isNot: this.runKey }, reading);
    this.mayHaveOwn = await hasAnyResults(client, { is: this.runKey }, reading);
    // Several at once, since an index of a day costs more time than work.
    await eachLimited(checkpoints, CONCURRENT_SHARDS, async (checkpoint) => {
      throwIfEnded(this.env);
      const shard = shards.get(shardKey(checkpoint));
      if (shard) await this.scoreShard(shard, checkpoint);
      else await this.indexIsGone(checkpoint);
    });
    this.env.reporter.report({ phase: 'Judging windows and sessions' });
    await judgeUnitsOfPeriod(this.env, this.task, (reason) => count(this.skippedUnits, reason, 1));
    await this.env.checkpoints.deleteAll(this.runKey);
    this.reportProgress();
  }

  private async scoreShard(shard: SourceShard, start: StoredCheckpoint): Promise<void> {
    const endSeqNo = start.endSeqNo ?? 0;
    const { client, reading } = this.env;
    // Of a batch that was written when the process died and not counted yet.
    if (this.mayHaveOwn) await this.deleteOwnFrom(shard, start.nextSeqNo, endSeqNo);
    const hasOthers =
      this.mayHaveOthers && (await hasResults(client, this.ofOthers(shard, 0, endSeqNo), reading));
    try {
      await this.readAndScore(shard, start, endSeqNo, hasOthers);
    } catch (error) {
      if (!isIndexGone(error)) throw error;
      const reached = this.checkpoints.get(shardKey(shard)) ?? start;
      await this.indexIsGone(reached);
      return;
    }
    if (hasOthers) {
      await refreshResults(client, reading);
      await deleteResults(client, this.ofOthers(shard, 0, endSeqNo), this.env.writing);
    }
  }

  private async readAndScore(
    shard: SourceShard,
    start: StoredCheckpoint,
    endSeqNo: number,
    hasOthers: boolean,
  ): Promise<void> {
    const reader = new SeqReader(this.env.client, shard, {
      pageSize: this.env.config.batchSize,
      fields: sourceFields(this.env.config),
      timeRange: this.task.timeRange,
      retry: this.env.reading,
    });
    let block = Math.floor(start.nextSeqNo / SEQ_BLOCK);
    let written: Promise<StoredCheckpoint> = Promise.resolve(start);
    let next = start.nextSeqNo < endSeqNo ? this.read(reader, start.nextSeqNo, endSeqNo) : null;
    while (next) {
      const page = await next;
      // The next page is read, and the one before written, while this one is scored.
      const isLast = page.nextSeqNo >= endSeqNo;
      next = isLast ? null : this.read(reader, page.nextSeqNo, endSeqNo);
      next?.catch(() => {}); // Handled where it is awaited; it may not come to that.
      const answerLabels = await this.reloadLabels();
      const startMs = performance.now();
      const batch = this.scorer.score(page, shard, Date.now());
      const checkpoint = await written;
      written = this.write(shard, page.nextSeqNo, batch, checkpoint, startMs);
      this.track(written);
      answerLabels();
      const nextBlock = Math.floor(page.nextSeqNo / SEQ_BLOCK);
      if (nextBlock === block && !isLast) continue;
      // Only between blocks a job ends, so that none is left with the results of two runs.
      if (hasOthers || isLast || this.env.control.isEnded) await written;
      if (hasOthers) {
        const border = this.ofOthers(shard, block * SEQ_BLOCK, nextBlock * SEQ_BLOCK);
        await deleteResults(this.env.client, border, this.env.writing);
      }
      block = nextBlock;
      throwIfEnded(this.env);
    }
  }

  /** Reads on; where lines are missing, it waits until what was being written at the plan can be seen. */
  private async read(reader: SeqReader, fromSeqNo: number, endSeqNo: number): Promise<SeqPage> {
    for (;;) {
      const page = await reader.read(fromSeqNo, endSeqNo);
      const range = page.nextSeqNo - page.fromSeqNo;
      const isComplete = page.lines.length + page.oversize >= range;
      const waitMs = this.settledAtMs - Date.now();
      if (isComplete || waitMs <= 0 || this.task.timeRange?.toMs !== undefined) return page;
      await this.env.control.sleep(Math.min(waitMs, 500));
    }
  }

  private async write(
    shard: SourceShard,
    nextSeqNo: number,
    batch: ScoredBatch,
    checkpoint: StoredCheckpoint,
    startMs: number,
  ): Promise<StoredCheckpoint> {
    const { writing } = this.env;
    const { failures } = await runBulk(this.env.client, batch.operations, { retry: writing });
    for (const failure of failures) count(batch.skipped, `not stored: ${failure.reason}`, 1);
    this.scorer.wasWritten(batch);
    const moved = await this.env.checkpoints.save({
      ...checkpoint,
      nextSeqNo,
      lines: checkpoint.lines + batch.lines,
      flagged: checkpoint.flagged + batch.flagged,
      skipped: addCounts(checkpoint.skipped, batch.skipped),
      model: this.task.modelId,
      updatedAt: new Date().toISOString(),
    });
    this.checkpoints.set(shardKey(shard), moved);
    this.env.measured(measureOf(batch, startMs));
    this.reportProgress();
    return moved;
  }

  private track(write: Promise<unknown>): void {
    this.inFlight.add(write);
    // Handled where it is awaited, with the next page of its shard.
    const done = () => this.inFlight.delete(write);
    write.then(done, done);
  }

  /**
   * Loads labels and threshold where they changed. @returns what to call once the next batch is on its way: requests are
   * answered when it and all batches that were judged by the labels before are written
   */
  private async reloadLabels(): Promise<() => void> {
    const requests = this.env.control.takeLabelRequests();
    if (requests.length === 0) return () => {};
    await loadRules(this.env, this.scorer);
    return () => {
      void Promise.allSettled([...this.inFlight]).then(() => this.env.labelsLoaded(requests));
    };
  }

  private async indexIsGone(checkpoint: StoredCheckpoint): Promise<void> {
    const end = checkpoint.endSeqNo ?? 0;
    const left = end - checkpoint.nextSeqNo;
    if (left <= 0) return;
    const moved = await this.env.checkpoints.save({
      ...checkpoint,
      nextSeqNo: end,
      skipped: addCounts(checkpoint.skipped, { 'index was deleted meanwhile': left }),
      updatedAt: new Date().toISOString(),
    });
    this.checkpoints.set(shardKey(checkpoint), moved);
    this.reportProgress();
  }

  private async deleteOwnFrom(shard: SourceShard, from: number, to: number): Promise<void> {
    const { indexUuid, shard: shardNumber } = shard;
    const range: OriginRange = {
      indexUuid,
      shard: shardNumber,
      fromSeqNo: from,
      toSeqNo: to,
      run: { is: this.runKey },
    };
    await deleteResults(this.env.client, range, this.env.writing);
  }

  private ofOthers(shard: SourceShard, from: number, to: number): OriginRange {
    const { indexUuid, shard: shardNumber } = shard;
    return {
      indexUuid,
      shard: shardNumber,
      fromSeqNo: from,
      toSeqNo: to,
      run: { isNot: this.runKey },
      timeRange: this.task.timeRange,
    };
  }

  private reportProgress(): void {
    const totals = totalsOf([...this.checkpoints.values()]);
    const skipped = Object.values(totals.skipped).reduce((sum, lines) => sum + lines, 0);
    const fraction =
      this.linesTotal === 0 ? 1 : Math.min(1, (totals.lines + skipped) / this.linesTotal);
    const { startFraction } = this.task;
    const progress = startFraction + (1 - startFraction) * fraction;
    this.env.reporter.report({
      progress,
      lines_done: totals.lines,
      lines_total: this.linesTotal,
      lines_flagged: totals.flagged,
      skipped: addCounts(totals.skipped, this.skippedUnits),
      remaining_seconds: this.meter.remainingSeconds(progress),
    });
  }
}
