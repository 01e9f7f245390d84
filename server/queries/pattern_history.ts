import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN, STATE_INDICES } from '../../common/indices';
import { bucketGrid } from '../../common/app_api/buckets';
import type { PatternHistory, PatternQuery } from '../../common/app_api/pattern/schema';
import { asAppError } from '../app_error';
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
import { modelSegments, shownModels } from './model_segments';
import { perBucket } from './overview';

interface Extent {
  first: SingleValue;
  last: SingleValue;
}

const EXTENT = {
  first: { min: { field: '@timestamp' } },
  last: { max: { field: '@timestamp' } },
};

/** How often a pattern was flagged over all the time that was scored, and what training saw of it. */
export async function readPatternHistory(
  read: Read,
  query: PatternQuery,
  activeModel: string | undefined,
): Promise<PatternHistory> {
  const scored = await search<never, Extent>(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    aggs: EXTENT,
  });
  const fromMs = scored.aggregations?.first.value ?? Date.now() - 86_400_000;
  const toMs = (scored.aggregations?.last.value ?? Date.now()) + 60_000;
  const grid = bucketGrid(fromMs, toMs, query.buckets, query.utc_offset_minutes * 60_000);
  const segments = await modelSegments(read, fromMs, toMs, activeModel);

  const [flagged, training] = await Promise.all([
    search<never, Extent & { timeline: Buckets<TimeBucket> }>(read, ANOMALIES_INDEX_PATTERN, {
      size: 0,
      track_total_hits: true,
      query: allOf(
        { term: { 'anomaly.template.id': query.id } },
        shownModels('anomaly.model', segments, fromMs, toMs),
      ),
      aggs: { ...EXTENT, timeline: histogramOn(grid) },
    }),
    readTraining(read, query.id, activeModel),
  ]);
  return {
    id: query.id,
    training,
    flagged: {
      lines: flagged.total,
      first: isoOf(flagged.aggregations?.first),
      last: isoOf(flagged.aggregations?.last),
    },
    grid,
    counts: perBucket(grid, flagged.aggregations?.timeline.buckets, (b) => b.doc_count, 0),
  };
}

const isoOf = (answer: SingleValue | undefined): string | null =>
  answer?.value === null || answer?.value === undefined
    ? null
    : new Date(answer.value).toISOString();

interface PatternDocument {
  count: number;
  first: string | null;
  last: string | null;
}

/** What the sidecar noted of the pattern when the model was trained; its reader may not see that index. */
async function readTraining(
  read: Read,
  id: string,
  activeModel: string | undefined,
): Promise<PatternHistory['training']> {
  const ofModel: Query[] = activeModel ? [{ term: { model: activeModel } }] : [];
  try {
    const { hits } = await search<PatternDocument, never>(read, STATE_INDICES.patterns, {
      size: 1,
      query: allOf({ term: { template_id: id } }, ...ofModel),
    });
    const found = hits[0]?._source;
    return found ? { lines: found.count, first: found.first, last: found.last } : null;
  } catch (error) {
    if (asAppError(error).code === 'no_permission') return null;
    throw error;
  }
}
