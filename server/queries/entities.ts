import type { Entities } from '../../common/app_api/entities/schema';
import { ROLLUP_INDEX_PATTERN } from '../../common/indices';
import {
  search,
  type Aggregations,
  type Buckets,
  type Read,
  type SingleValue,
  type TermBucket,
} from './elasticsearch';

const MAX_LISTED = 500;

interface Names {
  names: Buckets<TermBucket>;
  count: SingleValue;
}

const namesIn = (field: string): Aggregations => ({
  names: {
    terms: { field, size: MAX_LISTED, order: [{ lines: 'desc' }] },
    aggs: { lines: { sum: { field: 'rollup.lines' } } },
  },
  count: { cardinality: { field } },
});

/** Hosts and services of which lines have been scored, whenever that was. */
export async function readEntities(read: Read): Promise<Entities> {
  const { aggregations } = await search<never, { hosts: Names; services: Names }>(
    read,
    ROLLUP_INDEX_PATTERN,
    {
      size: 0,
      track_total_hits: false,
      aggs: {
        hosts: { filter: { match_all: {} }, aggs: namesIn('host.name') },
        services: { filter: { match_all: {} }, aggs: namesIn('service.name') },
      },
    },
  );
  const hosts = listed(aggregations?.hosts);
  const services = listed(aggregations?.services);
  return {
    hosts: hosts.names,
    services: services.names,
    hostsLeftOut: hosts.leftOut,
    servicesLeftOut: services.leftOut,
  };
}

function listed(answer: Names | undefined): { names: string[]; leftOut: number } {
  const names = (answer?.names.buckets ?? []).map(({ key }) => key);
  // Below the bound nothing is left out; the count is approximate.
  const leftOut =
    names.length < MAX_LISTED ? 0 : Math.max(0, (answer?.count.value ?? 0) - MAX_LISTED);
  return { names: names.sort((a, b) => a.localeCompare(b)), leftOut };
}
