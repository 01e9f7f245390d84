import { parseDocument, type FieldMapping } from '../../pipeline/parse';
import { Feedback, type TrainedPipeline } from '../../pipeline';
import { UnitTracker, type FoundUnit } from '../../pipeline/units';
import { fieldMapping, sourceFields, timeField } from '../../field_mapping';
import { runBulk } from '../../sinks/elasticsearch/bulk';
import { deleteUnitsOfOthers } from '../../sinks/elasticsearch/replace';
import { readDocuments } from '../../sources/elasticsearch/read_documents';
import { readByTime } from '../../sources/elasticsearch/time_reader';
import {
  loadUnitPosition,
  saveUnitPosition,
  type UnitPosition,
} from '../../store/elasticsearch/unit_positions';
import { throwIfEnded, type JobEnvironment } from '../environment';
import { unitOperation } from './unit_document';

/** Flagged units that are written at once. */
const WRITE_AT_ONCE = 200;
/** While a long period is read, units are closed after so many lines. */
const LINES_A_STEP = 20_000;

/** Reads logs in order of time, judges the windows and sessions in them, and writes those that are flagged. */
export class UnitPass {
  private readonly tracker: UnitTracker;
  private readonly mapping: FieldMapping;
  /** Lines before this are in the tracker. */
  private frontMs: number;
  /** Units that were known to have ended by then are written already. */
  private doneMs: number;

  /** @param onRefused is told of each window or session that Elasticsearch refused for good, with the reason */
  constructor(
    private readonly env: JobEnvironment,
    private readonly pattern: string,
    readonly modelId: string,
    private readonly pipeline: TrainedPipeline,
    start: Pick<UnitPosition, 'doneMs' | 'resumeFromMs'>,
    private readonly onRefused: (reason: string) => void,
  ) {
    this.tracker = new UnitTracker(pipeline, start.resumeFromMs);
    this.mapping = fieldMapping(env.config);
    this.frontMs = start.resumeFromMs;
    this.doneMs = start.doneMs;
  }

  /** Goes on where an earlier process stopped; null where this model has not judged units of the pattern yet. */
  static async resume(
    env: JobEnvironment,
    pattern: string,
    modelId: string,
    pipeline: TrainedPipeline,
    onRefused: (reason: string) => void,
  ): Promise<UnitPass | null> {
    const position = await loadUnitPosition(env.client, pattern, env.reading);
    return position?.model === modelId
      ? new UnitPass(env, pattern, modelId, pipeline, position, onRefused)
      : null;
  }

  get isUseful(): boolean {
    return this.tracker.isUseful;
  }

  /** Writes down where it stands, so that it is gone on from there. */
  async savePosition(): Promise<void> {
    const { env, doneMs } = this;
    const resumeFromMs = Math.min(this.frontMs, this.tracker.resumeFromMs(doneMs));
    const position = { model: this.modelId, doneMs, resumeFromMs };
    await saveUnitPosition(env.client, this.pattern, position, env.writing);
  }

  /** Takes away what other models found from here up to a time. */
  async replaceOthers(toMs: number): Promise<void> {
    const period = { fromMs: this.doneMs, toMs };
    await deleteUnitsOfOthers(this.env.client, period, this.modelId, this.env.writing);
  }

  /**
   * Reads on up to a time and judges what has ended by then.
   * @param isEnd whether nothing after it is to be read: sessions are judged as far as they got
   * @param onPage is told the share of the time that was read, 0–1, after each page; labels are loaded after it
   */
  async advance(
    toMs: number,
    isEnd: boolean,
    onPage: (fraction: number) => Promise<void>,
  ): Promise<void> {
    const { env } = this;
    if (toMs <= this.frontMs) return;
    const range = { field: timeField(env.config), fromMs: this.frontMs, toMs };
    const options = {
      pageSize: env.config.batchSize,
      fields: sourceFields(env.config),
      retry: env.reading,
    };
    const fromMs = this.frontMs;
    let found: FoundUnit[] = [];
    let lines = 0;
    for await (const page of readByTime(env.client, this.pattern, range, options)) {
      throwIfEnded(env);
      let reachedMs = fromMs;
      for (const line of page) {
        const parsed = parseDocument(line.source, this.mapping);
        if (!parsed.ok) continue;
        this.tracker.add(parsed.event, { index: line.index, id: line.id });
        reachedMs = Math.max(reachedMs, parsed.event.timestampMs);
      }
      lines += page.length;
      await onPage((reachedMs - fromMs) / (toMs - fromMs));
      if (lines < LINES_A_STEP) continue;
      lines = 0;
      found.push(...this.tracker.close(reachedMs));
      found = await this.write(found, WRITE_AT_ONCE);
    }
    found.push(...this.tracker.close(toMs, isEnd));
    await this.write(found, 1);
    this.frontMs = toMs;
    this.doneMs = toMs;
    await this.savePosition();
  }

  /** @returns what waits to be written, where there are fewer than `atLeast` */
  private async write(found: readonly FoundUnit[], atLeast: number): Promise<FoundUnit[]> {
    const { env } = this;
    const news = found.filter(({ settledMs }) => settledMs > this.doneMs);
    if (news.length < atLeast) return [...news];
    const refs = news.flatMap(({ evidence }) => evidence);
    const fields = sourceFields(env.config);
    const sources = await readDocuments(env.client, refs, fields, env.reading);
    const feedback = new Feedback(await env.labels.list());
    const nowMs = Date.now();
    const operations = news.flatMap(
      (unit) =>
        unitOperation(unit, {
          modelId: this.modelId,
          pattern: this.pattern,
          threshold: this.thresholdOf(unit),
          feedback,
          nowMs,
          messageOf: ({ index, id }) => this.textOf(sources.get(`${index}/${id}`)),
        }) ?? [],
    );
    const { failures } = await runBulk(env.client, operations, { retry: env.writing });
    for (const { reason } of failures) {
      this.onRefused(`window or session not stored: ${reason}`);
    }
    return [];
  }

  private thresholdOf({ verdict }: FoundUnit): number {
    const { windows, sessions } = this.pipeline.units;
    return (verdict.kind === 'window' ? windows : sessions)?.threshold ?? 0;
  }

  private textOf(source: Record<string, unknown> | undefined): string {
    const parsed = source ? parseDocument(source, this.mapping) : null;
    return parsed?.ok ? parsed.event.raw : '';
  }
}
