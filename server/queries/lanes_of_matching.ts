import { bucketGrid } from '../../common/app_api/buckets';
import type { Lanes, LanesRequest } from '../../common/app_api/lanes/schema';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
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
import { queryOfText, QueryTextError } from './kql';
import { laneAggregations, MAX_SCORE, readLanes, type LaneAnswer } from './lanes';
import { allMatching, matchingOf } from './matching';
import { perBucket, readNewestLine } from './overview';

interface Answer extends LaneAnswer {
  timeline: Buckets<TimeBucket & { score: SingleValue }>;
}

/** Swim lanes of the lines that match. @throws AppError where the search text is not understood */
export async function readLanesOfMatching(
  read: Read,
  request: LanesRequest,
  activeModel: string | undefined,
): Promise<Lanes> {
  const { view_by: viewBy } = request;
  const grid = bucketGrid(
    Date.parse(request.from),
    Date.parse(request.to),
    request.buckets,
    request.utc_offset_minutes * 60_000,
  );
  const { followed, notFollowed } = readFollowed(request.follow);
  const matching = allMatching(await matchingOf(read, request, activeModel));
  const [{ aggregations, total }, newestLine] = await Promise.all([
    search<never, Answer>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: true,
      query: allOf(matching, ...followed),
      aggs: {
        timeline: histogramOn(grid, MAX_SCORE),
        ...laneAggregations(viewBy, request.lanes, grid),
      },
    }),
    readNewestLine(read),
  ]);
  return {
    grid,
    flagged: total,
    overall: perBucket(grid, aggregations?.timeline.buckets, ({ score }) => score.value ?? 0, 0),
    ...readLanes(aggregations, viewBy, grid),
    notFollowed,
    newestLine,
  };
}

function readFollowed(texts: string[]): { followed: Query[] } & Pick<Lanes, 'notFollowed'> {
  const followed: Query[] = [];
  const notFollowed: Lanes['notFollowed'] = [];
  for (const query of texts) {
    try {
      const understood = queryOfText(query);
      if (understood) followed.push(understood);
    } catch (error) {
      if (!(error instanceof QueryTextError)) throw error;
      notFollowed.push({ query, reason: error.message });
    }
  }
  return { followed, notFollowed };
}
