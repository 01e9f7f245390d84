import type { LogLevel } from '../../common/log_level';
import type { PatternCount, RollupDocument } from '../../common/anomaly';
import { rollupIndexOf } from '../../common/indices';
import { countScore, SCORE_BINS } from '../../common/score_bins';
import type { LogEvent } from '../pipeline/parse';
import type { BulkOperation } from '../sinks/elasticsearch/bulk';
import { rollupId, type Origin, type StoredRollup } from '../sinks/elasticsearch/documents';

const MINUTE_MS = 60_000;

/** What a rollup counts of one line. */
export interface CountedLine {
  event: LogEvent;
  templateId: string;
  isNew: boolean;
  scorePct: number;
  /** The score without what labels made of it. */
  unsupervisedPct: number;
  flagged: boolean;
}

interface Rollup {
  minuteMs: number;
  host: string;
  service: string;
  lines: number;
  flagged: number;
  newPatterns: number;
  maxScore: number;
  levels: Partial<Record<LogLevel, number>>;
  /** Lines per node of the score. */
  scores: number[];
  patterns: Map<string, PatternCount>;
}

/** Adds up lines, those of one batch or more, by minute, host and service. */
export class MinuteRollups {
  private readonly rollups = new Map<string, Rollup>();
  /** Those with lines that were not written yet. */
  private readonly changed = new Set<Rollup>();

  constructor(private readonly modelId: string) {}

  add(line: CountedLine): void {
    const { event, scorePct } = line;
    const rollup = this.rollupOf(event);
    this.changed.add(rollup);
    rollup.lines++;
    if (line.flagged) rollup.flagged++;
    if (line.isNew) rollup.newPatterns++;
    if (scorePct > rollup.maxScore) rollup.maxScore = scorePct;
    rollup.levels[event.level] = (rollup.levels[event.level] ?? 0) + 1;
    // Drift is of the logs: what labels make of a score is not.
    countScore(rollup.scores, line.unsupervisedPct);
    countPattern(rollup.patterns, line.templateId, event.timestampMs);
  }

  /**
   * The documents to write: those with lines that were added since the last call. `origin` names the first sequence
   * number of all lines that are counted here.
   * @param version of the documents, rising from call to call; none where they are written once
   */
  operations(origin: Origin, version?: number): BulkOperation[] {
    const changed = [...this.changed];
    this.changed.clear();
    return changed.map((rollup) => this.operation(rollup, origin, version));
  }

  private rollupOf({ timestampMs, host, service }: LogEvent): Rollup {
    const minuteMs = Math.floor(timestampMs / MINUTE_MS) * MINUTE_MS;
    const key = `${minuteMs}\u0000${host}\u0000${service}`;
    let rollup = this.rollups.get(key);
    if (!rollup) {
      rollup = {
        minuteMs,
        host,
        service,
        lines: 0,
        flagged: 0,
        newPatterns: 0,
        maxScore: 0,
        levels: {},
        scores: new Array<number>(SCORE_BINS.length).fill(0),
        patterns: new Map(),
      };
      this.rollups.set(key, rollup);
    }
    return rollup;
  }

  private operation(rollup: Rollup, origin: Origin, version?: number): BulkOperation {
    const { minuteMs, host, service } = rollup;
    const document: StoredRollup = {
      '@timestamp': new Date(minuteMs).toISOString(),
      host: { name: host },
      service: { name: service },
      rollup: this.countsOf(rollup),
      origin,
    };
    return {
      kind: 'index',
      index: rollupIndexOf(minuteMs),
      id: rollupId(this.modelId, origin, minuteMs, host, service),
      document,
      ...(version === undefined ? {} : { version }),
    };
  }

  private countsOf(rollup: Rollup): RollupDocument['rollup'] {
    const scores = SCORE_BINS.map((bin, i) => [bin, twoPlaces(rollup.scores[i])] as const);
    return {
      model: this.modelId,
      lines: rollup.lines,
      flagged: rollup.flagged,
      max_score: twoPlaces(rollup.maxScore),
      levels: rollup.levels,
      new_patterns: rollup.newPatterns,
      scores: Object.fromEntries(scores.filter(([, lines]) => lines > 0)),
      patterns: [...rollup.patterns.values()],
    };
  }
}

function countPattern(patterns: Map<string, PatternCount>, id: string, timeMs: number): void {
  const counted = patterns.get(id);
  if (!counted) {
    patterns.set(id, { id, lines: 1, first: timeMs, last: timeMs });
    return;
  }
  counted.lines++;
  if (timeMs < counted.first) counted.first = timeMs;
  if (timeMs > counted.last) counted.last = timeMs;
}

/** Figures that are only shown. */
export function twoPlaces(value: number): number {
  return Math.round(value * 100) / 100;
}
