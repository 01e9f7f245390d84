import { ROLLUP_INDEX_PATTERN } from '../../../common/indices';
import type { BucketGrid } from '../../../common/app_api/buckets';
import {
  search,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
  type TimeBucket,
} from '../elasticsearch';
import { perBucket } from '../overview';
import { byPattern, LINES, PATTERN_TIME } from './counts';

const LISTED_NAMES = 3;

interface DetailBucket extends TermBucket {
  lines: SingleValue;
  names: { hosts: Buckets<TermBucket>; services: Buckets<TermBucket> };
  timeline?: Buckets<TimeBucket & { lines: SingleValue }>;
}

export interface RowDetails {
  hosts: string[];
  services: string[];
  counts: number[];
}

/** Where the patterns of one page come from and, on a grid, when. */
export async function readRowDetails(
  read: Read,
  query: Query,
  ids: readonly string[],
  grid?: BucketGrid,
): Promise<Map<string, RowDetails>> {
  if (ids.length === 0) return new Map();
  const { aggregations } = await search<never, { patterns: { byId: Buckets<DetailBucket> } }>(
    read,
    ROLLUP_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query,
      aggs: {
        patterns: byPattern(
          {
            ...LINES,
            names: {
              reverse_nested: {},
              aggs: {
                hosts: { terms: { field: 'host.name', size: LISTED_NAMES } },
                services: { terms: { field: 'service.name', size: LISTED_NAMES } },
              },
            },
            ...(grid ? { timeline: timelineOf(grid) } : {}),
          },
          ids,
        ),
      },
    },
  );
  return new Map(
    (aggregations?.patterns.byId?.buckets ?? []).map((bucket) => [
      bucket.key,
      {
        hosts: bucket.names.hosts.buckets.map(({ key }) => key),
        services: bucket.names.services.buckets.map(({ key }) => key),
        counts: grid
          ? perBucket(grid, bucket.timeline?.buckets, ({ lines }) => lines.value ?? 0, 0)
          : [],
      },
    ]),
  );
}

export const timelineOf = (grid: BucketGrid) => ({
  date_histogram: {
    field: PATTERN_TIME,
    fixed_interval: `${grid.intervalMs}ms`,
    offset: `${grid.startMs % grid.intervalMs}ms`,
    min_doc_count: 1,
  },
  aggs: LINES,
});
