import type { estypes } from '@elastic/elasticsearch';
import type { AnomalyDocument } from '../../common/anomaly';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import type {
  AnomalyContext,
  ContextQuery,
  NeighbourLine,
} from '../../common/app_api/context/schema';
import type { AnomalyRow } from '../../common/app_api/search/schema';
import { readAnomaly } from './anomaly';
import { allOf, search, type Query, type Read } from './elasticsearch';
import { allDaysOf } from './log_indices';
import { messageOf, streamOf, valueAt, type SourceDocument } from './stream_fields';

type SourceHit = estypes.SearchHit<SourceDocument>;

/** A flagged line and the lines around it, read from the logs with the reader's own rights. */
export async function readContext(read: Read, query: ContextQuery): Promise<AnomalyContext> {
  const anomaly = await readAnomaly(read, query.index, query.id);
  const { index, id } = anomaly.document.source;
  const { score, severity } = anomaly.document.anomaly;
  const line = await readSourceLine(read, index, id);
  if (!line?._source) return { anomaly, stream: {}, line: null, before: [], after: [] };

  const stream = streamOf(line._source);
  const sameStream = await streamFilter(read, line._index, stream);
  const [before, after] = await Promise.all([
    readNeighbours(read, line, sameStream, query.lines, 'desc'),
    readNeighbours(read, line, sameStream, query.lines, 'asc'),
  ]);
  const flagged = await flaggedAmong(read, anomaly, [...before, ...after]);
  const neighbourOf = (hit: SourceHit): NeighbourLine => ({
    index: hit._index,
    id: hit._id ?? '',
    timestamp: timestampOf(hit),
    message: messageOf(hit._source ?? {}),
    ...flagged.get(hit._id ?? ''),
  });
  return {
    anomaly,
    stream,
    line: { ...neighbourOf(line), score, severity },
    before: before.reverse().map(neighbourOf),
    after: after.map(neighbourOf),
  };
}

async function readSourceLine(
  read: Read,
  index: string,
  id: string,
): Promise<SourceHit | undefined> {
  const { hits } = await search<SourceDocument, never>(read, index, {
    size: 1,
    query: { ids: { values: [id] } },
    sort: IN_ORDER('asc'),
  });
  return hits[0];
}

/** Arrival order tells lines of the same second apart. */
const IN_ORDER = (order: 'asc' | 'desc'): estypes.SortCombinations[] => [
  { '@timestamp': { order, unmapped_type: 'date' } },
  { _seq_no: { order } },
];

/** Term filters on whichever of `field` and `field.keyword` can be matched exactly. */
async function streamFilter(
  { elasticsearch, signal }: Read,
  index: string,
  stream: Record<string, string>,
): Promise<Query[]> {
  const names = Object.keys(stream);
  if (names.length === 0) return [];
  const { fields } = await elasticsearch.fieldCaps(
    {
      index,
      fields: names.flatMap((name) => [name, `${name}.keyword`]),
      ignore_unavailable: true,
      allow_no_indices: true,
    },
    { signal },
  );
  const isExact = (name: string) => {
    const types = Object.values(fields[name] ?? {});
    return (
      types.length > 0 && types.every(({ searchable, aggregatable }) => searchable && aggregatable)
    );
  };
  return names.flatMap((name): Query[] => {
    const exact = [name, `${name}.keyword`].find(isExact);
    return exact
      ? [{ term: { [exact]: stream[name] } }]
      : [{ match_phrase: { [name]: stream[name] } }];
  });
}

async function readNeighbours(
  read: Read,
  line: SourceHit,
  sameStream: Query[],
  size: number,
  order: 'asc' | 'desc',
): Promise<SourceHit[]> {
  if (size === 0 || !line.sort) return [];
  const { hits } = await search<SourceDocument, never>(read, allDaysOf(line._index), {
    size,
    track_total_hits: false,
    query: allOf(...sameStream),
    sort: IN_ORDER(order),
    search_after: line.sort,
  });
  return hits;
}

/** Scores of those neighbours that the same model flagged. */
async function flaggedAmong(
  read: Read,
  { document }: AnomalyRow,
  neighbours: SourceHit[],
): Promise<Map<string, Pick<NeighbourLine, 'score' | 'severity'>>> {
  const ids = neighbours.flatMap(({ _id }) => (_id ? [_id] : []));
  if (ids.length === 0) return new Map();
  const { hits } = await search<AnomalyDocument, never>(read, ANOMALIES_INDEX_PATTERN, {
    size: ids.length,
    track_total_hits: false,
    query: allOf(
      { terms: { 'source.id': ids } },
      { term: { 'source.index': document.source.index } },
      { term: { 'anomaly.model': document.anomaly.model } },
      { term: { 'anomaly.suppressed': false } },
    ),
    _source: ['source.id', 'anomaly.score', 'anomaly.severity'],
  });
  return new Map(
    hits.flatMap(({ _source }): [string, Pick<NeighbourLine, 'score' | 'severity'>][] => {
      if (!_source) return [];
      const { score, severity } = _source.anomaly;
      return [[_source.source.id, { score, severity }]];
    }),
  );
}

function timestampOf({ _source }: SourceHit): string | null {
  const value = valueAt(_source ?? {}, '@timestamp');
  return typeof value === 'string' ? value : null;
}
