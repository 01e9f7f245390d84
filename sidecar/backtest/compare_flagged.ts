import type { Client, estypes } from '@elastic/elasticsearch';
import type { BacktestResult } from '../../common/api/backtest/schema';
import { ANOMALIES_INDEX_PATTERN, ROLLUP_INDEX_PATTERN } from '../../common/indices';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import { timeFilter, type TimeRange } from '../sources/elasticsearch/seq_reader';
import type { BacktestTally } from './backtest_tally';

const PAGE_SIZE = 5_000;
const KEEP_ALIVE = '1m';

/** How many flagged lines of a period two models share; null where the active one has not scored it. */
export async function compareFlagged(
  client: Client,
  tally: BacktestTally,
  activeModel: string,
  period: Required<Omit<TimeRange, 'field'>>,
  retry: RetryOptions,
): Promise<BacktestResult['compared']> {
  if (!tally.isComparable || !(await hasScored(client, activeModel, period, retry))) return null;
  const query: estypes.QueryDslQueryContainer = {
    bool: {
      filter: [
        { term: { 'anomaly.model': activeModel } },
        { term: { 'anomaly.suppressed': false } },
        timeFilter({ field: '@timestamp', ...period }),
      ],
      must_not: [{ exists: { field: 'anomaly.unit.kind' } }],
    },
  };
  let [both, onlyActive] = [0, 0];
  for await (const sources of sourcesOf(client, query, retry)) {
    for (const source of sources) {
      if (tally.has(source)) both++;
      else onlyActive++;
    }
  }
  return {
    active_model: activeModel,
    both,
    only_this: tally.flagged - both,
    only_active: onlyActive,
  };
}

async function hasScored(
  client: Client,
  model: string,
  period: Omit<TimeRange, 'field'>,
  retry: RetryOptions,
): Promise<boolean> {
  const answer = await withRetry(
    () =>
      client.search({
        index: ROLLUP_INDEX_PATTERN,
        ignore_unavailable: true,
        allow_no_indices: true,
        size: 0,
        terminate_after: 1,
        query: {
          bool: {
            filter: [
              { term: { 'rollup.model': model } },
              timeFilter({ field: '@timestamp', ...period }),
            ],
          },
        },
      }),
    retry,
  );
  const { total } = answer.hits;
  return (typeof total === 'number' ? total : (total?.value ?? 0)) > 0;
}

interface Found {
  source: { index: string; id: string };
}

async function* sourcesOf(
  client: Client,
  query: estypes.QueryDslQueryContainer,
  retry: RetryOptions,
): AsyncGenerator<Found['source'][]> {
  const { id } = await withRetry(
    () =>
      client.openPointInTime({
        index: ANOMALIES_INDEX_PATTERN,
        keep_alive: KEEP_ALIVE,
        ignore_unavailable: true,
      }),
    retry,
  );
  try {
    let after: estypes.SortResults | undefined;
    for (;;) {
      const answer = await withRetry(
        () =>
          client.search<Found>({
            pit: { id, keep_alive: KEEP_ALIVE },
            size: PAGE_SIZE,
            track_total_hits: false,
            _source: ['source.index', 'source.id'],
            query,
            sort: [{ _shard_doc: 'asc' }],
            ...(after ? { search_after: after } : {}),
          }),
        retry,
      );
      const { hits } = answer.hits;
      yield hits.flatMap(({ _source }) => (_source ? [_source.source] : []));
      if (hits.length < PAGE_SIZE) return;
      after = hits[hits.length - 1].sort;
    }
  } finally {
    await client.closePointInTime({ id }, { ignore: [404] }).catch(() => {});
  }
}
