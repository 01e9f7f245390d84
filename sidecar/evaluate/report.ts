import type { AccuracyFigures } from '../pipeline/accuracy';

export { accuracyOf, flagAllF1, type AccuracyFigures } from '../pipeline/accuracy';

/** What `anomalies evaluate --json` prints. */
export interface EvaluationReport extends AccuracyFigures {
  units: number;
  anomalous: number | null;
  /** F1 of flagging every unit: what anything must beat. */
  flag_all_f1: number | null;
  lines_per_second: number;
  train_seconds: number;
  score_seconds: number;
  peak_rss_mb: number;
  by_detector: Record<string, AccuracyFigures>;
}
