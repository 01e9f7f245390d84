import type { BucketGrid } from '../../../common/app_api/buckets';
import type { StoredIncident } from '../../../common/incident';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import {
  allOf,
  histogramOn,
  search,
  type Buckets,
  type Query,
  type Read,
  type TimeBucket,
} from '../elasticsearch';
import { perBucket } from '../overview';

type WithMembers = Pick<StoredIncident, 'start' | 'end' | 'members'>;

/** The lines of an incident, by their ids; its time lets Elasticsearch look at few of them. */
export const linesOf = ({ members, start, end }: WithMembers): Query =>
  allOf({ ids: { values: members } }, { range: { '@timestamp': { gte: start, lte: end } } });

/** Per incident its lines over time, in one search for the page. */
export async function readSparks(
  read: Read,
  incidents: WithMembers[],
  grid: BucketGrid,
): Promise<number[][]> {
  const none = () => new Array<number>(grid.count).fill(0);
  if (incidents.length === 0) return [];
  const filters = Object.fromEntries(
    incidents.map((incident, i) => [String(i), linesOf(incident)]),
  );
  const { aggregations } = await search<
    never,
    { incidents: { buckets: Record<string, { timeline: Buckets<TimeBucket> } | undefined> } }
  >(read, ANOMALIES_INDEX_PATTERN, {
    size: 0,
    track_total_hits: false,
    query: { range: { '@timestamp': rangeOf(incidents) } },
    aggs: { incidents: { filters: { filters }, aggs: { timeline: histogramOn(grid) } } },
  });
  return incidents.map((_, i) => {
    const buckets = aggregations?.incidents.buckets[String(i)]?.timeline.buckets;
    return buckets ? perBucket(grid, buckets, ({ doc_count }) => doc_count, 0) : none();
  });
}

/** Only the days that any of them touches are searched. */
function rangeOf(incidents: WithMembers[]): { gte: string; lte: string } {
  const starts = incidents.map(({ start }) => start).sort();
  const ends = incidents.map(({ end }) => end).sort();
  return { gte: starts[0], lte: ends[ends.length - 1] };
}
