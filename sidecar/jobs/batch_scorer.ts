import type { Label } from '../../common/api/labels/schema';
import { LIMITS } from '../../common/api/limits';
import type { RollupDocument } from '../../common/anomaly';
import { anomaliesIndexOf, rollupIndexOf } from '../../common/indices';
import { countScore, SCORE_BINS } from '../../common/score_bins';
import { severityOf } from '../../common/severity';
import { Feedback, type BatchScores, type TrainedPipeline } from '../pipeline';
import { parseDocument, type FieldMapping, type LogEvent } from '../pipeline/parse';
import type { BulkOperation } from '../sinks/elasticsearch/bulk';
import {
  anomalyId,
  rollupId,
  type StoredAnomaly,
  type StoredRollup,
} from '../sinks/elasticsearch/documents';
import type { SeqPage, SourceLine } from '../sources/elasticsearch/seq_reader';
import type { SourceShard } from '../sources/elasticsearch/shards';
import { SKIP_REASONS, timeFault } from './checks';

const MINUTE_MS = 60_000;

/** What one batch amounts to. */
export interface ScoredBatch {
  operations: BulkOperation[];
  /** Lines that were scored. */
  lines: number;
  flagged: number;
  /** Lines that could not be scored, by reason. */
  skipped: Record<string, number>;
  /** Time of the newest line; −Infinity where there is none. */
  newestMs: number;
}

interface Rollup {
  minuteMs: number;
  host: string;
  service: string;
  counts: Omit<RollupDocument['rollup'], 'scores'>;
  /** Lines per node of the score. */
  scores: number[];
}

/** Turns the lines of a page into the documents to write. */
export class BatchScorer {
  private feedback: Feedback;

  constructor(
    readonly modelId: string,
    private readonly pipeline: TrainedPipeline,
    labels: readonly Label[],
    private readonly mapping: FieldMapping,
    /** The job line that writes; see Origin. */
    private readonly run: string,
  ) {
    this.feedback = new Feedback(labels);
  }

  setLabels(labels: readonly Label[]): void {
    this.feedback = new Feedback(labels);
  }

  score(page: SeqPage, shard: SourceShard, nowMs: number): ScoredBatch {
    const batch: ScoredBatch = {
      operations: [],
      lines: 0,
      flagged: 0,
      skipped: {},
      newestMs: -Infinity,
    };
    if (page.oversize > 0) count(batch.skipped, 'line too large', page.oversize);
    const lines: SourceLine[] = [];
    const events: LogEvent[] = [];
    for (const line of page.lines) {
      const parsed = parseDocument(line.source, this.mapping);
      const fault = parsed.ok ? timeFault(parsed.event, nowMs) : SKIP_REASONS[parsed.reason];
      if (fault !== null || !parsed.ok) {
        count(batch.skipped, fault ?? 'not readable', 1);
        continue;
      }
      lines.push(line);
      events.push(parsed.event);
    }
    if (events.length === 0) return batch;
    // Reasons are worked out only where they are asked for, below.
    const scores = this.pipeline.scoreBatch(events, { reasons: 'all' });
    const rollups = new Map<string, Rollup>();
    const { threshold } = this.pipeline.info;
    for (let i = 0; i < events.length; i++) {
      const event = events[i];
      const scorePct = scores.scores[i];
      const template = scores.template(i);
      const verdict = this.feedback.judge(template.id, event.host, scorePct, threshold, nowMs);
      this.addToRollup(rollups, event, scores, i, verdict.flagged, template.is_new);
      batch.lines++;
      if (event.timestampMs > batch.newestMs) batch.newestMs = event.timestampMs;
      if (verdict.flagged) batch.flagged++;
      if (!verdict.flagged && !verdict.suppressed) continue;
      batch.operations.push(
        this.anomaly(lines[i], event, shard, scores, i, nowMs, {
          suppressed: !verdict.flagged,
          ...(verdict.verdict ? { label: verdict.verdict } : {}),
          ...(verdict.labelId ? { label_id: verdict.labelId } : {}),
        }),
      );
    }
    for (const rollup of rollups.values()) {
      batch.operations.push(this.rollup(rollup, shard, page.fromSeqNo));
    }
    return batch;
  }

  private addToRollup(
    rollups: Map<string, Rollup>,
    event: LogEvent,
    { scores, unsupervised }: BatchScores,
    i: number,
    flagged: boolean,
    isNew: boolean,
  ): void {
    const minuteMs = Math.floor(event.timestampMs / MINUTE_MS) * MINUTE_MS;
    const { host, service, level } = event;
    const key = `${minuteMs}\u0000${host}\u0000${service}`;
    let rollup = rollups.get(key);
    if (!rollup) {
      const counts = {
        model: this.modelId,
        lines: 0,
        flagged: 0,
        max_score: 0,
        levels: {},
        new_patterns: 0,
      };
      const scores = new Array<number>(SCORE_BINS.length).fill(0);
      rollup = { minuteMs, host, service, counts, scores };
      rollups.set(key, rollup);
    }
    const { counts } = rollup;
    counts.lines++;
    if (flagged) counts.flagged++;
    if (scores[i] > counts.max_score) counts.max_score = round(scores[i]);
    counts.levels[level] = (counts.levels[level] ?? 0) + 1;
    if (isNew) counts.new_patterns++;
    // Drift is of the logs: what labels make of a score is not.
    countScore(rollup.scores, unsupervised[i]);
  }

  private anomaly(
    line: SourceLine,
    event: LogEvent,
    shard: SourceShard,
    scores: BatchScores,
    i: number,
    nowMs: number,
    verdict: Pick<StoredAnomaly['anomaly'], 'suppressed' | 'label' | 'label_id'>,
  ): BulkOperation {
    // Not rounded: a label is judged against the score again, and must come to the same answer.
    const scorePct = scores.scores[i];
    const detectors = Object.entries(scores.detectorScores).map(([name, values]) => {
      return [name, round(values[i])] as const;
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

  private rollup(rollup: Rollup, shard: SourceShard, fromSeqNo: number): BulkOperation {
    const { minuteMs, host, service, counts } = rollup;
    const scores = SCORE_BINS.map((bin, i) => [bin, round(rollup.scores[i])] as const);
    const document: StoredRollup = {
      '@timestamp': new Date(minuteMs).toISOString(),
      host: { name: host },
      service: { name: service },
      rollup: {
        ...counts,
        scores: Object.fromEntries(scores.filter(([, lines]) => lines > 0)),
      },
      origin: this.origin(shard, fromSeqNo),
    };
    return {
      kind: 'index',
      index: rollupIndexOf(minuteMs),
      id: rollupId(this.modelId, shard, fromSeqNo, minuteMs, host, service),
      document,
    };
  }

  private origin(shard: SourceShard, seqNo: number): StoredAnomaly['origin'] {
    return { run: this.run, index_uuid: shard.indexUuid, shard: shard.shard, seq_no: seqNo };
  }
}

/** Figures that are only shown. */
function round(scorePct: number): number {
  return Math.round(scorePct * 100) / 100;
}

export function count(counts: Record<string, number>, reason: string, by: number): void {
  counts[reason] = (counts[reason] ?? 0) + by;
}
