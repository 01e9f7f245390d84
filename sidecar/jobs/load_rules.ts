import type { BatchScorer } from './batch_scorer';
import type { JobEnvironment } from './environment';

/** Has a scorer judge by the labels and the threshold as they are now. */
export async function loadRules(
  { labels, models }: Pick<JobEnvironment, 'labels' | 'models'>,
  scorer: BatchScorer,
): Promise<void> {
  const [known, model] = await Promise.all([labels.list(), models.get(scorer.modelId)]);
  scorer.setLabels(known);
  if (model) scorer.setThreshold(model.threshold);
}
