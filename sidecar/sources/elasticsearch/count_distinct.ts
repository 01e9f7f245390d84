import type { Client } from '@elastic/elasticsearch';
import type { PreviewRequest } from '../../../common/api/sources/schema';
import type { Config } from '../../config';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';

import { minuteRange } from './minute_range';
import type { LogEvent } from '../../pipeline/parse';
import { timeFilter } from './seq_reader';
import { fieldMapping, timeField } from '../../field_mapping';

/** Where the name of a host or service usually stands; of those that can be counted the greatest count is taken. */
const FIELDS = {
  hosts: ['host.hostname', 'logsource', 'host.name', 'host', 'hostname'],
  services: ['service.name', 'service', 'process.name', 'program', 'container.name'],
};

/**
 * How many hosts and services there are: as many as the sample shows, or more where a field that Elasticsearch
 * can count says so.
 */
export async function countDistinct(
  client: Client,
  config: Config,
  request: PreviewRequest & { index: string },
  sample: readonly LogEvent[],
  retry: RetryOptions,
): Promise<{ hosts: number; services: number }> {
  const mapping = fieldMapping(config);
  const fields = {
    hosts: mapping.host ?? FIELDS.hosts,
    services: mapping.service ?? FIELDS.services,
  };
  const countable = await countableFields(
    client,
    request.index,
    [...fields.hosts, ...fields.services],
    retry,
  );
  const range = minuteRange(timeField(config), request.from, request.to);
  const aggs = Object.fromEntries(
    countable.map((field) => [field, { cardinality: { field } }] as const),
  );
  const counts =
    countable.length === 0
      ? {}
      : (
          await withRetry(
            () =>
              client.search<unknown, Record<string, { value: number }>>(
                {
                  index: request.index,
                  ignore_unavailable: true,
                  size: 0,
                  track_total_hits: false,
                  query: range ? timeFilter(range) : { match_all: {} },
                  aggs,
                },
                { signal: retry.signal },
              ),
            retry,
          )
        ).aggregations;
  const greatest = (names: readonly string[], seen: Set<string>) =>
    Math.max(
      seen.size,
      ...names.flatMap((name) => [
        counts?.[name]?.value ?? 0,
        counts?.[`${name}.keyword`]?.value ?? 0,
      ]),
    );
  return {
    hosts: greatest(fields.hosts, new Set(sample.map(({ host }) => host).filter(Boolean))),
    services: greatest(
      fields.services,
      new Set(sample.map(({ service }) => service).filter(Boolean)),
    ),
  };
}

/** Of the fields those that can be counted in every index that has them; text under dynamic mapping by its keyword. */
async function countableFields(
  client: Client,
  index: string,
  fields: readonly string[],
  retry: RetryOptions,
): Promise<string[]> {
  const answer = await withRetry(
    () =>
      client.fieldCaps(
        {
          index,
          ignore_unavailable: true,
          allow_no_indices: true,
          fields: fields.flatMap((field) => [field, `${field}.keyword`]),
        },
        { signal: retry.signal },
      ),
    retry,
  );
  return Object.entries(answer.fields).flatMap(([field, types]) => {
    const capabilities = Object.values(types);
    const isCountable =
      capabilities.length > 0 && capabilities.every(({ aggregatable }) => aggregatable);
    return isCountable ? [field] : [];
  });
}
