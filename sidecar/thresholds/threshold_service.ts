import type { Client } from '@elastic/elasticsearch';
import type { Model } from '../../common/api/models/schema';
import type { ThresholdRequest, ThresholdResponse } from '../../common/api/models/threshold_schema';
import { ScoreCurve, type ScoreCounts } from '../../common/score_counts';
import type { RetryOptions } from '../elasticsearch/retry';
import type { JudgingChanges } from '../labels/judging_changes';
import { rejudgeModel } from '../labels/relabel';
import type { Logger } from '../logger';
import { ModelNotFoundError, type LabelStore, type ModelStore } from '../store/stores';
import { chooseThreshold, NOTHING_SCORED } from './choose_threshold';
import { readScoreCounts } from './read_score_counts';

export interface ThresholdServiceOptions {
  models: ModelStore;
  changes: JudgingChanges;
  /** Null without Elasticsearch: then nothing is kept that could be judged anew. */
  results: { client: Client; labels: LabelStore; retry: RetryOptions } | null;
  log: Logger;
}

/** Changes from which score on lines are flagged. The trained model stays as it is. */
export class ThresholdService {
  constructor(private readonly options: ThresholdServiceOptions) {}

  /** @throws ModelNotFoundError */
  set(id: string, request: ThresholdRequest): Promise<ThresholdResponse> {
    const { changes, models, log } = this.options;
    return changes.inOrder(async () => {
      const before = await models.get(id);
      if (!before) throw new ModelNotFoundError(id);
      const keptFromPct = before.trained_threshold ?? before.threshold;
      const curve = new ScoreCurve(await this.counts(id), keptFromPct);
      const threshold = chooseThreshold(request, before, curve);
      const budget = request.alert_budget_per_day ?? before.alert_budget_per_day;
      const model = await models.setThreshold(id, threshold, budget);
      const { user } = request;
      log.info({ model: id, threshold, before: before.threshold, user }, 'Threshold changed');
      const moved = await changes.apply(() => this.rejudge(id));
      return {
        model,
        previous: {
          threshold: before.threshold,
          alert_budget_per_day: before.alert_budget_per_day,
        },
        ...moved,
        flagged_per_day: curve.perDay(threshold),
        ...backfillAdvice(before, threshold, curve),
      };
    });
  }

  private async rejudge(id: string): Promise<{ hidden: number; shown: number }> {
    const { models, results } = this.options;
    const model = await models.get(id);
    if (!results || !model) return { hidden: 0, shown: 0 };
    const labels = await results.labels.list();
    return rejudgeModel(results.client, id, model.threshold, labels, results.retry);
  }

  private async counts(id: string): Promise<ScoreCounts> {
    const { results } = this.options;
    return results ? readScoreCounts(results.client, id, results.retry) : NOTHING_SCORED;
  }
}

/** Lines below what was flagged from were never kept: who lowers the threshold below is told so. */
function backfillAdvice(
  before: Model,
  threshold: number,
  curve: ScoreCurve,
): Pick<ThresholdResponse, 'needs_backfill' | 'sentences'> {
  const keptFrom = Math.min(before.threshold, before.trained_threshold ?? before.threshold);
  const hasScored = curve.perDay(threshold) !== null;
  if (!hasScored || threshold >= keptFrom) return { needs_backfill: false, sentences: [] };
  return {
    needs_backfill: true,
    sentences: [
      `Lines that scored below ${keptFrom.toFixed(1)} were not kept so far: from now on they are flagged, older ones after the period is scored again (backfill).`,
    ],
  };
}
