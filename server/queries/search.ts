import type { AnomalyDocument } from '../../common/anomaly';
import { bucketGrid } from '../../common/app_api/buckets';
import { MAX_REACHABLE_ROWS } from '../../common/app_api/search/limits';
import type { SearchRequest, SearchResponse } from '../../common/app_api/search/schema';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
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
import { facetAggregations, readFacets, type FacetAnswers } from './facets';
import { allMatching, matchingOf, SUPPRESSED } from './matching';
import { shownModels } from './model_segments';
import { perBucket } from './overview';
import { planPage } from './page_plan';
import { readPage, type PlacedRow } from './read_page';
import { bySeverity, noCounts, severityCounts, type BySeverity } from './severity_counts';

interface Answer extends FacetAnswers {
  matching: {
    shown: { doc_count: number; timeline: Buckets<TimeBucket & BySeverity> };
    suppressed: { doc_count: number };
  };
}

/**
 * One page of flagged lines with what is told about all that match: total, facets and timeline come from one search,
 * where each facet is counted without itself, and stand under the same filters as the rows.
 */
export async function searchAnomalies(
  read: Read,
  request: SearchRequest,
  activeModel: string | undefined,
): Promise<SearchResponse> {
  const fromMs = Date.parse(request.from);
  const toMs = Date.parse(request.to);
  const grid = bucketGrid(fromMs, toMs, request.buckets, request.utc_offset_minutes * 60_000);
  const matching = await matchingOf(read, request, activeModel);
  const rowsFor = (total: number) =>
    readPage(
      read,
      allMatching(matching),
      request.sort,
      planPage(request.page * request.size, request.size, total, request.near),
    );

  const isDeep = (request.page + 1) * request.size > MAX_REACHABLE_ROWS;
  const [{ aggregations }, lines, early] = await Promise.all([
    search<AnomalyDocument, Answer>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: false,
      query: matching.scope,
      aggs: {
        ...underShown(matching.shown, facetAggregations(request)),
        matching: {
          filter: matching.facets,
          aggs: {
            shown: { filter: matching.shown, aggs: { timeline: histogramOn(grid, bySeverity) } },
            suppressed: { filter: SUPPRESSED },
          },
        },
      },
    }),
    countLines(read, shownModels('rollup.model', matching.segments, fromMs, toMs)),
    // The way to a deep page is chosen by how many rows there are.
    isDeep ? undefined : rowsFor(Infinity),
  ]);

  const total = aggregations?.matching.shown.doc_count ?? 0;
  const placed = early ?? (await rowsFor(total));
  return {
    total,
    lines,
    hiddenSuppressed: request.hide_suppressed
      ? (aggregations?.matching.suppressed.doc_count ?? 0)
      : 0,
    rows: placed.map(({ row }) => row),
    places: placesOf(placed, request.page * request.size),
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

function placesOf(placed: PlacedRow[], first: number): SearchResponse['places'] {
  if (placed.length === 0) return null;
  const last = placed.length - 1;
  return {
    first: { row: first, sort: placed[0].sort },
    last: { row: first + last, sort: placed[last].sort },
  };
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
