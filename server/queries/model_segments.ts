import { ROLLUP_INDEX_PATTERN } from '../../common/indices';
import { bucketGrid } from '../../common/app_api/buckets';
import {
  allOf,
  anyOf,
  histogramOn,
  inRange,
  search,
  type Buckets,
  type Query,
  type Read,
  type TermBucket,
  type TimeBucket,
} from './elasticsearch';

/** A stretch of time and the model whose results are shown for it. */
export interface ModelSegment {
  model: string;
  fromMs: number;
  toMs: number;
}

/** So finely is it told apart which model covers what. */
const SEGMENT_BUCKETS = 200;
const MAX_MODELS = 50;
/** Rollups stand at the start of their minute, which may lie before a period that begins within it. */
const ROLLUP_MS = 60_000;

interface CoverageBucket extends TimeBucket {
  models: Buckets<TermBucket>;
}

/**
 * Several models may have scored the same lines (a retrain scores its period again), and a screen
 * must count each line once. So every stretch of the period shows one model only: the active one
 * where it scored, elsewhere the newest that did.
 */
export async function modelSegments(
  read: Read,
  fromMs: number,
  toMs: number,
  activeModel: string | undefined,
): Promise<ModelSegment[]> {
  const grid = bucketGrid(fromMs, toMs, SEGMENT_BUCKETS, 0);
  const { aggregations } = await search<never, { coverage: Buckets<CoverageBucket> }>(
    read,
    ROLLUP_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: inRange(Math.floor(fromMs / ROLLUP_MS) * ROLLUP_MS, toMs),
      aggs: {
        coverage: histogramOn(grid, {
          models: { terms: { field: 'rollup.model', size: MAX_MODELS } },
        }),
      },
    },
  );
  const buckets = aggregations?.coverage.buckets ?? [];
  return mergeSegments(
    buckets.map(({ key, models }) => ({
      fromMs: Math.max(key, fromMs),
      toMs: Math.min(key + grid.intervalMs, toMs),
      models: models.buckets.map((model) => model.key),
    })),
    activeModel,
  );
}

/** Chooses one model a stretch and joins neighbours that chose the same; gaps belong to the one before. */
export function mergeSegments(
  stretches: { fromMs: number; toMs: number; models: string[] }[],
  activeModel: string | undefined,
): ModelSegment[] {
  const segments: ModelSegment[] = [];
  for (const { fromMs, toMs, models } of stretches) {
    const model = preferred(models, activeModel);
    const last = segments[segments.length - 1];
    if (last?.model === model) last.toMs = toMs;
    else segments.push({ model, fromMs, toMs });
  }
  return segments;
}

function preferred(models: string[], activeModel: string | undefined): string {
  if (activeModel !== undefined && models.includes(activeModel)) return activeModel;
  return [...models].sort((a, b) => versionOf(b) - versionOf(a) || b.localeCompare(a))[0];
}

/** The version in `<name>-v<version>`; 0 where there is none. */
function versionOf(model: string): number {
  return Number(/-v(\d+)$/.exec(model)?.[1] ?? 0);
}

/** Keeps the documents of the chosen models, cut to [fromMs, toMs); `field` names the model in them. */
export function shownModels(
  field: 'rollup.model' | 'anomaly.model',
  segments: ModelSegment[],
  fromMs: number,
  toMs: number,
): Query {
  const within = segments
    .map((s) => ({ ...s, fromMs: Math.max(s.fromMs, fromMs), toMs: Math.min(s.toMs, toMs) }))
    .filter((s) => s.fromMs < s.toMs);
  if (within.length === 0) return { match_none: {} };
  return anyOf(within.map((s) => allOf({ term: { [field]: s.model } }, inRange(s.fromMs, s.toMs))));
}
