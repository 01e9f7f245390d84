import type { BacktestLine, BacktestResult } from '../../common/api/backtest/schema';
import { LIMITS } from '../../common/api/limits';
import { SEVERITIES, severityOf, type Severity } from '../../common/severity';
import type { BatchScores } from '../pipeline';
import type { LogEvent } from '../pipeline/parse';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Steps of the timeline, at most. */
const MAX_STEPS = 120;
const STEPS_MS = [1, 5, 10, 30, 60, 180, 360, 720, 1_440, 10_080].map((m) => m * MINUTE_MS);
const MAX_PATTERNS = 10_000;
const SHOWN_PATTERNS = 10;
/** Flagged lines that are remembered to be compared; beyond, nothing is compared. */
const MAX_REMEMBERED = 200_000;

export interface TallyOptions {
  fromMs: number;
  toMs: number;
  /** Strangest lines that are kept. */
  top: number;
}

/** Counts what a model flags, in memory that does not grow with the lines. */
export class BacktestTally {
  lines = 0;
  flagged = 0;
  private readonly stepMs: number;
  private readonly steps = new Map<number, { lines: number; flagged: number }>();
  private readonly severities = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, 0]),
  ) as Record<Severity, number>;
  private readonly patterns = new Map<string, BacktestResult['patterns'][number]>();
  /** The strangest line of each pattern on each host, of those that are strange enough. */
  private readonly strangest = new Map<string, BacktestLine>();
  private ids: Set<string> | null = new Set();

  constructor(private readonly options: TallyOptions) {
    const spanMs = options.toMs - options.fromMs;
    this.stepMs =
      STEPS_MS.find((stepMs) => spanMs / stepMs <= MAX_STEPS) ??
      Math.ceil(spanMs / MAX_STEPS / DAY_MS) * DAY_MS;
  }

  add(
    event: LogEvent,
    source: BacktestLine['source'],
    scores: BatchScores,
    i: number,
    isFlagged: boolean,
  ): void {
    this.lines++;
    const step = this.stepOf(event.timestampMs);
    step.lines++;
    if (!isFlagged) return;
    step.flagged++;
    this.flagged++;
    const score = scores.scores[i];
    this.severities[severityOf(score)]++;
    this.countPattern(scores, i, score);
    this.keepStrange(event, source, scores, i, score);
    this.ids?.add(idOf(source));
    if (this.ids && this.ids.size > MAX_REMEMBERED) this.ids = null;
  }

  /** Whether flagged lines are remembered, so that they can be told from those of another model. */
  get isComparable(): boolean {
    return this.ids !== null;
  }

  has(source: BacktestLine['source']): boolean {
    return this.ids?.has(idOf(source)) ?? false;
  }

  result(): Pick<
    BacktestResult,
    | 'lines'
    | 'flagged'
    | 'flagged_per_day'
    | 'days'
    | 'by_severity'
    | 'timeline'
    | 'top'
    | 'patterns'
  > {
    const days = Math.max(1 / 24, (this.options.toMs - this.options.fromMs) / DAY_MS);
    const points = [...this.steps]
      .sort(([a], [b]) => a - b)
      .map(([atMs, counts]) => ({ at: new Date(atMs).toISOString(), ...counts }));
    return {
      lines: this.lines,
      flagged: this.flagged,
      flagged_per_day: this.flagged / days,
      days,
      by_severity: this.severities,
      timeline: { step_seconds: this.stepMs / 1_000, points },
      top: this.top(),
      patterns: [...this.patterns.values()]
        .sort((a, b) => b.flagged - a.flagged || b.max_score - a.max_score)
        .slice(0, SHOWN_PATTERNS),
    };
  }

  private stepOf(timestampMs: number): { lines: number; flagged: number } {
    const atMs = Math.floor(timestampMs / this.stepMs) * this.stepMs;
    let step = this.steps.get(atMs);
    if (!step) this.steps.set(atMs, (step = { lines: 0, flagged: 0 }));
    return step;
  }

  private countPattern(scores: BatchScores, i: number, score: number): void {
    const template = scores.template(i);
    const known = this.patterns.get(template.id);
    if (known) {
      known.flagged++;
      known.max_score = Math.max(known.max_score, score);
    } else if (this.patterns.size < MAX_PATTERNS) {
      this.patterns.set(template.id, { ...template, flagged: 1, max_score: score });
    }
  }

  private keepStrange(
    event: LogEvent,
    source: BacktestLine['source'],
    scores: BatchScores,
    i: number,
    score: number,
  ): void {
    const template = scores.template(i);
    const key = `${template.id}\u0000${event.host}`;
    const known = this.strangest.get(key);
    if (known && known.score >= score) return;
    const isFull = this.strangest.size >= 2 * this.options.top;
    if (!known && isFull) {
      const top = this.top();
      if (top[top.length - 1].score >= score) return;
      const kept = new Set(top);
      for (const [at, line] of this.strangest) if (!kept.has(line)) this.strangest.delete(at);
    }
    this.strangest.set(key, {
      timestamp: new Date(event.timestampMs).toISOString(),
      message: event.raw.slice(0, LIMITS.maxLineChars),
      host: event.host,
      service: event.service,
      score,
      severity: severityOf(score),
      template,
      reasons: scores.reasons(i),
      source,
    });
  }

  private top(): BacktestLine[] {
    return [...this.strangest.values()]
      .sort((a, b) => b.score - a.score || a.timestamp.localeCompare(b.timestamp))
      .slice(0, this.options.top);
  }
}

const idOf = ({ index, id }: BacktestLine['source']) => `${index}\u0000${id}`;
