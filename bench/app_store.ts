import type { Client } from '@elastic/elasticsearch';
import type { AnomalyDocument } from '../common/anomaly';
import { ANOMALIES_INDEX_PATTERN, DEFAULT_SOURCE_PATTERN, indexDay } from '../common/indices';
import { generateLogs, type GeneratedLine } from '../sidecar/generate';
import { addDocuments, type SidecarProcess } from '../test/integration/helpers/sidecar';

export const LINES = 1_000_000;
export const DAYS = 30;

const DAY_MS = 86_400_000;
const LINES_PER_DAY = Math.ceil(LINES / DAYS);
/** Lines of some seven hours; the rest of the day is quiet. */
const WORK_STARTS_MS = 8 * 3_600_000;
const INJECTED_PER_DAY = 40;
/** As many as the scores tell apart from ordinary lines; what is missing to `ANOMALIES` is made of copies. */
const ALERT_BUDGET_PER_DAY = 10_000;
export const ANOMALIES = 100_000;
const BATCH = 20_000;
const COPIED_AT_ONCE = 2_000;
const COPY_AFTER_MS = 7_000;
const JOB_TIMEOUT_MS = 3_600_000;
/** Incidents are found while nobody waits: no more of them for so long means all are there. */
const QUIET_MS = 60_000;

export interface Period {
  fromMs: number;
  toMs: number;
}

/**
 * A store as after a month: a million lines of a shop's servers, a model trained on them and everything it found with an
 * alert budget far beyond what anybody would want to see. Further anomalies, up to `ANOMALIES`, are copies of those, some
 * seconds later each.
 */
export async function fillStore(
  client: Client,
  sidecar: SidecarProcess,
  say: (progress: string) => void,
): Promise<Period> {
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const fromMs = toMs - DAYS * DAY_MS;
  await client.indices.putIndexTemplate({
    name: 'bench-logs',
    index_patterns: [DEFAULT_SOURCE_PATTERN],
    template: { settings: { number_of_shards: 1, refresh_interval: '30s' }, mappings: MAPPINGS },
  });
  let left = LINES;
  for (let day = 0; day < DAYS; day++) {
    const lines = Math.min(left, LINES_PER_DAY);
    await addDay(client, fromMs + day * DAY_MS, lines);
    left -= lines;
    say(`${(LINES - left).toLocaleString('en')} lines written`);
  }
  const job = await sidecar.startJob({
    type: 'train',
    alert_budget_per_day: ALERT_BUDGET_PER_DAY,
  });
  say('training and scoring');
  await sidecar.jobEnds(job.id, 'succeeded', JOB_TIMEOUT_MS);
  await incidentsAreFound(sidecar, say);
  await addCopies(client);
  await client.indices.forcemerge({ index: ANOMALIES_INDEX_PATTERN, max_num_segments: 1 });
  return { fromMs, toMs };
}

const keyword = { type: 'keyword' } as const;
const MAPPINGS = {
  properties: {
    '@timestamp': { type: 'date' },
    message: { type: 'text' },
    event: { properties: { original: { type: 'keyword', index: false, doc_values: false } } },
    host: { properties: { name: keyword } },
    service: { properties: { name: keyword } },
  },
} as const;

async function addDay(client: Client, dayMs: number, lines: number): Promise<void> {
  const index = DEFAULT_SOURCE_PATTERN.replace('*', indexDay(dayMs));
  let batch: object[] = [];
  const options = { lines, seed: dayMs / DAY_MS, anomalies: INJECTED_PER_DAY };
  for (const line of generateLogs({ ...options, startMs: dayMs + WORK_STARTS_MS })) {
    batch.push(documentOf(line));
    if (batch.length < BATCH) continue;
    await addDocuments(client, index, batch);
    batch = [];
  }
  await addDocuments(client, index, batch);
}

export function documentOf({ message, timestampMs, stream }: GeneratedLine) {
  const [host, service] = stream.split('/');
  return {
    '@timestamp': new Date(timestampMs).toISOString(),
    message,
    event: { original: message },
    host: { name: host },
    service: { name: service },
  };
}

async function incidentsAreFound(
  sidecar: SidecarProcess,
  say: (text: string) => void,
): Promise<void> {
  say('finding incidents');
  let total = 0;
  let sinceMs = Date.now();
  await sidecar.waitUntil(async () => {
    const { body } = await sidecar.get<{ total: number }>('/v1/incidents?limit=1');
    if (body.total !== total) {
      total = body.total;
      sinceMs = Date.now();
    }
    return total > 0 && Date.now() - sinceMs > QUIET_MS;
  }, JOB_TIMEOUT_MS);
}

export async function addCopies(client: Client): Promise<void> {
  await client.indices.refresh({ index: ANOMALIES_INDEX_PATTERN });
  const { count } = await client.count({ index: ANOMALIES_INDEX_PATTERN });
  const originals = client.helpers.scrollSearch<AnomalyDocument>({
    index: ANOMALIES_INDEX_PATTERN,
    size: COPIED_AT_ONCE,
  });
  let left = ANOMALIES - count;
  const copiesEach = Math.ceil(left / count);
  for await (const { body } of originals) {
    const operations = body.hits.hits.flatMap(({ _index, _source }) =>
      _source
        ? Array.from({ length: copiesEach }, (_, copy) => [
            { create: { _index } },
            { ..._source, '@timestamp': later(_source['@timestamp'], (copy + 1) * COPY_AFTER_MS) },
          ])
        : [],
    );
    const taken = operations.slice(0, left);
    if (taken.length > 0) await client.bulk({ operations: taken.flat() });
    left -= taken.length;
    if (left <= 0) break;
  }
  await client.indices.refresh({ index: ANOMALIES_INDEX_PATTERN });
}

const later = (timestamp: string, ms: number) => new Date(Date.parse(timestamp) + ms).toISOString();
