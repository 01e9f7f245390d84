import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import {
  allOf,
  search,
  type Buckets,
  type Read,
  type SingleValue,
  type TermBucket,
} from './elasticsearch';
import { modelSegments, shownModels } from './model_segments';

export interface CountsOfPatterns {
  /** Lines of the period by pattern; null where the period's rollups know no patterns. */
  lines: Map<string, number> | null;
  /** Flagged lines by pattern, suppressed ones left out. */
  flagged: Map<string, number>;
}

/** How often some patterns came in a period, and how often they were flagged: two searches that only aggregate. */
export async function readPatternCounts(
  read: Read,
  ids: readonly string[],
  period: { fromMs: number; toMs: number },
  activeModel: string | undefined,
): Promise<CountsOfPatterns> {
  const { fromMs, toMs } = period;
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const include = [...ids];
  const size = Math.max(1, ids.length);
  const [rollups, anomalies] = await Promise.all([
    search<
      never,
      {
        patterns: { doc_count: number; ids: Buckets<TermBucket & { lines: SingleValue }> };
      }
    >(read, ROLLUP_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: allOf(shownModels('rollup.model', segments, fromMs, toMs)),
      aggs: {
        patterns: {
          nested: { path: 'rollup.patterns' },
          aggs: {
            ids: {
              terms: { field: 'rollup.patterns.id', size, include },
              aggs: { lines: { sum: { field: 'rollup.patterns.lines' } } },
            },
          },
        },
      },
    }),
    search<never, { ids: Buckets<TermBucket> }>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: allOf(shownModels('anomaly.model', segments, fromMs, toMs), {
        term: { 'anomaly.suppressed': false },
      }),
      aggs: { ids: { terms: { field: 'anomaly.template.id', size, include } } },
    }),
  ]);
  const counted = rollups.aggregations?.patterns;
  return {
    lines:
      counted && counted.doc_count > 0
        ? new Map(counted.ids.buckets.map(({ key, lines }) => [key, lines.value ?? 0]))
        : null,
    flagged: new Map(
      (anomalies.aggregations?.ids.buckets ?? []).map(({ key, doc_count: count }) => [key, count]),
    ),
  };
}
