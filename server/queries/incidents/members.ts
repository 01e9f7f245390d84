import type { AnomalyDocument } from '../../../common/anomaly';
import type { StoredIncident } from '../../../common/incident';
import { ANOMALIES_INDEX_PATTERN } from '../../../common/indices';
import { search, type Read } from '../elasticsearch';
import { linesOf } from './sparks';

/** As many as an incident names. */
export const MAX_MEMBERS = 500;

/** A flagged line of an incident, as far as the page tells of it in sums. */
export interface Member {
  '@timestamp': string;
  host: { name: string };
  service: { name: string };
  source: { index: string };
  anomaly: Pick<AnomalyDocument['anomaly'], 'severity' | 'template' | 'reasons' | 'suppressed'>;
}

/**
 * The lines that an incident names, in the order of time. Reasons cannot be summed up in Elasticsearch, which keeps
 * the parts of a list apart; so they are read, of at most 500 lines, without the messages.
 */
export async function readMembers(read: Read, incident: StoredIncident): Promise<Member[]> {
  const { hits } = await search<Member, never>(read, ANOMALIES_INDEX_PATTERN, {
    size: MAX_MEMBERS,
    track_total_hits: false,
    query: linesOf(incident),
    sort: [{ '@timestamp': { order: 'asc', unmapped_type: 'date' } }],
    _source: [
      '@timestamp',
      'host.name',
      'service.name',
      'source.index',
      'anomaly.severity',
      'anomaly.template',
      'anomaly.reasons',
      'anomaly.suppressed',
    ],
  });
  return hits.flatMap(({ _source }) => (_source ? [_source] : []));
}
