import type { Client } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import {
  keptAggregations,
  keptLinesQuery,
  scoreCountsOf,
  scoredAggregations,
  type KeptAnswer,
  type ScoreCounts,
  type ScoredAnswer,
} from '../../common/score_counts';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';

/** What a model made of the lines that it scored. */
export async function readScoreCounts(
  client: Client,
  modelId: string,
  retry: RetryOptions,
): Promise<ScoreCounts> {
  const request = { ignore_unavailable: true, size: 0, track_total_hits: false } as const;
  const [kept, scored] = await Promise.all([
    withRetry(
      () =>
        client.search<unknown, KeptAnswer>({
          ...request,
          index: ANOMALIES_INDEX_PATTERN,
          query: keptLinesQuery(modelId),
          aggs: keptAggregations(),
        }),
      retry,
    ),
    withRetry(
      () =>
        client.search<unknown, ScoredAnswer>({
          ...request,
          index: ROLLUP_INDEX_PATTERN,
          query: { term: { 'rollup.model': modelId } },
          aggs: scoredAggregations(),
        }),
      retry,
    ),
  ]);
  return scoreCountsOf(kept.aggregations, scored.aggregations);
}
