import type { Client, estypes } from '@elastic/elasticsearch';
import { isTooLarge } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { SourceShard } from './shards';

/**
 * Sequence numbers are worked through in blocks of this many; no batch crosses the border of a block. So
 * whatever an earlier model wrote for a block can be replaced as a whole.
 */
export const SEQ_BLOCK = 10_000;

/** A document of a source index. */
export interface SourceLine {
  id: string;
  seqNo: number;
  source: Record<string, unknown>;
}

/** The lines of one shard from one sequence number up to another, within one block. */
export interface SeqPage {
  fromSeqNo: number;
  /** Everything below this was read. */
  nextSeqNo: number;
  lines: SourceLine[];
  /** Lines that are too large to be taken into memory; they were passed over. */
  oversize: number;
}

export interface TimeRange {
  /** Field of the documents that holds their time. */
  field: string;
  /** Inclusive. */
  fromMs?: number;
  /** Exclusive. */
  toMs?: number;
}

export interface ReadOptions {
  /** Lines of a page, at most. */
  pageSize: number;
  /** Fields of the documents that are needed; all where left out. */
  fields?: readonly string[];
  timeRange?: TimeRange;
  /** Only documents that match. */
  query?: estypes.QueryDslQueryContainer;
  retry: RetryOptions;
  /** Tears a request apart; without it only the waiting between tries ends (`retry.signal`). */
  signal?: AbortSignal;
}

/** How much of a shard lies in a time range. */
export interface ShardExtent {
  lines: number;
  /** Infinity where there are no lines. */
  minSeqNo: number;
  /** −1 where there are no lines. */
  maxSeqNo: number;
}

/** Reads one shard in the order in which its lines arrived. */
export class SeqReader {
  /** Falls when answers turn out too large, and recovers afterwards. */
  private pageSize: number;

  constructor(
    private readonly client: Client,
    readonly shard: SourceShard,
    private readonly options: ReadOptions,
  ) {
    this.pageSize = options.pageSize;
  }

  /**
   * The next lines from `fromSeqNo` on and below `endSeqNo`, within one block. An empty page that
   * reaches `endSeqNo` means that there are no more.
   * @throws the error of Elasticsearch; see isIndexGone for one that was deleted meanwhile
   */
  async read(fromSeqNo: number, endSeqNo: number): Promise<SeqPage> {
    let from = fromSeqNo;
    for (;;) {
      const end = Math.min(endSeqNo, blockEnd(from));
      const page = await this.readWithin(from, end);
      if (page.lines.length > 0 || page.oversize > 0) return page;
      const next = end < endSeqNo ? await this.firstSeqNo(end, endSeqNo) : null;
      if (next === null) return { fromSeqNo, nextSeqNo: endSeqNo, lines: [], oversize: 0 };
      from = next;
    }
  }

  async extent(): Promise<ShardExtent> {
    const answer = await this.search<{
      first: { value: number | null };
      last: { value: number | null };
    }>({
      size: 0,
      track_total_hits: true,
      query: this.query([]),
      aggs: { first: { min: { field: '_seq_no' } }, last: { max: { field: '_seq_no' } } },
    });
    return {
      lines: hitsTotal(answer),
      minSeqNo: answer.aggregations?.first.value ?? Infinity,
      maxSeqNo: answer.aggregations?.last.value ?? -1,
    };
  }

  /** Lines from one sequence number up to another. */
  async count(fromSeqNo: number, endSeqNo: number): Promise<number> {
    const answer = await this.search({
      size: 0,
      track_total_hits: true,
      query: this.query([{ range: { _seq_no: { gte: fromSeqNo, lt: endSeqNo } } }]),
    });
    return hitsTotal(answer);
  }

  private async readWithin(from: number, end: number): Promise<SeqPage> {
    for (;;) {
      try {
        const page = await this.readOnce(from, end, this.pageSize);
        this.pageSize = Math.min(this.options.pageSize, this.pageSize * 2);
        return page;
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        if (this.pageSize === 1) return this.passOver(from, end);
        this.pageSize = Math.ceil(this.pageSize / 4);
      }
    }
  }

  private async readOnce(from: number, end: number, size: number): Promise<SeqPage> {
    const answer = await this.search({
      size,
      track_total_hits: false,
      query: this.query([{ range: { _seq_no: { gte: from, lt: end } } }]),
      sort: [{ _seq_no: 'asc' }],
      ...(this.options.fields ? { _source: { includes: [...this.options.fields] } } : {}),
    });
    const lines = answer.hits.hits.map((hit) => ({
      id: hit._id ?? '',
      seqNo: Number(hit.sort?.[0]),
      source: hit._source ?? {},
    }));
    const full = lines.length === size;
    const nextSeqNo = full ? lines[lines.length - 1].seqNo + 1 : end;
    return { fromSeqNo: from, nextSeqNo, lines, oversize: 0 };
  }

  /** A single line that is greater than the bound: its content is not asked for. */
  private async passOver(from: number, end: number): Promise<SeqPage> {
    const seqNo = (await this.firstSeqNo(from, end)) ?? end - 1;
    return { fromSeqNo: from, nextSeqNo: seqNo + 1, lines: [], oversize: 1 };
  }

  private async firstSeqNo(from: number, end: number): Promise<number | null> {
    const answer = await this.search({
      size: 1,
      track_total_hits: false,
      query: this.query([{ range: { _seq_no: { gte: from, lt: end } } }]),
      sort: [{ _seq_no: 'asc' }],
      _source: false,
    });
    const hit = answer.hits.hits.at(0);
    return hit ? Number(hit.sort?.[0]) : null;
  }

  private query(filters: estypes.QueryDslQueryContainer[]): estypes.QueryDslQueryContainer {
    const { timeRange, query } = this.options;
    const filter = [
      ...filters,
      ...(timeRange ? [timeFilter(timeRange)] : []),
      ...(query ? [query] : []),
    ];
    return filter.length > 0 ? { bool: { filter } } : { match_all: {} };
  }

  private search<A = unknown>(
    body: estypes.SearchRequest,
  ): Promise<estypes.SearchResponse<Record<string, unknown>, A>> {
    const { retry, signal } = this.options;
    return withRetry(
      () =>
        this.client.search<Record<string, unknown>, A>(
          {
            index: this.shard.indexName,
            preference: `_shards:${this.shard.shard}`,
            // A part of the answer would be taken for all of it, and its missing lines for read.
            allow_partial_search_results: false,
            request_cache: false,
            ...body,
          },
          { signal },
        ),
      retry,
    );
  }
}

function hitsTotal({ hits: { total } }: Pick<estypes.SearchResponse, 'hits'>): number {
  return typeof total === 'number' ? total : (total?.value ?? 0);
}

export function timeFilter(range: TimeRange): estypes.QueryDslQueryContainer {
  return {
    range: {
      [range.field]: {
        ...(range.fromMs === undefined ? {} : { gte: range.fromMs }),
        ...(range.toMs === undefined ? {} : { lt: range.toMs }),
        format: 'epoch_millis',
      },
    },
  };
}

/** The first sequence number of the block after the one that `seqNo` lies in. */
export function blockEnd(seqNo: number): number {
  return (Math.floor(seqNo / SEQ_BLOCK) + 1) * SEQ_BLOCK;
}
