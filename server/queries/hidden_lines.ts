import { ANOMALIES_INDEX_PATTERN } from '../../common/indices';
import { allOf, search, type Buckets, type Read, type TermBucket } from './elasticsearch';

/** How many lines each label keeps below the threshold; labels that hide none are left out. */
export async function readHiddenLines(
  read: Read,
  labelIds: readonly string[],
): Promise<Map<string, number>> {
  if (labelIds.length === 0) return new Map();
  const { aggregations } = await search<unknown, { labels: Buckets<TermBucket> }>(
    read,
    ANOMALIES_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      query: allOf(
        { term: { 'anomaly.suppressed': true } },
        { terms: { 'anomaly.label_id': [...labelIds] } },
      ),
      aggs: { labels: { terms: { field: 'anomaly.label_id', size: labelIds.length } } },
    },
  );
  const buckets = aggregations?.labels.buckets ?? [];
  return new Map(buckets.map(({ key, doc_count: lines }) => [key, lines]));
}
