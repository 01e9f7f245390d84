import type { estypes } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import type { AnomalyDocument } from '../../common/anomaly';
import { bucketGrid } from '../../common/app_api/buckets';
import type { SearchRequest, SearchResponse, SortField } from '../../common/app_api/search/schema';
import { AppError } from '../app_error';
import {
  allOf,
  histogramOn,
  search,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TimeBucket,
} from './elasticsearch';
import { facetAggregations, facetFilter, readFacets, type FacetAnswers } from './facets';
import { queryOfText, QueryTextError } from './kql';
import { modelSegments, shownModels } from './model_segments';
import { perBucket } from './overview';
import { bySeverity, noCounts, severityCounts, type BySeverity } from './severity_counts';

const SORT_FIELDS: Record<SortField, string> = {
  time: '@timestamp',
  score: 'anomaly.score',
  host: 'host.name',
  service: 'service.name',
};

interface Answer extends FacetAnswers {
  matching: {
    shown: { timeline: Buckets<TimeBucket & BySeverity> };
    suppressed: { doc_count: number };
  };
}

const SUPPRESSED: Query = { term: { 'anomaly.suppressed': true } };

/**
 * One page of flagged lines. Facets are post-filters, so that each facet can be counted without
 * itself in the same search; `total`, the timeline and the rows all stand under the same filters.
 */
export async function searchAnomalies(
  read: Read,
  request: SearchRequest,
  activeModel: string | undefined,
): Promise<SearchResponse> {
  const fromMs = Date.parse(request.from);
  const toMs = Date.parse(request.to);
  const grid = bucketGrid(fromMs, toMs, request.buckets, request.utc_offset_minutes * 60_000);
  const text = textQuery(request.query);
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const shown: Query = request.hide_suppressed
    ? { bool: { must_not: SUPPRESSED } }
    : { match_all: {} };

  const [answer, lines] = await Promise.all([
    search<AnomalyDocument, Answer>(read, ANOMALIES_INDEX_PATTERN, {
      from: request.page * request.size,
      size: request.size,
      track_total_hits: true,
      query: allOf(shownModels('anomaly.model', segments, fromMs, toMs), ...(text ? [text] : [])),
      post_filter: allOf(facetFilter(request), shown),
      sort: sortOf(request),
      aggs: {
        ...underShown(shown, facetAggregations(request)),
        matching: {
          filter: facetFilter(request),
          aggs: {
            shown: { filter: shown, aggs: { timeline: histogramOn(grid, bySeverity) } },
            suppressed: { filter: SUPPRESSED },
          },
        },
      },
    }),
    countLines(read, shownModels('rollup.model', segments, fromMs, toMs)),
  ]);

  const { aggregations } = answer;
  return {
    total: answer.total,
    lines,
    hiddenSuppressed: request.hide_suppressed
      ? (aggregations?.matching.suppressed.doc_count ?? 0)
      : 0,
    rows: answer.hits.flatMap(({ _index, _id, _source }) =>
      _source && _id ? [{ index: _index, id: _id, document: _source }] : [],
    ),
    facets: readFacets(aggregations),
    grid,
    timeline: perBucket<TimeBucket & BySeverity, SearchResponse['timeline'][number]>(
      grid,
      aggregations?.matching.shown.timeline.buckets,
      severityCounts,
      noCounts(),
    ),
  };
}

/** Facets count what is shown: hidden rows are in none of them. */
function underShown(
  shown: Query,
  aggregations: ReturnType<typeof facetAggregations>,
): ReturnType<typeof facetAggregations> {
  return Object.fromEntries(
    Object.entries(aggregations).map(([name, { filter, aggs }]) => [
      name,
      { filter: filter ? allOf(filter, shown) : shown, aggs },
    ]),
  );
}

function sortOf({ sort }: SearchRequest): estypes.Sort {
  const first = SORT_FIELDS[sort.field];
  // The source id breaks ties, so that no row stands on two pages.
  const keys: [string, 'asc' | 'desc', 'date' | 'double' | 'keyword'][] = [
    [first, sort.direction, first === '@timestamp' ? 'date' : 'keyword'],
    ['@timestamp', 'desc', 'date'],
    ['source.id', 'asc', 'keyword'],
  ];
  return keys
    .filter(([field], position) => position === 0 || field !== first)
    .map(([field, order, unmapped_type]) => ({ [field]: { order, unmapped_type } }));
}

function textQuery(text: string): Query | undefined {
  try {
    return queryOfText(text);
  } catch (error) {
    if (error instanceof QueryTextError) throw new AppError(400, 'invalid_query', error.message);
    throw error;
  }
}

async function countLines(read: Read, query: Query): Promise<number> {
  const { aggregations } = await search<never, { lines: SingleValue }>(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query,
    aggs: { lines: { sum: { field: 'rollup.lines' } } },
  });
  return aggregations?.lines.value ?? 0;
}
