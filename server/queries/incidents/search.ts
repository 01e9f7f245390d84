import type { estypes } from '@elastic/elasticsearch';
import { bucketGrid } from '../../../common/app_api/buckets';
import type {
  IncidentCounts,
  IncidentSearch,
  IncidentSearchResponse,
  IncidentSortField,
  OpenIncidents,
} from '../../../common/app_api/incidents/schema';
import { MAX_OPEN_IDS } from '../../../common/app_api/incidents/schema';
import type { TimeRange } from '../../../common/app_api/time_range';
import type { IncidentDocument, StoredIncident } from '../../../common/incident';
import { INCIDENTS_INDEX } from '../../../common/indices';
import {
  allOf,
  search,
  type Aggregations,
  type Buckets,
  type Query,
  type Read,
  type SingleValue,
  type TermBucket,
} from '../elasticsearch';
import { severityCounts } from '../severity_counts';
import { chosen, fieldOf, goingOn, INCIDENT_FACETS, OPEN, type IncidentFacet } from './filters';
import { readSparks } from './sparks';

const SORT_FIELDS: Record<IncidentSortField, string> = {
  score: 'incident.score',
  time: 'incident.start',
  lines: 'incident.lines',
};
const MAX_FACET_VALUES = 100;
const WORST_FIRST: estypes.SortCombinations[] = [
  { 'incident.score': { order: 'desc', unmapped_type: 'float' } },
  { 'incident.lines': { order: 'desc', unmapped_type: 'long' } },
  { 'incident.start': { order: 'desc', unmapped_type: 'date' } },
  { 'incident.id': { order: 'asc', unmapped_type: 'keyword' } },
];

interface Answer {
  open: { doc_count: number; severity: Buckets<TermBucket>; lines: SingleValue };
  started: { doc_count: number };
  confirmed: { doc_count: number };
  false_positive: { doc_count: number };
}
type FacetAnswers = Record<`facet_${IncidentFacet}`, { values: Buckets<TermBucket> }>;

/** One page of incidents; counts and facets are of the whole period, in the same search. */
export async function searchIncidents(
  read: Read,
  request: IncidentSearch,
): Promise<IncidentSearchResponse> {
  const grid = bucketGrid(
    Date.parse(request.from),
    Date.parse(request.to),
    request.buckets,
    request.utc_offset_minutes * 60_000,
  );
  const { hits, total, aggregations } = await search<IncidentDocument, Answer & FacetAnswers>(
    read,
    INCIDENTS_INDEX,
    {
      from: request.page * request.size,
      size: request.size,
      track_total_hits: true,
      query: goingOn(request.from, request.to),
      post_filter: chosen(request),
      sort: sortOf(request),
      // The members are needed for the bars, and go no further.
      _source_excludes: ['incident.events', 'incident.links', 'incident.former_ids'],
      aggs: {
        ...COUNTS,
        started: { filter: startedIn(request) },
        ...facetAggregations(request),
      },
    },
  );
  const incidents = hits.flatMap(({ _source }) => (_source ? [_source.incident] : []));
  const sparks = await readSparks(read, incidents, grid);
  return {
    total,
    rows: incidents.map((incident, i) => ({ incident: listItemOf(incident), counts: sparks[i] })),
    grid,
    counts: countsOf(aggregations),
    facets: {
      severity: facetOf(aggregations, 'severity'),
      host: facetOf(aggregations, 'host'),
      service: facetOf(aggregations, 'service'),
    },
  };
}

/** What is to be judged, worst first: for the badge, and to go from one to the next. */
export async function readOpenIncidents(
  read: Read,
  { from, to }: TimeRange,
): Promise<OpenIncidents> {
  const { hits, total } = await search<IncidentDocument, never>(read, INCIDENTS_INDEX, {
    size: MAX_OPEN_IDS,
    track_total_hits: true,
    query: allOf(goingOn(from, to), OPEN),
    sort: WORST_FIRST,
    _source: ['incident.id'],
  });
  return { total, ids: hits.flatMap(({ _source }) => (_source ? [_source.incident.id] : [])) };
}

function sortOf({ sort }: IncidentSearch): estypes.SortCombinations[] {
  const field = SORT_FIELDS[sort.field];
  const first = { [field]: { order: sort.direction, unmapped_type: 'float' as const } };
  return [first, ...WORST_FIRST.filter((next) => !Object.hasOwn(next as object, field))];
}

const verdictIs = (verdict: string): Query => ({ term: { 'incident.verdict.verdict': verdict } });

const COUNTS: Aggregations = {
  open: {
    filter: OPEN,
    aggs: {
      severity: { terms: { field: 'incident.severity' } },
      lines: { sum: { field: 'incident.lines' } },
    },
  },
  confirmed: { filter: verdictIs('confirmed') },
  false_positive: { filter: verdictIs('false_positive') },
};

/** New in the period; of a dissolved one nothing is left that could be new. */
const startedIn = ({ from }: TimeRange): Query => ({
  bool: {
    filter: { range: { 'incident.start': { gte: from } } },
    must_not: { term: { 'incident.dissolved': true } },
  },
});

function facetAggregations(request: IncidentSearch): Aggregations {
  return Object.fromEntries(
    INCIDENT_FACETS.map((facet) => [
      `facet_${facet}`,
      {
        filter: chosen(request, facet),
        aggs: { values: { terms: { field: fieldOf(facet), size: MAX_FACET_VALUES } } },
      },
    ]),
  );
}

const facetOf = (answers: FacetAnswers | undefined, facet: IncidentFacet) =>
  (answers?.[`facet_${facet}`].values.buckets ?? []).map(({ key, doc_count }) => ({
    key,
    count: doc_count,
  }));

const countsOf = (answer: Answer | undefined): IncidentCounts => ({
  open: answer?.open.doc_count ?? 0,
  confirmed: answer?.confirmed.doc_count ?? 0,
  falsePositive: answer?.false_positive.doc_count ?? 0,
  started: answer?.started.doc_count ?? 0,
  openBySeverity: severityCounts(answer?.open),
  openLines: answer?.open.lines.value ?? 0,
});

/** Without the members. */
function listItemOf(incident: StoredIncident): IncidentSearchResponse['rows'][number]['incident'] {
  const { id, title, sentence, start, end, severity, score, lines } = incident;
  const { hosts, services, suspect, events_total, verdict, dissolved } = incident;
  return {
    ...{ id, title, sentence, start, end, severity, score, lines },
    ...{ hosts, services, suspect, events_total, verdict, dissolved },
  };
}
