import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../../common/indices';
import {
  allOf,
  inRange,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
} from '../elasticsearch';
import { shownModels, type ModelSegment } from '../model_segments';
import {
  byPattern,
  COUNTS_PATTERNS,
  LINES,
  linesById,
  MAX_PATTERNS,
  SEEN,
  type ByPattern,
  type SeenByPattern,
} from './counts';
import { comparablePeriods } from './judge';

const MINUTE_MS = 60_000;
const MAX_NAMES = 100;

export interface NameBucket extends TermBucket {
  lines: SingleValue;
}

interface NowAnswer {
  lines: SingleValue;
  patterns: SeenByPattern;
  hosts: Buckets<NameBucket>;
  services: Buckets<NameBucket>;
}

interface ComparableAnswer {
  periods: { buckets: Record<string, { lines: SingleValue; patterns: ByPattern }> };
}

const ROLLUP_LINES: Aggregations = { lines: { sum: { field: 'rollup.lines' } } };
const namesOf = (field: string): Aggregations[string] => ({
  terms: { field, size: MAX_NAMES, order: { lines: 'desc' } },
  aggs: ROLLUP_LINES,
});

/** Since when patterns are counted, and up to when lines were scored. */
export async function readExtent(read: Read): Promise<{ countedSinceMs: number; toMs: number }> {
  const { aggregations } = await search<
    never,
    { newest: SingleValue; counted: { since: SingleValue } }
  >(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    aggs: {
      newest: { max: { field: '@timestamp' } },
      counted: { filter: COUNTS_PATTERNS, aggs: { since: { min: { field: '@timestamp' } } } },
    },
  });
  const newestMs = aggregations?.newest.value ?? null;
  return {
    countedSinceMs: aggregations?.counted.since.value ?? Infinity,
    toMs: newestMs === null ? -Infinity : newestMs + MINUTE_MS,
  };
}

export async function readNow(read: Read, query: Query): Promise<NowAnswer | undefined> {
  const { aggregations } = await search<never, NowAnswer>(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query,
    aggs: {
      ...ROLLUP_LINES,
      patterns: byPattern(SEEN),
      hosts: namesOf('host.name'),
      services: namesOf('service.name'),
    },
  });
  return aggregations;
}

/** Patterns of the lines from `fromMs` up to `toMs`, whichever model scored them. */
export async function readSeen(
  read: Read,
  fromMs: number,
  toMs: number,
  filters: Query[],
): Promise<SeenByPattern | undefined> {
  if (!(fromMs < toMs)) return undefined;
  const query = allOf(inRange(fromMs, toMs), ...filters);
  const { aggregations } = await search<never, { patterns: SeenByPattern }>(
    read,
    ROLLUP_INDEX_PATTERN,
    { size: 0, track_total_hits: false, query, aggs: { patterns: byPattern(SEEN) } },
  );
  return aggregations?.patterns;
}

/** Lines of each pattern in each earlier period that has lines and lies within what was counted. */
export async function readComparable(
  read: Read,
  fromMs: number,
  toMs: number,
  countedSinceMs: number,
  filters: Query[],
): Promise<Map<string, number>[]> {
  const periods = comparablePeriods(fromMs, toMs).filter((it) => it.fromMs >= countedSinceMs);
  if (periods.length === 0 || toMs <= fromMs) return [];
  const { aggregations } = await search<never, ComparableAnswer>(read, ROLLUP_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query: allOf(inRange(periods[periods.length - 1].fromMs, fromMs), ...filters),
    aggs: {
      periods: {
        filters: {
          filters: Object.fromEntries(
            periods.map((it, i) => [String(i), inRange(it.fromMs, it.toMs)]),
          ),
        },
        aggs: { ...ROLLUP_LINES, patterns: byPattern(LINES) },
      },
    },
  });
  return Object.values(aggregations?.periods.buckets ?? {})
    .filter(({ lines }) => (lines.value ?? 0) > 0)
    .map(({ patterns }) => linesById(patterns));
}

export async function readFlagged(
  read: Read,
  segments: ModelSegment[],
  fromMs: number,
  toMs: number,
  filters: Query[],
): Promise<Map<string, number>> {
  const { aggregations } = await search<never, { byId: Buckets<TermBucket> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: allOf(
        shownModels('anomaly.model', segments, fromMs, toMs),
        { term: { 'anomaly.suppressed': false } },
        ...filters,
      ),
      aggs: { byId: { terms: { field: 'anomaly.template.id', size: MAX_PATTERNS } } },
    },
  );
  return new Map((aggregations?.byId.buckets ?? []).map((it) => [it.key, it.doc_count]));
}
