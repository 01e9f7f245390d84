import type { FacetValue, SearchRequest, SearchResponse } from '../../common/app_api/search/schema';
import {
  allOf,
  anyOf,
  type Aggregations,
  type Buckets,
  type Query,
  type TermBucket,
} from './elasticsearch';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

export type Facet = keyof SearchResponse['facets'];

const FIELDS: Record<Facet, string> = {
  severity: 'anomaly.severity',
  host: 'host.name',
  service: 'service.name',
  pattern: 'anomaly.template.id',
  label: 'anomaly.label',
};
const FACETS = Object.keys(FIELDS) as Facet[];
const MAX_VALUES = 100;
/** Stands for "no verdict yet" among the labels. */
const NO_LABEL = 'none';

/** The filter of one facet; undefined where nothing is chosen in it. */
function filterOf(facet: Facet, request: SearchRequest): Query | undefined {
  const chosen: string[] = request[facet];
  if (chosen.length === 0) return undefined;
  const field = FIELDS[facet];
  const values = chosen.filter((value) => facet !== 'label' || value !== NO_LABEL);
  const named: Query[] = values.length > 0 ? [{ terms: { [field]: values } }] : [];
  const unlabelled: Query[] =
    values.length < chosen.length ? [{ bool: { must_not: { exists: { field } } } }] : [];
  return anyOf([...named, ...unlabelled]);
}

/** All chosen facet values together, but for those of `except`. */
export function facetFilter(request: SearchRequest, except?: Facet): Query {
  const filters = FACETS.filter((facet) => facet !== except).map((facet) =>
    filterOf(facet, request),
  );
  return allOf(...filters.filter((filter) => filter !== undefined));
}

interface FacetAnswer {
  values: Buckets<TermBucket & PatternText>;
  unlabelled?: { doc_count: number };
}

export type FacetAnswers = Record<`facet_${Facet}`, FacetAnswer>;

/** Each facet counts under the filters of all the others, so that one can choose a second value. */
export function facetAggregations(request: SearchRequest): Aggregations {
  return Object.fromEntries(
    FACETS.map((facet) => [
      `facet_${facet}`,
      {
        filter: facetFilter(request, facet),
        aggs: {
          values: {
            terms: { field: FIELDS[facet], size: MAX_VALUES },
            ...(facet === 'pattern' ? { aggs: TEXT_OF_PATTERN } : {}),
          },
          ...(facet === 'label' ? { unlabelled: { missing: { field: FIELDS.label } } } : {}),
        },
      },
    ]),
  );
}

export function readFacets(answers: FacetAnswers | undefined): SearchResponse['facets'] {
  const valuesOf = (facet: Facet): FacetValue[] => {
    const answer = answers?.[`facet_${facet}`];
    const values = (answer?.values.buckets ?? []).map((bucket) => ({
      key: bucket.key,
      count: bucket.doc_count,
      ...(facet === 'pattern' ? { label: readPatternText(bucket) } : {}),
    }));
    const unlabelled = answer?.unlabelled?.doc_count ?? 0;
    return unlabelled > 0 ? [{ key: NO_LABEL, count: unlabelled }, ...values] : values;
  };
  return {
    severity: valuesOf('severity'),
    host: valuesOf('host'),
    service: valuesOf('service'),
    pattern: valuesOf('pattern'),
    label: valuesOf('label'),
  };
}
