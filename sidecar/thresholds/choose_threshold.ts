import type { Model } from '../../common/api/models/schema';
import type { ThresholdRequest } from '../../common/api/models/threshold_schema';
import type { ScoreCurve } from '../../common/score_counts';
import { type ScoreCounts } from '../../common/score_counts';

export const NOTHING_SCORED: ScoreCounts = { days: 0, lines: 0, nodes: [], kept: [] };

/** The threshold that is asked for: named, what training chose, or the one that a budget needs. */
export function chooseThreshold(
  { threshold, alert_budget_per_day: budget }: ThresholdRequest,
  model: Model,
  curve: ScoreCurve,
): number {
  if (typeof threshold === 'number') return threshold;
  if (threshold === null || budget === undefined) return model.trained_threshold ?? model.threshold;
  return curve.thresholdFor(budget, model.trained_on.lines_per_day);
}
