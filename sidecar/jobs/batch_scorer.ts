import type { Label } from '../../common/api/labels/schema';
import { LIMITS } from '../../common/api/limits';
import { anomaliesIndexOf } from '../../common/indices';
import { severityOf } from '../../common/severity';
import type { BatchMeasure } from '../metrics/metrics';
import { Feedback, type BatchScores, type TrainedPipeline } from '../pipeline';
import { parseDocument, type FieldMapping, type LogEvent } from '../pipeline/parse';
import type { BulkOperation } from '../sinks/elasticsearch/bulk';
import { anomalyId, type Origin, type StoredAnomaly } from '../sinks/elasticsearch/documents';
import type { SeqPage, SourceLine } from '../sources/elasticsearch/seq_reader';
import type { SourceShard } from '../sources/elasticsearch/shards';
import { SKIP_REASONS, timeFault } from './checks';
import { MinuteRollups, twoPlaces } from './minute_rollups';
import { PatternCatalogue } from './pattern_catalogue';

/** What one batch amounts to. */
export interface ScoredBatch {
  operations: BulkOperation[];
  /** Lines that were scored. */
  lines: number;
  flagged: number;
  /** Lines that could not be scored, by reason. */
  skipped: Record<string, number>;
  /** The same lines, but those that were too large to be read. */
  unreadable: { line: SourceLine; reason: string }[];
  /** Time of the newest line; −Infinity where there is none. */
  newestMs: number;
  /** Ids of the patterns that the catalogue is told of with this batch. */
  described: string[];
}

/** Where lines count that belong together beyond their batch; see {@link MinuteRollups.operations}. */
export interface Counting {
  rollups: MinuteRollups;
  /** First sequence number of all lines in the rollups. */
  fromSeqNo: number;
  version: number;
}

/** What lines are of, and what of it stands in their results. */
export type LineSource = Pick<SourceShard, 'indexName' | 'indexUuid' | 'shard'>;

/** Turns the lines of a page into the documents to write. */
export class BatchScorer {
  private feedback: Feedback;
  private readonly catalogue: PatternCatalogue;

  constructor(
    readonly modelId: string,
    private readonly pipeline: TrainedPipeline,
    labels: readonly Label[],
    private readonly mapping: FieldMapping,
    /** The job line that writes; see Origin. */
    private readonly run: string,
  ) {
    this.feedback = new Feedback(labels);
    this.catalogue = new PatternCatalogue(modelId, pipeline);
  }

  setLabels(labels: readonly Label[]): void {
    this.feedback = new Feedback(labels);
  }

  /** What the batch holds was written: its patterns need not be described again. */
  wasWritten(batch: ScoredBatch): void {
    this.catalogue.wasWritten(batch.described);
  }

  setThreshold(thresholdPct: number): void {
    this.pipeline.threshold = thresholdPct;
  }

  /** @param counting where the lines are added to others; without it, the batch has rollups of its own */
  score(page: SeqPage, shard: LineSource, nowMs: number, counting?: Counting): ScoredBatch {
    const batch: ScoredBatch = {
      operations: [],
      lines: 0,
      flagged: 0,
      skipped: {},
      unreadable: [],
      newestMs: -Infinity,
      described: [],
    };
    if (page.oversize > 0) count(batch.skipped, 'line too large', page.oversize);
    const lines: SourceLine[] = [];
    const events: LogEvent[] = [];
    for (const line of page.lines) {
      const parsed = parseDocument(line.source, this.mapping);
      const fault = parsed.ok ? timeFault(parsed.event, nowMs) : SKIP_REASONS[parsed.reason];
      if (fault !== null || !parsed.ok) {
        const reason = fault ?? 'not readable';
        count(batch.skipped, reason, 1);
        batch.unreadable.push({ line, reason });
        continue;
      }
      lines.push(line);
      events.push(parsed.event);
    }
    if (events.length === 0) return batch;
    // Reasons are worked out only where they are asked for, below.
    const scores = this.pipeline.scoreBatch(events, { reasons: 'all' });
    const rollups = counting?.rollups ?? new MinuteRollups(this.modelId);
    const met = new Map<string, string>();
    const { threshold, keptFrom } = this.pipeline;
    for (let i = 0; i < events.length; i++) {
      const event = events[i];
      const scorePct = scores.scores[i];
      const template = scores.template(i);
      const verdict = this.feedback.judge(template.id, event.host, scorePct, threshold, nowMs);
      rollups.add({
        event,
        templateId: template.id,
        isNew: template.is_new,
        scorePct,
        unsupervisedPct: scores.unsupervised[i],
        flagged: verdict.flagged,
      });
      met.set(template.id, template.text);
      batch.lines++;
      if (event.timestampMs > batch.newestMs) batch.newestMs = event.timestampMs;
      if (verdict.flagged) batch.flagged++;
      if (!verdict.flagged && !verdict.suppressed && scorePct < keptFrom) continue;
      batch.operations.push(
        this.anomaly(lines[i], event, shard, scores, i, nowMs, {
          suppressed: !verdict.flagged,
          ...(verdict.verdict ? { label: verdict.verdict } : {}),
          ...(verdict.labelId ? { label_id: verdict.labelId } : {}),
        }),
      );
    }
    const rollupsFrom = this.origin(shard, counting?.fromSeqNo ?? page.fromSeqNo);
    batch.operations.push(...rollups.operations(rollupsFrom, counting?.version));
    const { ids, operations } = this.catalogue.describe(met);
    batch.described = ids;
    batch.operations.push(...operations);
    return batch;
  }

  private anomaly(
    line: SourceLine,
    event: LogEvent,
    shard: LineSource,
    scores: BatchScores,
    i: number,
    nowMs: number,
    verdict: Pick<StoredAnomaly['anomaly'], 'suppressed' | 'label' | 'label_id'>,
  ): BulkOperation {
    // Not rounded: a label is judged against the score again, and must come to the same answer.
    const scorePct = scores.scores[i];
    const detectors = Object.entries(scores.detectorScores).map(([name, values]) => {
      return [name, twoPlaces(values[i])] as const;
    });
    const document: StoredAnomaly = {
      '@timestamp': new Date(event.timestampMs).toISOString(),
      message: event.raw.slice(0, LIMITS.maxLineChars),
      log: { level: event.level },
      host: { name: event.host },
      service: { name: event.service },
      source: {
        index: shard.indexName,
        id: line.id,
        ...(event.sourceIp ? { ip: event.sourceIp } : {}),
      },
      event: { ingested: new Date(nowMs).toISOString() },
      anomaly: {
        score: scorePct,
        severity: severityOf(scorePct),
        model: this.modelId,
        detectors: Object.fromEntries(detectors),
        template: scores.template(i),
        reasons: scores.reasons(i),
        ...verdict,
      },
      origin: this.origin(shard, line.seqNo),
    };
    return {
      kind: 'index',
      index: anomaliesIndexOf(event.timestampMs),
      id: anomalyId(this.modelId, shard.indexName, line.id),
      document,
    };
  }

  private origin(shard: LineSource, seqNo: number): Origin {
    return { run: this.run, index_uuid: shard.indexUuid, shard: shard.shard, seq_no: seqNo };
  }
}

export function measureOf(batch: ScoredBatch, startMs: number): BatchMeasure {
  const { lines, flagged, skipped } = batch;
  return { lines, flagged, skipped, seconds: (performance.now() - startMs) / 1_000 };
}

export function count(counts: Record<string, number>, reason: string, by: number): void {
  counts[reason] = (counts[reason] ?? 0) + by;
}
