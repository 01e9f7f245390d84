import type { BulkLabelRequest } from '../../common/api/labels/bulk_schema';
import { LIMITS } from '../../common/api/limits';
import type { Verdict } from '../../common/anomaly';
import type { SearchFilters } from '../../common/app_api/search/filters';
import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { AppError } from '../app_error';
import { search, type Buckets, type Query, type Read, type TermBucket } from './elasticsearch';
import { allMatching, matchingOf } from './matching';

interface PairBucket {
  example: { hits: { hits: { _index: string; _id: string }[] } };
}

/**
 * One line for each pattern on each host among those that match: a verdict on it holds for all of them. It is the line
 * that the verdict reaches furthest with (see the sidecar's labels).
 * @throws AppError where there are too many
 */
export async function exampleOfEachPair(
  read: Read,
  filters: SearchFilters,
  verdict: Verdict,
  activeModel: string | undefined,
): Promise<BulkLabelRequest['anomalies']> {
  const { aggregations } = await search<never, { pairs: Buckets<PairBucket> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: await queryOf(read, filters, activeModel),
      aggs: {
        pairs: {
          composite: {
            size: LIMITS.maxBulkLabels + 1,
            sources: [
              { template: { terms: { field: 'anomaly.template.id' } } },
              { host: { terms: { field: 'host.name' } } },
            ],
          },
          aggs: {
            example: {
              top_hits: {
                size: 1,
                _source: false,
                sort: [{ 'anomaly.score': { order: verdict === 'true' ? 'asc' : 'desc' } }],
              },
            },
          },
        },
      },
    },
  );
  const pairs = aggregations?.pairs.buckets ?? [];
  refuseTooMany(pairs.length);
  return pairs.flatMap(({ example }) =>
    example.hits.hits.map(({ _index, _id }) => ({ anomaly_index: _index, anomaly_id: _id })),
  );
}

/** Ids of the labels that hold for what matches. @throws AppError where there are too many */
export async function labelsOfMatching(
  read: Read,
  filters: SearchFilters,
  activeModel: string | undefined,
): Promise<string[]> {
  const { aggregations } = await search<never, { labels: Buckets<TermBucket> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: await queryOf(read, filters, activeModel),
      aggs: { labels: { terms: { field: 'anomaly.label_id', size: LIMITS.maxBulkLabels + 1 } } },
    },
  );
  const labels = aggregations?.labels.buckets ?? [];
  refuseTooMany(labels.length);
  return labels.map(({ key }) => key);
}

const queryOf = async (
  read: Read,
  filters: SearchFilters,
  activeModel: string | undefined,
): Promise<Query> => allMatching(await matchingOf(read, filters, activeModel));

function refuseTooMany(count: number): void {
  if (count <= LIMITS.maxBulkLabels) return;
  throw new AppError(
    422,
    'too_many',
    `More than ${LIMITS.maxBulkLabels} pairs of pattern and host match. Narrow the period or the filters.`,
  );
}
