import type { SearchFilters } from '../../common/app_api/search/filters';
import { AppError } from '../app_error';
import { allOf, type Query, type Read } from './elasticsearch';
import { facetFilter } from './facets';
import { queryOfText, QueryTextError } from './kql';
import { modelSegments, shownModels, type ModelSegment } from './model_segments';

export const SUPPRESSED: Query = { term: { 'anomaly.suppressed': true } };

/** The parts of what is asked for; all of them together are what matches. */
export interface Matching {
  segments: ModelSegment[];
  /** Period, models and search text. */
  scope: Query;
  /** Chosen facet values. */
  facets: Query;
  /** Whether lines that a verdict hides are left out. */
  shown: Query;
}

/** @throws AppError where the search text is not understood */
export async function matchingOf(
  read: Read,
  filters: SearchFilters,
  activeModel: string | undefined,
): Promise<Matching> {
  const fromMs = Date.parse(filters.from);
  const toMs = Date.parse(filters.to);
  const text = textQuery(filters.query);
  const segments = await modelSegments(read, fromMs, toMs, activeModel);
  const models = shownModels('anomaly.model', segments, fromMs, toMs);
  return {
    segments,
    scope: allOf(models, ...(text ? [text] : [])),
    facets: facetFilter(filters),
    shown: filters.hide_suppressed ? { bool: { must_not: SUPPRESSED } } : { match_all: {} },
  };
}

/** All parts as one query. */
export const allMatching = ({ scope, facets, shown }: Matching): Query =>
  allOf(scope, facets, shown);

function textQuery(text: string): Query | undefined {
  try {
    return queryOfText(text);
  } catch (error) {
    if (error instanceof QueryTextError) throw new AppError(400, 'invalid_query', error.message);
    throw error;
  }
}
