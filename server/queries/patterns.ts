import type { Overview, PatternRow } from '../../common/app_api/overview/schema';
import type { Aggregations, Buckets, SingleValue, TermBucket } from './elasticsearch';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

const LISTED_PATTERNS = 6;
const LISTED_NAMES = 3;

interface PatternBucket extends TermBucket, PatternText {
  score: SingleValue;
  first: SingleValue;
  last: SingleValue;
  hosts: Buckets<TermBucket>;
  services: Buckets<TermBucket>;
}

interface PatternList {
  patterns: Buckets<PatternBucket>;
  pattern_count: SingleValue;
}

export interface PatternAnswer {
  new_patterns: PatternList;
  known_patterns: PatternList;
}

const DETAILS: Aggregations = {
  score: { max: { field: 'anomaly.score' } },
  first: { min: { field: '@timestamp' } },
  last: { max: { field: '@timestamp' } },
  hosts: { terms: { field: 'host.name', size: LISTED_NAMES } },
  services: { terms: { field: 'service.name', size: LISTED_NAMES } },
  ...TEXT_OF_PATTERN,
};

const LIST: Aggregations = {
  patterns: {
    terms: {
      field: 'anomaly.template.id',
      size: LISTED_PATTERNS,
      order: [{ score: 'desc' }, { _count: 'desc' }],
    },
    aggs: DETAILS,
  },
  pattern_count: { cardinality: { field: 'anomaly.template.id' } },
};

/** Flagged patterns, those that training never saw apart from the others; worst first. */
export function patternAggregations(): Aggregations {
  const isNew = (value: boolean) => ({ term: { 'anomaly.template.is_new': value } });
  return {
    new_patterns: { filter: isNew(true), aggs: LIST },
    known_patterns: { filter: isNew(false), aggs: LIST },
  };
}

export function readPatterns(
  answer: PatternAnswer | undefined,
): Pick<Overview, 'newPatterns' | 'newPatternCount' | 'topPatterns' | 'patternCount'> {
  return {
    newPatterns: rowsOf(answer?.new_patterns, true),
    newPatternCount: answer?.new_patterns.pattern_count.value ?? 0,
    topPatterns: rowsOf(answer?.known_patterns, false),
    patternCount: answer?.known_patterns.pattern_count.value ?? 0,
  };
}

function rowsOf(list: PatternList | undefined, isNew: boolean): PatternRow[] {
  return (list?.patterns.buckets ?? []).map((bucket) => ({
    id: bucket.key,
    text: readPatternText(bucket),
    isNew,
    flagged: bucket.doc_count,
    maxScore: bucket.score.value ?? 0,
    hosts: bucket.hosts.buckets.map(({ key }) => key),
    services: bucket.services.buckets.map(({ key }) => key),
    first: new Date(bucket.first.value ?? 0).toISOString(),
    last: new Date(bucket.last.value ?? 0).toISOString(),
  }));
}
