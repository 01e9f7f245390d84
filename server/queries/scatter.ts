import { bucketGrid, bucketIndex, type BucketGrid } from '../../common/app_api/buckets';
import type { Scatter, ScatterRequest, ScatterSeries } from '../../common/app_api/scatter/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import {
  histogramOn,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type TermBucket,
  type TimeBucket,
} from './elasticsearch';
import { allMatching, matchingOf } from './matching';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

/** Parts each severity band into whole bins; with 60 buckets and ten series it keeps below 65,536 buckets. */
const SCORE_STEP = 2.5;
const MAX_SCORE = 100;
const REST = 'rest';

interface TimeScoreBucket extends TimeBucket {
  scores: Buckets<{ key: number; doc_count: number }>;
}

interface SeriesAnswer {
  doc_count: number;
  times: Buckets<TimeScoreBucket>;
}

/** Counts of matching lines by pattern, time and score. */
export async function readScatter(
  read: Read,
  request: ScatterRequest,
  activeModel: string | undefined,
): Promise<Scatter> {
  const fromMs = Date.parse(request.from);
  const toMs = Date.parse(request.to);
  const grid = bucketGrid(fromMs, toMs, request.buckets, request.utc_offset_minutes * 60_000);
  const query = allMatching(await matchingOf(read, request, activeModel));
  const patterns = await topPatterns(read, query, request.patterns);
  const { aggregations } = await search<
    never,
    { series: { buckets: Record<string, SeriesAnswer> } }
  >(read, ANOMALIES_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query,
    aggs: {
      series: {
        filters: {
          filters: Object.fromEntries(
            patterns.map(({ id }, i): [string, Query] => [
              String(i),
              { term: { 'anomaly.template.id': id } },
            ]),
          ),
          other_bucket: true,
          other_bucket_key: REST,
        },
        aggs: { times: histogramOn(grid, BY_SCORE) },
      },
    },
  });
  const answers = aggregations?.series.buckets ?? {};
  const series = [...patterns, null].map((pattern, i): ScatterSeries => {
    const answer = answers[pattern ? String(i) : REST];
    return { pattern, count: answer?.doc_count ?? 0, points: pointsOf(answer, grid) };
  });
  return { grid, scoreStep: SCORE_STEP, series: series.filter(({ count }) => count > 0) };
}

const BY_SCORE: Aggregations = {
  scores: { histogram: { field: 'anomaly.score', interval: SCORE_STEP, min_doc_count: 1 } },
};

async function topPatterns(
  read: Read,
  query: Query,
  size: number,
): Promise<{ id: string; text: string }[]> {
  const { aggregations } = await search<never, { patterns: Buckets<TermBucket & PatternText> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query,
      aggs: {
        patterns: { terms: { field: 'anomaly.template.id', size }, aggs: TEXT_OF_PATTERN },
      },
    },
  );
  return (aggregations?.patterns.buckets ?? []).map((bucket) => ({
    id: bucket.key,
    text: readPatternText(bucket),
  }));
}

function pointsOf(answer: SeriesAnswer | undefined, grid: BucketGrid): ScatterSeries['points'] {
  // The highest score of all is no bin of its own.
  const lastBin = MAX_SCORE / SCORE_STEP - 1;
  return (answer?.times.buckets ?? []).flatMap(({ key, scores }) =>
    scores.buckets.map((score): [number, number, number] => [
      bucketIndex(grid, key),
      Math.min(lastBin, Math.round(score.key / SCORE_STEP)),
      score.doc_count,
    ]),
  );
}
