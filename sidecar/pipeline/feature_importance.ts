import type { FeatureMatrix } from './features/matrix';
import type { Ensemble } from './scoring';

/** Lines that importance is averaged over: the highest scores, since those are what people see. */
const TOP_LINES = 200;

/**
 * What a model rests on: the share of each feature in the contributions to the highest training scores.
 * @returns features in falling importance, adding up to 1
 */
export function featureImportance(
  ensemble: Ensemble<FeatureMatrix>,
  matrix: FeatureMatrix,
  scores: Float64Array,
): { feature: string; importance: number }[] {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const nats = new Map<string, number>();
  let total = 0;
  for (const row of order.subarray(0, TOP_LINES))
    for (const { contributions } of ensemble.explain(matrix, row))
      for (const { feature, value } of contributions) {
        if (value <= 0) continue;
        nats.set(feature, (nats.get(feature) ?? 0) + value);
        total += value;
      }
  return [...nats]
    .map(([feature, value]) => ({ feature, importance: value / total }))
    .sort((a, b) => b.importance - a.importance);
}
