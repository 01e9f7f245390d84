import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import type { AnomalyDocument } from '../../common/anomaly';
import { bucketGrid, bucketIndex, type BucketGrid } from '../../common/app_api/buckets';
import type {
  Overview,
  OverviewQuery,
  PeriodTotals,
  SeverityCounts,
} from '../../common/app_api/overview/schema';
import {
  allOf,
  histogramOn,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TimeBucket,
} from './elasticsearch';
import { laneAggregations, readLanes, type LaneAnswer } from './lanes';
import { modelSegments, shownModels, type ModelSegment } from './model_segments';
import { bySeverity, noCounts, severityCounts, type BySeverity } from './severity_counts';

interface RollupAnswer {
  lines: SingleValue;
  hosts: SingleValue;
  services: SingleValue;
  timeline?: Buckets<TimeBucket & { lines: SingleValue }>;
}

interface FlaggedAnswer {
  suppressed: { doc_count: number };
  shown: BySeverity & { doc_count: number };
}

interface FlaggedDetails extends FlaggedAnswer {
  shown: FlaggedAnswer['shown'] & {
    timeline: Buckets<TimeBucket & BySeverity & { score: SingleValue }>;
  } & LaneAnswer;
}

const NOT_SUPPRESSED: Query = { term: { 'anomaly.suppressed': false } };
const SUM_OF_LINES: Aggregations = { lines: { sum: { field: 'rollup.lines' } } };
const ROLLUP_TOTALS: Aggregations = {
  ...SUM_OF_LINES,
  hosts: { cardinality: { field: 'host.name' } },
  services: { cardinality: { field: 'service.name' } },
};

/** Everything on the overview, in a handful of searches that only aggregate. */
export async function readOverview(
  read: Read,
  query: OverviewQuery,
  activeModel: string | undefined,
): Promise<Overview> {
  const fromMs = Date.parse(query.from);
  const toMs = Date.parse(query.to);
  const previousFromMs = fromMs - (toMs - fromMs);
  const grid = bucketGrid(fromMs, toMs, query.buckets, query.utc_offset_minutes * 60_000);
  const segments = await modelSegments(read, previousFromMs, toMs, activeModel);

  const [rollups, flagged, previousRollups, previousFlagged, worst, newestLine] = await Promise.all(
    [
      readRollups(read, segments, fromMs, toMs, grid),
      readFlagged<FlaggedDetails>(read, segments, fromMs, toMs, {
        timeline: histogramOn(grid, {
          ...bySeverity,
          score: { max: { field: 'anomaly.score' } },
        }),
        ...laneAggregations(query.view_by, query.lanes, grid),
      }),
      readRollups(read, segments, previousFromMs, fromMs),
      readFlagged<FlaggedAnswer>(read, segments, previousFromMs, fromMs, {}),
      readWorst(read, segments, fromMs, toMs),
      readNewestLine(read),
    ],
  );

  return {
    grid,
    totals: totalsOf(rollups, flagged),
    previous: totalsOf(previousRollups, previousFlagged),
    lines: perBucket(grid, rollups?.timeline?.buckets, ({ lines }) => lines.value ?? 0, 0),
    flagged: perBucket<TimeBucket & BySeverity, SeverityCounts>(
      grid,
      flagged?.shown.timeline.buckets,
      severityCounts,
      noCounts(),
    ),
    overall: perBucket(grid, flagged?.shown.timeline.buckets, ({ score }) => score.value ?? 0, 0),
    ...readLanes(flagged?.shown, query.view_by, grid),
    worst,
    newestLine,
  };
}

async function readRollups(
  read: Read,
  segments: ModelSegment[],
  fromMs: number,
  toMs: number,
  grid?: BucketGrid,
): Promise<RollupAnswer | undefined> {
  const { aggregations } = await search<never, RollupAnswer>(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query: allOf(shownModels('rollup.model', segments, fromMs, toMs)),
    aggs: { ...ROLLUP_TOTALS, ...(grid ? { timeline: histogramOn(grid, SUM_OF_LINES) } : {}) },
  });
  return aggregations;
}

async function readFlagged<Answer>(
  read: Read,
  segments: ModelSegment[],
  fromMs: number,
  toMs: number,
  details: Aggregations,
): Promise<Answer | undefined> {
  const { aggregations } = await search<never, Answer>(read, ANOMALIES_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query: allOf(shownModels('anomaly.model', segments, fromMs, toMs)),
    aggs: {
      suppressed: { filter: { term: { 'anomaly.suppressed': true } } },
      shown: { filter: NOT_SUPPRESSED, aggs: { ...bySeverity, ...details } },
    },
  });
  return aggregations;
}

async function readWorst(
  read: Read,
  segments: ModelSegment[],
  fromMs: number,
  toMs: number,
): Promise<Overview['worst']> {
  const { hits } = await search<AnomalyDocument, never>(read, ANOMALIES_INDEX_PATTERN, {
    size: 1,
    track_total_hits: false,
    query: allOf(shownModels('anomaly.model', segments, fromMs, toMs), NOT_SUPPRESSED),
    sort: [
      { 'anomaly.score': { order: 'desc', unmapped_type: 'double' } },
      { '@timestamp': { order: 'desc', unmapped_type: 'date' } },
    ],
  });
  const hit = hits[0];
  return hit?._source ? { index: hit._index, id: hit._id ?? '', document: hit._source } : null;
}

/** When the newest line that was scored is from. */
export async function readNewestLine(read: Read): Promise<string | null> {
  const { aggregations } = await search<never, { newest: SingleValue }>(
    read,
    ROLLUP_INDEX_PATTERN,
    { size: 0, track_total_hits: false, aggs: { newest: { max: { field: '@timestamp' } } } },
  );
  const newestMs = aggregations?.newest.value;
  return newestMs === null || newestMs === undefined ? null : new Date(newestMs).toISOString();
}

function totalsOf(
  rollups: RollupAnswer | undefined,
  flagged: FlaggedAnswer | undefined,
): PeriodTotals {
  return {
    lines: rollups?.lines.value ?? 0,
    flagged: flagged?.shown.doc_count ?? 0,
    suppressed: flagged?.suppressed.doc_count ?? 0,
    bySeverity: severityCounts(flagged?.shown),
    hosts: rollups?.hosts.value ?? 0,
    services: rollups?.services.value ?? 0,
  };
}

/** One value for every bucket of the grid, `empty` where Elasticsearch had none. */
export function perBucket<B extends TimeBucket, V>(
  grid: BucketGrid,
  buckets: B[] | undefined,
  valueOf: (bucket: B) => V,
  empty: V,
): V[] {
  const values = new Array<V>(grid.count).fill(empty);
  for (const bucket of buckets ?? []) {
    const index = bucketIndex(grid, bucket.key);
    if (index >= 0 && index < grid.count) values[index] = valueOf(bucket);
  }
  return values;
}
