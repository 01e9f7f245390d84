import type { estypes } from '@elastic/elasticsearch';
import type { Aggregations, Buckets, SingleValue, TermBucket } from '../elasticsearch';
import type { Seen } from './judge';

const PATH = 'rollup.patterns';
export const PATTERN_ID = `${PATH}.id`;
export const PATTERN_TIME = `${PATH}.first`;

/** Patterns that are looked at at once, the most frequent; ten aggregations of so many stay below Elasticsearch's bound. */
export const MAX_PATTERNS = 5_000;

export const LINES: Aggregations = { lines: { sum: { field: `${PATH}.lines` } } };
export const SEEN: Aggregations = {
  ...LINES,
  first: { min: { field: PATTERN_TIME } },
  last: { max: { field: `${PATH}.last` } },
};

interface LinesBucket extends TermBucket {
  lines: SingleValue;
}

interface SeenBucket extends LinesBucket {
  first: SingleValue;
  last: SingleValue;
}

export interface ByPattern<B extends LinesBucket = LinesBucket> {
  all: SingleValue;
  byId: Buckets<B>;
}
export type SeenByPattern = ByPattern<SeenBucket>;

/** The counts of each pattern within rollups; `ids` where only some are wanted. */
export function byPattern(
  aggs: Aggregations,
  ids?: readonly string[],
): estypes.AggregationsAggregationContainer {
  return {
    nested: { path: PATH },
    aggs: {
      all: LINES.lines,
      byId: {
        terms: {
          field: PATTERN_ID,
          size: ids?.length ?? MAX_PATTERNS,
          ...(ids ? { include: [...ids] } : {}),
        },
        aggs,
      },
    },
  };
}

/** Only rollups that count patterns. */
export const COUNTS_PATTERNS: estypes.QueryDslQueryContainer = {
  nested: { path: PATH, query: { exists: { field: PATTERN_ID } }, ignore_unmapped: true },
};

export const linesById = (answer: ByPattern | undefined): Map<string, number> =>
  new Map((answer?.byId?.buckets ?? []).map(({ key, lines }) => [key, lines.value ?? 0]));

export const seenById = (answer: SeenByPattern | undefined): Map<string, Seen> =>
  new Map(
    (answer?.byId?.buckets ?? []).map(({ key, lines, first, last }) => [
      key,
      { lines: lines.value ?? 0, firstMs: first.value ?? NaN, lastMs: last.value ?? NaN },
    ]),
  );

export const isTruncated = (answer: ByPattern | undefined): boolean =>
  (answer?.byId?.sum_other_doc_count ?? 0) > 0;
