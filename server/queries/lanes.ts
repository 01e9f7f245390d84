import { bucketIndex, type BucketGrid } from '../../common/app_api/buckets';
import type { ViewBy } from '../../common/app_api/lanes/bounds';
import type { Lane } from '../../common/app_api/overview/schema';
import {
  histogramOn,
  type Aggregations,
  type Buckets,
  type SingleValue,
  type TermBucket,
  type TimeBucket,
} from './elasticsearch';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

const FIELDS: Record<ViewBy, string> = {
  host: 'host.name',
  service: 'service.name',
  pattern: 'anomaly.template.id',
};

interface LaneBucket extends TermBucket, PatternText {
  score: SingleValue;
  cells: Buckets<TimeBucket & { score: SingleValue }>;
}

export interface LaneAnswer {
  lanes: Buckets<LaneBucket>;
  lane_count: SingleValue;
}

export const MAX_SCORE: Aggregations = { score: { max: { field: 'anomaly.score' } } };

/** Lanes in falling order of their highest score, then of their lines. */
export function laneAggregations(viewBy: ViewBy, lanes: number, grid: BucketGrid): Aggregations {
  const field = FIELDS[viewBy];
  return {
    lanes: {
      terms: { field, size: lanes, order: [{ score: 'desc' }, { _count: 'desc' }] },
      aggs: {
        ...MAX_SCORE,
        cells: histogramOn(grid, MAX_SCORE),
        ...(viewBy === 'pattern' ? TEXT_OF_PATTERN : {}),
      },
    },
    lane_count: { cardinality: { field } },
  };
}

export function readLanes(
  answer: LaneAnswer | undefined,
  viewBy: ViewBy,
  grid: BucketGrid,
): { lanes: Lane[]; lanesLeftOut: number } {
  const buckets = answer?.lanes.buckets ?? [];
  const lanes = buckets.map((bucket) => {
    const cells = new Array<number>(grid.count).fill(0);
    for (const { key, score } of bucket.cells.buckets) {
      const index = bucketIndex(grid, key);
      if (index >= 0 && index < grid.count) cells[index] = score.value ?? 0;
    }
    return {
      key: bucket.key,
      label: viewBy === 'pattern' ? readPatternText(bucket) : bucket.key,
      flagged: bucket.doc_count,
      maxScore: bucket.score.value ?? 0,
      cells,
    };
  });
  // Cardinality is approximate for many values, so it may fall short of what was listed.
  return { lanes, lanesLeftOut: Math.max(0, (answer?.lane_count.value ?? 0) - lanes.length) };
}
