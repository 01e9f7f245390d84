import type { Client, estypes } from '@elastic/elasticsearch';
import { ROLLUP_INDEX_PATTERN } from '../../common/indices';
import { LOG_LEVELS } from '../../common/log_level';
import type { Config } from '../config';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import { fieldMapping, timeField } from '../field_mapping';
import { timeFilter } from '../sources/elasticsearch/seq_reader';
import { USUAL_FIELDS } from '../pipeline/parse/document/field_mapping';

/** Rollups are kept by the minute. */
const MINUTE_MS = 60_000;
/** Wild times are left aside. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);
const DAY_MS = 86_400_000;
const ERROR_LEVELS = LOG_LEVELS.slice(LOG_LEVELS.indexOf('error'));

/** What is counted, and where it stands in Elasticsearch. */
export interface CountSource {
  kind: 'rollups' | 'logs';
  index: string;
  timeField: string;
  filter: estypes.QueryDslQueryContainer[];
  /** Fields that are added up; documents are counted where there are none. */
  sumOf: readonly string[];
  /** How long a document's time stands for. */
  grainMs: number;
}

export interface Subject {
  metric: 'lines' | 'errors';
  service?: string;
  host?: string;
}

export interface Period {
  fromMs?: number;
  toMs?: number;
}

/** The rollups that the sidecar writes of every line that it scores. */
export function rollupSource({ metric, service, host }: Subject): CountSource {
  const filter: estypes.QueryDslQueryContainer[] = [];
  if (service !== undefined) filter.push({ term: { 'service.name': service } });
  if (host !== undefined) filter.push({ term: { 'host.name': host } });
  return {
    kind: 'rollups',
    index: ROLLUP_INDEX_PATTERN,
    timeField: '@timestamp',
    filter,
    sumOf:
      metric === 'lines' ? ['rollup.lines'] : ERROR_LEVELS.map((level) => `rollup.levels.${level}`),
    grainMs: MINUTE_MS,
  };
}

/** The logs themselves. Only lines can be counted there: levels stand in the text, as often as not. */
export function logSource(config: Config, index: string, { service, host }: Subject): CountSource {
  const mapping = fieldMapping(config);
  const filter: estypes.QueryDslQueryContainer[] = [];
  if (service !== undefined) filter.push(anyOf(mapping.service, USUAL_FIELDS.service, service));
  if (host !== undefined) filter.push(anyOf(mapping.host, USUAL_FIELDS.host, host));
  return { kind: 'logs', index, timeField: timeField(config), filter, sumOf: [], grainMs: 1 };
}

/** Text under dynamic mapping is found by its keyword. */
function anyOf(
  named: readonly string[] | undefined,
  usual: readonly string[],
  value: string,
): estypes.QueryDslQueryContainer {
  const fields = (named ?? usual).flatMap((field) => [field, `${field}.keyword`]);
  return { bool: { should: fields.map((field) => ({ term: { [field]: value } })) } };
}

/**
 * When the subject's data begin and when the data of all end: what stopped before the others counts as nothing, not as
 * not yet known. Null where the subject has none.
 */
export async function spanOf(
  client: Client,
  source: CountSource,
  period: Period,
  retry: RetryOptions,
): Promise<{ firstMs: number; endMs: number } | null> {
  const field = source.timeField;
  const answer = await search<{
    last: { value: number | null };
    own: { first: { value: number | null } };
  }>(client, source, period, retry, {
    last: { max: { field } },
    own: { filter: { bool: { filter: source.filter } }, aggs: { first: { min: { field } } } },
  });
  const first = answer?.own.first.value ?? null;
  const last = answer?.last.value ?? null;
  if (first === null || last === null) return null;
  const endMs = Math.min(last + source.grainMs, period.toMs ?? Infinity);
  return { firstMs: Math.max(first, period.fromMs ?? -Infinity), endMs };
}

/** Counts by start of interval; intervals without any are left out. */
export async function readCounts(
  client: Client,
  source: CountSource,
  period: Required<Period>,
  intervalMs: number,
  retry: RetryOptions,
): Promise<Map<number, number>> {
  const sums = Object.fromEntries(
    source.sumOf.map((field, i) => [`sum_${i}`, { sum: { field } }] as const),
  );
  type Bucket = { key: number; doc_count: number } & Record<string, unknown>;
  const answer = await search<{ own: { counts: { buckets: Bucket[] } } }>(
    client,
    source,
    period,
    retry,
    {
      own: {
        filter: { bool: { filter: source.filter } },
        aggs: {
          counts: {
            date_histogram: {
              field: source.timeField,
              fixed_interval: `${intervalMs}ms`,
              min_doc_count: 1,
            },
            aggs: sums,
          },
        },
      },
    },
  );
  const counts = new Map<number, number>();
  for (const bucket of answer?.own.counts.buckets ?? []) {
    const sum = source.sumOf.reduce((total, _, i) => total + sumIn(bucket[`sum_${i}`]), 0);
    counts.set(bucket.key, source.sumOf.length === 0 ? bucket.doc_count : sum);
  }
  return counts;
}

function sumIn(aggregate: unknown): number {
  return (aggregate as { value?: number | null } | undefined)?.value ?? 0;
}

async function search<A>(
  client: Client,
  source: CountSource,
  { fromMs, toMs }: Period,
  retry: RetryOptions,
  aggs: Record<string, estypes.AggregationsAggregationContainer>,
): Promise<A | undefined> {
  const range = {
    field: source.timeField,
    fromMs: Math.max(EARLIEST_MS, fromMs ?? -Infinity),
    toMs: Math.min(Date.now() + DAY_MS, toMs ?? Infinity),
  };
  const answer = await withRetry(
    () =>
      client.search<unknown, A & Record<string, never>>(
        {
          index: source.index,
          ignore_unavailable: true,
          allow_no_indices: true,
          // A part of the answer would be taken for all of it.
          allow_partial_search_results: false,
          size: 0,
          track_total_hits: false,
          query: timeFilter(range),
          aggs,
        },
        { signal: retry.signal },
      ),
    retry,
  );
  return answer.aggregations;
}
