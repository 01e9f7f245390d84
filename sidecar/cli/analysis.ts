import { rarityOfScore, severityOf } from '../../common/severity';
import type { BatchScores, TrainedPipeline } from '../pipeline';
import type { EventBlock } from './event_files';
import { PointSample } from './point_sample';
import type { Findings } from './report';
import { toIso } from './training';

type Outlier = Findings['significant_outliers'][number];

/** Outliers that are listed; the rest is counted. */
const MAX_OUTLIERS = 10_000;
/** Patterns that are listed. */
const MAX_PATTERNS = 1_000;

interface PatternCount {
  id: string;
  text: string;
  count: number;
}

/**
 * Gathers what a model says about lines, block after block: patterns by count, the worst outliers, points to
 * plot. Memory is bounded by the patterns and by the number of outliers and points that are kept.
 */
export class Analysis {
  readonly points = new PointSample();
  private lines = 0;
  private readonly severities: NonNullable<Findings['severities']> = {};
  private firstMs = Infinity;
  private lastMs = -Infinity;
  private readonly patterns = new Map<string, PatternCount>();
  private outliers: Outlier[] = [];

  /** @param nameFiles whether outliers say which file they are from */
  constructor(
    private readonly pipeline: TrainedPipeline,
    private readonly nameFiles: boolean,
  ) {}

  add(block: EventBlock): void {
    const batch = this.pipeline.scoreBatch(block.events, { reasons: 'flagged' });
    for (let i = 0; i < block.events.length; i++) {
      const { timestampMs } = block.events[i];
      if (timestampMs < this.firstMs) this.firstMs = timestampMs;
      if (timestampMs > this.lastMs) this.lastMs = timestampMs;
      const pattern = this.count(batch, i);
      const flagged = batch.flagged[i] === 1;
      this.points.add({ timestampMs, scorePct: batch.scores[i], pattern: pattern.text }, flagged);
      if (flagged) this.keep(block, batch, i);
    }
    this.lines += block.events.length;
  }

  findings(model: string, skipped: number): Findings {
    this.sortOutliers();
    return {
      model,
      lines: this.lines,
      skipped,
      severities: this.severities,
      threshold: this.pipeline.threshold,
      first: toIso(this.firstMs),
      last: toIso(this.lastMs),
      common_patterns: [...this.patterns.values()]
        .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
        .slice(0, MAX_PATTERNS)
        .map((pattern) => ({ ...pattern, share: pattern.count / this.lines })),
      significant_outliers: this.outliers,
    };
  }

  private count(batch: BatchScores, i: number): PatternCount {
    const { id, text } = batch.template(i);
    let pattern = this.patterns.get(id);
    if (!pattern) this.patterns.set(id, (pattern = { id, text, count: 0 }));
    pattern.count++;
    return pattern;
  }

  private keep(block: EventBlock, batch: BatchScores, i: number): void {
    const score = batch.scores[i];
    const severity = severityOf(score);
    this.severities[severity] = (this.severities[severity] ?? 0) + 1;
    const { raw, timestampMs } = block.events[i];
    const detectors = Object.entries(batch.detectorScores).map(([name, of]) => [name, of[i]]);
    this.outliers.push({
      ...(this.nameFiles ? { file: block.file } : {}),
      line: block.lineNumbers[i],
      score,
      severity,
      flagged: true,
      one_in: rarityOfScore(batch.unsupervised[i]),
      message: raw,
      timestamp: toIso(timestampMs),
      template: batch.template(i),
      detectors: Object.fromEntries(detectors),
      reasons: batch.reasons(i),
    });
    if (this.outliers.length >= 2 * MAX_OUTLIERS) this.sortOutliers();
  }

  /** Worst first, and only so many. The order of lines with the same score is that of the input. */
  private sortOutliers(): void {
    this.outliers.sort((a, b) => b.score - a.score);
    this.outliers.length = Math.min(this.outliers.length, MAX_OUTLIERS);
  }
}
