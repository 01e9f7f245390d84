import type { Evaluation, JudgedStep } from '../../common/app_api/evaluation/schema';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import {
  keptAggregations,
  keptLinesQuery,
  scoreCountsOf,
  scoredAggregations,
  scoreHistogram,
  stepOfKey,
  type KeptAnswer,
  type ScoredAnswer,
} from '../../common/score_counts';
import { search, type Read, type SingleValue } from './elasticsearch';

interface ScoreBuckets {
  scores: { buckets: { key: number; doc_count: number }[] };
}

interface KeptAggregations extends KeptAnswer {
  real: ScoreBuckets;
  notReal: ScoreBuckets;
  judged: { verdicts: SingleValue };
}

const labelled = (label: string) => ({
  filter: { term: { 'anomaly.label': label } },
  aggs: { scores: scoreHistogram() },
});

/** What a model made of the lines that it scored, and how that compares with the verdicts on them. */
export async function readEvaluation(read: Read, modelId: string): Promise<Evaluation> {
  const [kept, scored] = await Promise.all([
    search<unknown, KeptAggregations>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: keptLinesQuery(modelId),
      aggs: {
        ...keptAggregations(),
        real: labelled('true'),
        notReal: labelled('false_positive'),
        judged: {
          filter: { terms: { 'anomaly.label': ['true', 'false_positive'] } },
          aggs: { verdicts: { cardinality: { field: 'anomaly.label_id' } } },
        },
      },
    }),
    search<unknown, ScoredAnswer>(read, ROLLUP_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: { term: { 'rollup.model': modelId } },
      aggs: scoredAggregations(),
    }),
  ]);
  const { aggregations } = kept;
  return {
    scores: scoreCountsOf(aggregations, scored.aggregations),
    judged: aggregations ? judgedSteps(aggregations) : [],
    verdicts: aggregations?.judged.verdicts.value ?? 0,
  };
}

function judgedSteps({ real, notReal }: KeptAggregations): JudgedStep[] {
  const steps = new Map<number, JudgedStep>();
  const add = ({ scores }: ScoreBuckets, field: 'real' | 'notReal') => {
    for (const { key, doc_count: lines } of scores.buckets) {
      const step = stepOfKey(key);
      const known = steps.get(step) ?? { step, real: 0, notReal: 0 };
      steps.set(step, { ...known, [field]: lines });
    }
  };
  add(real, 'real');
  add(notReal, 'notReal');
  return [...steps.values()].sort((a, b) => a.step - b.step);
}
