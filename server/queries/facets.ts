import type { SearchFilters } from '../../common/app_api/search/filters';
import {
  FACETS,
  type Facet,
  type FacetValue,
  type SearchResponse,
} from '../../common/app_api/search/schema';
import {
  allOf,
  anyOf,
  type Aggregations,
  type Buckets,
  type Query,
  type TermBucket,
} from './elasticsearch';
import { readPatternText, TEXT_OF_PATTERN, type PatternText } from './pattern_text';

const FIELDS: Record<Facet, string> = {
  severity: 'anomaly.severity',
  host: 'host.name',
  service: 'service.name',
  pattern: 'anomaly.template.id',
  label: 'anomaly.label',
  detector: 'anomaly.reasons.detector',
  unit: 'anomaly.unit.kind',
};
const MAX_VALUES = 100;
/** What stands for documents without the field: not judged yet; a line, neither window nor session. */
const WITHOUT_FIELD: Partial<Record<Facet, string>> = { label: 'none', unit: 'line' };

/** The filter of one facet; undefined where nothing is chosen in it. */
function filterOf(facet: Facet, filters: SearchFilters): Query | undefined {
  const chosen: string[] = filters[facet];
  if (chosen.length === 0) return undefined;
  const field = FIELDS[facet];
  const values = chosen.filter((value) => value !== WITHOUT_FIELD[facet]);
  const named: Query[] = values.length > 0 ? [{ terms: { [field]: values } }] : [];
  const without: Query[] =
    values.length < chosen.length ? [{ bool: { must_not: { exists: { field } } } }] : [];
  return anyOf([...named, ...without]);
}

/** All chosen facet values together, but for those of `except`. */
export function facetFilter(filters: SearchFilters, except?: Facet): Query {
  const chosen = FACETS.filter((facet) => facet !== except).map((facet) =>
    filterOf(facet, filters),
  );
  return allOf(...chosen.filter((filter) => filter !== undefined));
}

interface FacetAnswer {
  values: Buckets<TermBucket & PatternText>;
  without?: { doc_count: number };
}

export type FacetAnswers = Record<`facet_${Facet}`, FacetAnswer>;

/** Each facet counts under the filters of all the others, so that one can choose a second value. */
export function facetAggregations(filters: SearchFilters): Aggregations {
  return Object.fromEntries(
    FACETS.map((facet) => [
      `facet_${facet}`,
      {
        filter: facetFilter(filters, facet),
        aggs: {
          values: {
            terms: { field: FIELDS[facet], size: MAX_VALUES },
            ...(facet === 'pattern' ? { aggs: TEXT_OF_PATTERN } : {}),
          },
          ...(facet in WITHOUT_FIELD ? { without: { missing: { field: FIELDS[facet] } } } : {}),
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
    const key = WITHOUT_FIELD[facet];
    const count = answer?.without?.doc_count ?? 0;
    return key !== undefined && count > 0 ? [{ key, count }, ...values] : values;
  };
  return {
    severity: valuesOf('severity'),
    host: valuesOf('host'),
    service: valuesOf('service'),
    pattern: valuesOf('pattern'),
    label: valuesOf('label'),
    detector: valuesOf('detector'),
    unit: valuesOf('unit'),
  };
}
