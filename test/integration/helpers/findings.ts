import { randomUUID } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import type { StoredIncident } from '../../../common/incident';
import { anomaliesIndexOf, INCIDENTS_INDEX } from '../../../common/indices';
import { severityOf } from '../../../common/severity';

export interface Finding {
  host?: string;
  service?: string;
  /** Name of the index that the line is from. */
  source?: string;
  score?: number;
  pattern?: string;
  message?: string;
}

/** Writes flagged lines as the follower does, found at a time, and makes them visible. */
export async function addFindings(
  client: Client,
  findings: readonly Finding[],
  atMs = Date.now(),
): Promise<void> {
  const at = new Date(atMs).toISOString();
  const index = anomaliesIndexOf(atMs);
  const operations = findings.flatMap((finding) => {
    const {
      host = 'web-1',
      service = 'nginx',
      source = 'server-logs-1',
      score = 60,
      pattern = 'p1',
      message = 'a strange line',
    } = finding;
    const document = {
      '@timestamp': at,
      message,
      log: { level: 'error' },
      host: { name: host },
      service: { name: service },
      source: { index: source, id: randomUUID() },
      event: { ingested: at },
      anomaly: {
        score,
        severity: severityOf(score),
        model: 'server-logs-v1',
        detectors: { rarity: score },
        template: { id: pattern, text: message, is_new: true },
        reasons: [],
        suppressed: false,
      },
      origin: { run: 'follow:1', index_uuid: 'u', shard: 0, seq_no: 1 },
    };
    return [{ index: { _index: index } }, document];
  });
  await client.bulk({ operations, refresh: true });
}

/** Writes an incident as it is kept, or writes it over. */
export async function putIncident(
  client: Client,
  incident: Partial<StoredIncident> & Pick<StoredIncident, 'id'>,
): Promise<void> {
  const now = new Date().toISOString();
  const whole = {
    title: `Incident ${incident.id}`,
    sentence: `Something happened (${incident.id}).`,
    start: now,
    end: now,
    severity: 'major',
    score: 60,
    lines: 10,
    hosts: ['web-1'],
    services: ['nginx'],
    events: [],
    events_total: 0,
    links: [],
    members: [],
    former_ids: [],
    verdict: null,
    dissolved: false,
    ...incident,
  };
  await client.index({
    index: INCIDENTS_INDEX,
    id: incident.id,
    document: { '@timestamp': whole.start, incident: whole },
    refresh: true,
  });
}
