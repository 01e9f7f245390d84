import type { ScoreCounts } from '../../score_counts';

/** GET /api/anomalies/models/{id}/evaluation: what a model gave which score, and what people said of it. */
export interface Evaluation {
  scores: ScoreCounts;
  /** Kept lines that somebody judged, by step of the score (0.1 points), rising. */
  judged: JudgedStep[];
  /** Verdicts behind them: one holds for all lines of its pattern on its host. */
  verdicts: number;
}

export interface JudgedStep {
  step: number;
  real: number;
  notReal: number;
}
