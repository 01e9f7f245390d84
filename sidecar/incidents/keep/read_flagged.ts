import type { Client, estypes } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { StoredAnomaly } from '../../sinks/elasticsearch/documents';
import { flaggedLineOf, type FlaggedLine } from '../flagged_line';

const PAGE_SIZE = 2_000;
/** Of more lines the worst are taken: so many that a model that flags everything costs seconds, not hours. */
export const MAX_LINES = 20_000;

/** Flagged and not suppressed by a verdict. */
export const IS_SHOWN: estypes.QueryDslBoolQuery = {
  must_not: [{ term: { 'anomaly.suppressed': true } }],
};

/**
 * The flagged lines of the time [fromMs, toMs), the worst first, each once: of two models that flagged the same
 * line the later one counts.
 */
export async function readFlagged(
  client: Client,
  fromMs: number,
  toMs: number,
  retry: RetryOptions,
): Promise<FlaggedLine[]> {
  const found = new Map<string, { line: FlaggedLine; ingested: string }>();
  const { id } = await withRetry(
    () =>
      client.openPointInTime({
        index: ANOMALIES_INDEX_PATTERN,
        keep_alive: '1m',
        ignore_unavailable: true,
      }),
    retry,
  );
  try {
    let after: estypes.SortResults | undefined;
    for (let read = 0; read < MAX_LINES;) {
      retry.signal?.throwIfAborted();
      const size = Math.min(PAGE_SIZE, MAX_LINES - read);
      const answer = await withRetry(
        () =>
          client.search<StoredAnomaly>({
            pit: { id, keep_alive: '1m' },
            size,
            track_total_hits: false,
            _source_excludes: ['origin', 'anomaly.detectors'],
            query: {
              bool: {
                ...IS_SHOWN,
                filter: [
                  { range: { '@timestamp': { gte: fromMs, lt: toMs, format: 'epoch_millis' } } },
                ],
              },
            },
            sort: [{ 'anomaly.score': 'desc' }, { _shard_doc: 'asc' }],
            ...(after ? { search_after: after } : {}),
          }),
        retry,
      );
      const { hits } = answer.hits;
      for (const hit of hits) {
        if (!hit._source) continue;
        const line = flaggedLineOf(hit._id ?? '', hit._source);
        const { ingested } = hit._source.event;
        const known = found.get(line.lineId);
        if (!known || known.ingested < ingested) found.set(line.lineId, { line, ingested });
      }
      read += hits.length;
      if (hits.length < size) break;
      after = hits[hits.length - 1].sort;
    }
  } finally {
    await client.closePointInTime({ id }, { ignore: [404] }).catch(() => {});
  }
  return Array.from(found.values(), ({ line }) => line);
}
