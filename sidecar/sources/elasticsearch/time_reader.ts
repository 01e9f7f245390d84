import type { Client, estypes } from '@elastic/elasticsearch';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import { timeFilter, type TimeRange } from './seq_reader';

/** A document with the index that holds it. */
export interface TimedLine {
  index: string;
  id: string;
  source: Record<string, unknown>;
}

export interface TimeReadOptions {
  /** Lines of a page, at most. */
  pageSize: number;
  fields: readonly string[];
  retry: RetryOptions;
}

const KEEP_ALIVE = '5m';

/** Reads the lines of a period over all indices of a pattern in order of their time, from one point in time. */
export async function* readByTime(
  client: Client,
  pattern: string,
  range: TimeRange,
  { pageSize, fields, retry }: TimeReadOptions,
): AsyncGenerator<TimedLine[]> {
  const opened = await withRetry(
    () =>
      client.openPointInTime({ index: pattern, keep_alive: KEEP_ALIVE, ignore_unavailable: true }),
    retry,
  );
  let { id } = opened;
  try {
    let after: estypes.SortResults | undefined;
    for (;;) {
      const answer = await withRetry(
        () =>
          client.search<Record<string, unknown>>({
            pit: { id, keep_alive: KEEP_ALIVE },
            size: pageSize,
            track_total_hits: false,
            allow_partial_search_results: false,
            query: timeFilter(range),
            _source: { includes: [...fields] },
            sort: [{ [range.field]: { order: 'asc', format: 'strict_date_optional_time_nanos' } }],
            ...(after ? { search_after: after } : {}),
          }),
        retry,
      );
      id = answer.pit_id ?? id;
      const { hits } = answer.hits;
      const lines = hits.flatMap(({ _index, _id, _source }): TimedLine[] =>
        _id !== undefined && _source ? [{ index: _index, id: _id, source: _source }] : [],
      );
      if (lines.length > 0) yield lines;
      if (hits.length < pageSize) return;
      after = hits[hits.length - 1].sort;
    }
  } finally {
    await client.closePointInTime({ id }, { ignore: [404] }).catch(() => {});
  }
}
