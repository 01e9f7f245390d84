import type { Client, estypes } from '@elastic/elasticsearch';
import { isTooLarge } from '../../elasticsearch/errors';
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
  options: TimeReadOptions,
): AsyncGenerator<TimedLine[]> {
  const { id } = await withRetry(
    () =>
      client.openPointInTime({ index: pattern, keep_alive: KEEP_ALIVE, ignore_unavailable: true }),
    options.retry,
  );
  const reader = new TimeReader(client, id, range, options);
  try {
    while (!reader.isDone) {
      const lines = await reader.next();
      if (lines.length > 0) yield lines;
    }
  } finally {
    await client.closePointInTime({ id: reader.id }, { ignore: [404] }).catch(() => {});
  }
}

class TimeReader {
  isDone = false;
  private after: estypes.SortResults | undefined;
  /** Falls when answers turn out too large, and recovers afterwards. */
  private pageSize: number;

  constructor(
    private readonly client: Client,
    public id: string,
    private readonly range: TimeRange,
    private readonly options: TimeReadOptions,
  ) {
    this.pageSize = options.pageSize;
  }

  async next(): Promise<TimedLine[]> {
    try {
      const hits = await this.search(this.pageSize, { includes: [...this.options.fields] });
      this.pageSize = Math.min(this.options.pageSize, this.pageSize * 2);
      return hits.flatMap(({ _index, _id, _source }): TimedLine[] =>
        _id !== undefined && _source ? [{ index: _index, id: _id, source: _source }] : [],
      );
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      // A single line that is greater than the bound: its content is not asked for.
      if (this.pageSize === 1) await this.search(1, false);
      else this.pageSize = Math.ceil(this.pageSize / 4);
      return [];
    }
  }

  /** Searches on from the last hit and moves past what it finds. */
  private async search(
    size: number,
    source: estypes.SearchSourceConfig,
  ): Promise<estypes.SearchHit<Record<string, unknown>>[]> {
    const { range } = this;
    const answer = await withRetry(
      () =>
        this.client.search<Record<string, unknown>>({
          pit: { id: this.id, keep_alive: KEEP_ALIVE },
          size,
          track_total_hits: false,
          allow_partial_search_results: false,
          query: timeFilter(range),
          _source: source,
          sort: [{ [range.field]: { order: 'asc', format: 'strict_date_optional_time_nanos' } }],
          ...(this.after ? { search_after: this.after } : {}),
        }),
      this.options.retry,
    );
    this.id = answer.pit_id ?? this.id;
    const { hits } = answer.hits;
    this.after = hits.at(-1)?.sort ?? this.after;
    this.isDone = hits.length < size;
    return hits;
  }
}
