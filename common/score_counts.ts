import { SCORE_BINS, SCORE_NODES } from './score_bins';
import { scoreOfRarity } from './severity';

/** Steps of the score that kept lines are counted in. */
const STEPS_PER_POINT = 10;
const STEPS = 100 * STEPS_PER_POINT;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How many lines a model gave which score: kept ones exactly, those below as the rollups have them. */
export interface ScoreCounts {
  /** Days of logs that it scored; 0 before the first line. */
  days: number;
  lines: number;
  /** Lines at each of SCORE_NODES, in parts. */
  nodes: number[];
  /** Kept lines per step of 0.1 points: [step, lines], rising; steps without any are left out. */
  kept: [number, number][];
}

interface Sum {
  value: number | null;
}

/** What the two requests below are answered with. */
export interface KeptAnswer {
  shown: { scores: { buckets: { key: number; doc_count: number }[] } };
}
export type ScoredAnswer = {
  lines: Sum;
  first: Sum;
  last: Sum;
  days: { buckets: unknown[] };
} & Record<(typeof SCORE_BINS)[number], Sum>;

/** Lines of a model that are kept in the anomalies index; windows and sessions have thresholds of their own. */
export const keptLinesQuery = (modelId: string) => ({
  bool: {
    filter: [{ term: { 'anomaly.model': modelId } }],
    must_not: [{ exists: { field: 'anomaly.unit.kind' } }],
  },
});

/** Aggregation of kept lines by score; those that a verdict or mute holds down are no alerts at any threshold. */
export const keptAggregations = () => ({
  shown: {
    filter: {
      bool: {
        must_not: [
          {
            bool: {
              filter: [
                { term: { 'anomaly.suppressed': true } },
                { exists: { field: 'anomaly.label_id' } },
              ],
            },
          },
        ],
      },
    },
    aggs: { scores: scoreHistogram() },
  },
});

export const scoreHistogram = () => ({
  histogram: { field: 'anomaly.score', interval: 1 / STEPS_PER_POINT, min_doc_count: 1 },
});

/** The step of a bucket of {@link scoreHistogram}. */
export const stepOfKey = (key: number): number => Math.round(key * STEPS_PER_POINT);

/** Aggregation of a model's rollups: how much it scored. */
export const scoredAggregations = () => ({
  lines: { sum: { field: 'rollup.lines' } },
  first: { min: { field: '@timestamp' } },
  last: { max: { field: '@timestamp' } },
  days: { date_histogram: { field: '@timestamp', fixed_interval: '1d', min_doc_count: 1 } },
  ...Object.fromEntries(SCORE_BINS.map((bin) => [bin, { sum: { field: `rollup.scores.${bin}` } }])),
});

export function scoreCountsOf(
  kept: KeptAnswer | undefined,
  scored: ScoredAnswer | undefined,
): ScoreCounts {
  return {
    days: scored ? daysOf(scored) : 0,
    lines: scored?.lines.value ?? 0,
    nodes: SCORE_BINS.map((bin) => scored?.[bin]?.value ?? 0),
    kept: (kept?.shown.scores.buckets ?? []).map(({ key, doc_count }) => [
      stepOfKey(key),
      doc_count,
    ]),
  };
}

/** Days without any line are not counted: logs may have gaps of years. */
function daysOf({ lines, first, last, days }: ScoredAnswer): number {
  if (!lines.value || first.value === null || last.value === null) return 0;
  const spanMs = Math.max(HOUR_MS, last.value - first.value);
  return Math.min(spanMs / DAY_MS, days.buckets.length);
}

/**
 * About how many lines score at least so much, from every step of the score on. Where all lines were kept it is their
 * count; below, it is read between the nodes of the rollups.
 */
export class ScoreCurve {
  /** Kept lines at or above each step. */
  private readonly keptFrom = new Float64Array(STEPS + 2);
  /** From here on every line is among the kept ones. */
  private readonly exactStep: number;
  private readonly nodesFrom: number[];

  /** @param keptFromPct score that all lines were kept from: the trained threshold; the lowest kept score if unknown */
  constructor(
    private readonly counts: ScoreCounts,
    keptFromPct?: number,
  ) {
    for (const [step, lines] of counts.kept) this.keptFrom[Math.min(step, STEPS)] += lines;
    for (let step = STEPS - 1; step >= 0; step--) this.keptFrom[step] += this.keptFrom[step + 1];
    this.exactStep =
      keptFromPct === undefined
        ? (counts.kept.at(0)?.[0] ?? STEPS + 1)
        : Math.floor(keptFromPct * STEPS_PER_POINT);
    let sum = 0;
    this.nodesFrom = counts.nodes.map((_, i) => {
      sum += counts.nodes[counts.nodes.length - 1 - i];
      return sum;
    });
    this.nodesFrom.reverse();
  }

  /** Lines that score at least so much. */
  linesFrom(scorePct: number): number {
    const at = Math.max(0, scorePct) * STEPS_PER_POINT;
    const step = Math.min(STEPS, Math.floor(at + 1e-6));
    // Within a step its lines are taken for evenly spread.
    const above = this.keptFrom[step + 1];
    const kept = above + (this.keptFrom[step] - above) * (1 - Math.max(0, at - step));
    return step >= this.exactStep ? kept : Math.max(kept, this.estimate(scorePct));
  }

  /** Lines a day that score at least so much; null before any was scored. */
  perDay(scorePct: number): number | null {
    return this.counts.days > 0 ? this.linesFrom(scorePct) / this.counts.days : null;
  }

  /**
   * The lowest threshold, on a step, that flags no more lines a day than the budget.
   * @param linesPerDay what the calibration of scores is applied to before any line was scored
   */
  thresholdFor(budgetPerDay: number, linesPerDay: number): number {
    if (this.counts.days <= 0) return scoreOfRarity(linesPerDay / budgetPerDay);
    for (let step = 0; step < STEPS; step++) {
      const scorePct = step / STEPS_PER_POINT;
      if (this.linesFrom(scorePct) <= budgetPerDay * this.counts.days) return scorePct;
    }
    return 100;
  }

  /** Between nodes lines thin out evenly in powers; beyond the last one, as the score says. */
  private estimate(scorePct: number): number {
    const last = SCORE_NODES.length - 1;
    const at = SCORE_NODES.findIndex((_, i) => i < last && scorePct < SCORE_NODES[i + 1]);
    if (at < 0) {
      return this.nodesFrom[last] * 10 ** ((-(scorePct - SCORE_NODES[last]) * 6) / 100);
    }
    const share = (scorePct - SCORE_NODES[at]) / (SCORE_NODES[at + 1] - SCORE_NODES[at]);
    const [from, to] = [this.nodesFrom[at], this.nodesFrom[at + 1]];
    return to > 0 ? from ** (1 - share) * to ** share : from * (1 - share);
  }
}
