import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { bucketGrid, type BucketGrid } from '../../common/app_api/buckets';
import type {
  PatternExtent,
  PatternHistory,
  PatternQuery,
} from '../../common/app_api/pattern/schema';
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
import { allDaysOf } from './log_indices';
import { modelSegments, shownModels } from './model_segments';
import { perBucket } from './overview';
import { linesLike } from './pattern_words';

interface ExtentAnswer {
  first: SingleValue;
  last: SingleValue;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Since when and how often a pattern is in the logs, read with the reader's own rights, and when it was flagged. */
export async function readPatternHistory(
  read: Read,
  query: PatternQuery,
  activeModel: string | undefined,
): Promise<PatternHistory> {
  const logs = allDaysOf(query.index);
  const like = linesLike(query.text);
  const ofPattern: Query = { term: { 'anomaly.template.id': query.id } };
  const [inLogs, everFlagged] = await Promise.all([
    like ? readExtent(read, logs, like) : null,
    readExtent(read, ANOMALIES_INDEX_PATTERN, ofPattern),
  ]);

  const [fromMs, toMs] = periodOf(inLogs, everFlagged);
  const grid = bucketGrid(fromMs, toMs, query.buckets, query.utc_offset_minutes * MINUTE_MS);
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const shown = allOf(ofPattern, shownModels('anomaly.model', segments, fromMs, toMs));
  const [flagged, flaggedCounts, lineCounts] = await Promise.all([
    readExtent(read, ANOMALIES_INDEX_PATTERN, shown),
    readCounts(read, ANOMALIES_INDEX_PATTERN, shown, grid),
    like ? readCounts(read, logs, like, grid) : new Array<number>(grid.count).fill(0),
  ]);
  return { id: query.id, inLogs, flagged, grid, lineCounts, flaggedCounts };
}

async function readExtent(read: Read, index: string, query: Query): Promise<PatternExtent> {
  const { total, aggregations } = await search<never, ExtentAnswer>(read, index, {
    size: 0,
    track_total_hits: true,
    query,
    aggs: { first: { min: { field: '@timestamp' } }, last: { max: { field: '@timestamp' } } },
  });
  return { lines: total, first: isoOf(aggregations?.first), last: isoOf(aggregations?.last) };
}

async function readCounts(
  read: Read,
  index: string,
  query: Query,
  grid: BucketGrid,
): Promise<number[]> {
  const { aggregations } = await search<never, { timeline: Buckets<TimeBucket> }>(read, index, {
    size: 0,
    track_total_hits: false,
    query,
    aggs: { timeline: histogramOn(grid) },
  });
  return perBucket(grid, aggregations?.timeline.buckets, ({ doc_count }) => doc_count, 0);
}

/** From the first line to the last, and a day at least. */
function periodOf(...extents: (PatternExtent | null)[]): [number, number] {
  const firsts = extents.flatMap((extent) => (extent?.first ? [Date.parse(extent.first)] : []));
  const lasts = extents.flatMap((extent) => (extent?.last ? [Date.parse(extent.last)] : []));
  const toMs = (lasts.length > 0 ? Math.max(...lasts) : Date.now()) + MINUTE_MS;
  const fromMs = firsts.length > 0 ? Math.min(...firsts) : toMs;
  return [Math.min(fromMs, toMs - DAY_MS), toMs];
}

const isoOf = (answer: SingleValue | undefined): string | null =>
  answer?.value === null || answer?.value === undefined
    ? null
    : new Date(answer.value).toISOString();
