import { fieldMapping } from '../field_mapping';
import { areLive } from '../jobs/units/live_logs';
import { unitOperation } from '../jobs/units/unit_document';
import { Feedback } from '../pipeline';
import { parseDocument, type FieldMapping } from '../pipeline/parse';
import { UnitTracker, type FoundUnit } from '../pipeline/units';
import { runBulk } from '../sinks/elasticsearch/bulk';
import type { SeqPage } from '../sources/elasticsearch/seq_reader';
import { decodeMessage } from '../sources/kafka/message';
import type { PartitionState } from '../store/stores';
import type { LoadedModel } from './model_pool';
import type { PartitionIdentity } from './partition_consumer';
import type { PartitionParts } from './partition_parts';

/** Units are looked for after so many lines, or so long. */
const LINES_A_LOOK = 20_000;
const INTERVAL_MS = 15_000;

type Place = Pick<PartitionIdentity, 'topic' | 'partition'>;

/** The lines of a part of the partition, and how far their times reach. */
interface Stretch {
  fromOffset: number;
  newestMs: number;
}

/**
 * Windows and sessions of the streams of one partition, gathered in the order of its messages. What is open is not stored:
 * the checkpoint holds the offset from which it can be gathered again, by whoever has the partition then.
 */
export class PartitionUnits {
  private tracker: UnitTracker | null = null;
  private readonly mapping: FieldMapping;
  private readonly stretches: Stretch[] = [];
  private newestMs = -Infinity;
  private nextOffset = 0;
  private linesSinceLook = 0;
  private lookedAtMs = performance.now();

  private constructor(
    private readonly parts: PartitionParts,
    private readonly place: Place,
    private readonly model: LoadedModel,
    /** Units that ended by then are written; null before the first look. */
    private doneMs: number | null,
  ) {
    this.mapping = fieldMapping(parts.env.config);
  }

  /** Units of a partition from its next line on; null where the model has none. */
  static begin(parts: PartitionParts, place: Place, model: LoadedModel): PartitionUnits | null {
    const { windows, sessions } = model.pipeline.units;
    if (windows === null && sessions === null) return null;
    return new PartitionUnits(parts, place, model, null);
  }

  /** The same, where another process has judged units already. */
  static resume(
    parts: PartitionParts,
    place: Place,
    model: LoadedModel,
    { unitsDoneMs }: PartitionState,
  ): PartitionUnits | null {
    const units = PartitionUnits.begin(parts, place, model);
    if (units) units.doneMs = unitsDoneMs;
    return units;
  }

  add(page: SeqPage): void {
    let newestMs = -Infinity;
    for (const line of page.lines) {
      const parsed = parseDocument(line.source, this.mapping);
      if (!parsed.ok || Number.isNaN(parsed.event.timestampMs)) continue;
      const { timestampMs } = parsed.event;
      this.tracker ??= new UnitTracker(this.model.pipeline, timestampMs, { streams: 'seen' });
      this.tracker.add(parsed.event, { index: this.place.topic.name, id: line.id });
      newestMs = Math.max(newestMs, timestampMs);
    }
    this.stretches.push({ fromOffset: page.fromSeqNo, newestMs });
    this.newestMs = Math.max(this.newestMs, newestMs);
    this.nextOffset = page.nextSeqNo;
    this.linesSinceLook += page.lines.length;
  }

  /** Judges what has ended by the time of the newest line, where it is time to look. */
  async judge(): Promise<void> {
    const isDue =
      this.linesSinceLook >= LINES_A_LOOK || performance.now() - this.lookedAtMs >= INTERVAL_MS;
    if (isDue) await this.look(this.newestMs);
  }

  /** While nothing comes, time goes on for logs that are live. */
  async idle(save: () => Promise<void>): Promise<void> {
    if (performance.now() - this.lookedAtMs < INTERVAL_MS) return;
    await this.look(areLive(this.newestMs) ? Date.now() : this.newestMs);
    if (this.tracker) await save();
  }

  /** What to note in the checkpoint. */
  state(): Pick<PartitionState, 'unitsFrom' | 'unitsDoneMs'> {
    if (!this.tracker) return { unitsFrom: null, unitsDoneMs: this.doneMs };
    const doneMs = this.doneMs ?? -Infinity;
    const neededMs = Number.isFinite(doneMs) ? this.tracker.resumeFromMs(doneMs) : -Infinity;
    while (this.stretches.length > 0 && this.stretches[0].newestMs < neededMs)
      this.stretches.shift();
    return {
      unitsFrom: this.stretches.at(0)?.fromOffset ?? this.nextOffset,
      unitsDoneMs: this.doneMs,
    };
  }

  private async look(newestMs: number): Promise<void> {
    this.linesSinceLook = 0;
    this.lookedAtMs = performance.now();
    const reachedMs = newestMs - this.parts.env.config.lateLinesMs;
    if (!this.tracker || !Number.isFinite(reachedMs) || reachedMs <= (this.doneMs ?? -Infinity)) {
      return;
    }
    const found = [...this.tracker.close(reachedMs)];
    await this.write(found.filter(({ settledMs }) => settledMs > (this.doneMs ?? -Infinity)));
    this.doneMs = reachedMs;
  }

  private async write(found: readonly FoundUnit[]): Promise<void> {
    if (found.length === 0) return;
    const { env } = this.parts;
    const messages = await this.messagesOf(found);
    const feedback = new Feedback(await env.labels.list());
    const nowMs = Date.now();
    const { windows, sessions } = this.model.pipeline.units;
    const operations = found.flatMap(
      (unit) =>
        unitOperation(unit, {
          modelId: this.model.id,
          pattern: this.place.topic.name,
          threshold: (unit.verdict.kind === 'window' ? windows : sessions)?.threshold ?? 0,
          feedback,
          nowMs,
          messageOf: ({ id }) => messages.get(id) ?? '',
        }) ?? [],
    );
    const { failures } = await runBulk(env.client, operations, { retry: env.retry });
    if (failures.length > 0) {
      throw new Error(`Windows and sessions cannot be stored: ${failures[0].reason}`);
    }
  }

  /** The text of the lines that are shown with units, by id. Lines that Kafka has deleted have none. */
  private async messagesOf(found: readonly FoundUnit[]): Promise<Map<string, string>> {
    const { fetcher, env } = this.parts;
    const { topic, partition } = this.place;
    const ids = new Set(found.flatMap(({ evidence }) => evidence.map(({ id }) => id)));
    const texts = new Map<string, string>();
    for (const id of ids) {
      const offset = Number(id.slice(id.indexOf('/') + 1));
      const message = await fetcher.readOne(topic.name, partition, offset).catch(() => null);
      if (!message) continue;
      const decoded = decodeMessage(message, topic.format, env.config.kafkaMaxMessageBytes);
      const parsed = decoded.ok ? parseDocument(decoded.source, this.mapping) : null;
      if (parsed?.ok) texts.set(id, parsed.event.raw);
    }
    return texts;
  }
}
