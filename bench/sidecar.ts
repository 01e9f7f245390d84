import { Client } from '@elastic/elasticsearch';
import type { Job } from '../common/api/jobs/schema';
import { loadConfig } from '../sidecar/config';
import { sourceFields } from '../sidecar/field_mapping';
import { SeqReader } from '../sidecar/sources/elasticsearch/seq_reader';
import { listShards } from '../sidecar/sources/elasticsearch/shards';
import { addDocuments, SidecarProcess } from '../test/integration/helpers/sidecar';
import { ACCESS_LOG, accessDocuments } from './access_documents';
import { startElasticsearch } from './elasticsearch';
import { formatTable, medianOf, readLines, secondsOf, type BenchRow } from './bench_row';

const LINES = 100_000;
const SCORE_REQUESTS = 500;
/** Lines of a body, as many as a batch of Logstash may have, and bodies under way at once. */
const BATCH_LINES = 500;
const BATCHES = 40;
const SENDERS = 2;
const INGEST_PREFIX = 'bench-ingested';
const INDEX = 'bench-logs-1';
const LIVE_INDEX = 'bench-logs-2';
const PATTERN = 'bench-logs-*';
const retry = { giveUpAfterMs: 10_000 };

/** The sidecar end to end on a real Elasticsearch: training, backfill and follow, and one line over HTTP. */
export async function run(): Promise<BenchRow[]> {
  const elasticsearch = await startElasticsearch();
  const client = new Client({ node: elasticsearch.url });
  const sidecar = await SidecarProcess.start({
    ELASTICSEARCH_URL: elasticsearch.url,
    ANOMALIES_INGEST_PREFIX: INGEST_PREFIX,
  });
  try {
    await addDocuments(client, INDEX, accessDocuments(LINES, Date.now() - 5 * 86_400_000));
    const rows = await measureJobs(client, sidecar);
    return [...rows, await measureScore(sidecar), ...(await measureBatches(sidecar))];
  } finally {
    await sidecar.stop();
    await deleteIndices(client);
    await client.close();
    await elasticsearch.stop();
  }
}

/** Lines a second of a job from its own start and end. */
function linesPerSecond(job: Job): number {
  const startMs = Date.parse(job.started_at ?? job.created_at);
  return LINES / ((Date.parse(job.finished_at ?? job.updated_at) - startMs) / 1_000);
}

async function measureJobs(client: Client, sidecar: SidecarProcess): Promise<BenchRow[]> {
  const plain = await medianOf(3, async () => LINES / (await secondsOf(() => readPlainly(client))));
  const train = await sidecar.runJob({ type: 'train', index: PATTERN, backfill: false });
  const backfill = await sidecar.runJob({ type: 'backfill', index: PATTERN });
  const again = await sidecar.runJob({ type: 'backfill', index: PATTERN });
  const follow = await measureFollow(client, sidecar);
  const what = `${LINES.toLocaleString('en')} access lines`;
  const area = 'sidecar';
  const unit = 'lines/s';
  return [
    { area, what: `read ${what} from Elasticsearch, nothing else`, value: plain, unit },
    { area, what: `train on ${what}, read twice`, value: linesPerSecond(train), unit, peer: plain },
    {
      area,
      what: `backfill ${what}`,
      value: linesPerSecond(backfill),
      unit,
      peer: plain,
      note: 'peer: the plain read; its result indices are made meanwhile',
    },
    {
      area,
      what: `backfill ${what} again, replacing`,
      value: linesPerSecond(again),
      unit,
      peer: plain,
    },
    { area, what: `follow ${what}`, value: follow, unit, peer: plain },
  ];
}

async function readPlainly(client: Client): Promise<void> {
  const config = loadConfig({});
  for (const shard of await listShards(client, INDEX, retry)) {
    const fields = sourceFields(config);
    const reader = new SeqReader(client, shard, { pageSize: config.batchSize, fields, retry });
    for (let next = 0; next < LINES;) next = (await reader.read(next, LINES)).nextSeqNo;
  }
}

async function measureFollow(client: Client, sidecar: SidecarProcess): Promise<number> {
  const job = await sidecar.startJob({ type: 'follow', index: PATTERN });
  await sidecar.waitUntil(async () => (await sidecar.job(job.id)).phase === 'Following');
  await client.indices.create({ index: LIVE_INDEX, settings: { refresh_interval: '-1' } });
  // Not visible before all are there: what is measured is the scoring, not the loading.
  await addDocuments(client, LIVE_INDEX, accessDocuments(LINES, Date.now() - 4 * 86_400_000));
  const seconds = await secondsOf(() =>
    sidecar.waitUntil(async () => (await sidecar.job(job.id)).lines_done >= LINES, 120_000),
  );
  await sidecar.post(`/v1/jobs/${job.id}/cancel`);
  await sidecar.jobEnds(job.id, 'cancelled');
  return LINES / seconds;
}

async function measureScore(sidecar: SidecarProcess): Promise<BenchRow> {
  const lines = readLines(ACCESS_LOG);
  const score = (i: number) => sidecar.post('/v1/score', { lines: [lines[i % lines.length]] });
  for (let i = 0; i < SCORE_REQUESTS; i++) await score(i);
  let i = 0;
  const value = await medianOf(SCORE_REQUESTS, async () => {
    return (await secondsOf(() => score(i++))) * 1_000;
  });
  const what = 'POST /v1/score with one line, on loopback';
  return { area: 'sidecar', what, value, unit: 'ms', target: 3, better: 'lower' };
}

/** Documents in bodies of many lines: scored only, and scored and written. */
async function measureBatches(sidecar: SidecarProcess): Promise<BenchRow[]> {
  const all = accessDocuments(LINES, Date.now() - 86_400_000);
  const unit = 'lines/s';
  const measure = async (target: string, bodyOf: (lines: object[]) => unknown, first: number) => {
    let next = first;
    const send = async () => {
      while (next < first + BATCHES) {
        const start = next++ * BATCH_LINES;
        const { status } = await sidecar.post(
          target,
          bodyOf(all.slice(start, start + BATCH_LINES)),
        );
        if (status !== 200) throw new Error(`${target} answered ${status}`);
      }
    };
    const seconds = await secondsOf(() => Promise.all(Array.from({ length: SENDERS }, send)));
    return (BATCHES * BATCH_LINES) / seconds;
  };
  const what = `documents in bodies of ${BATCH_LINES}, ${SENDERS} at once`;
  let round = 0;
  return [
    {
      area: 'sidecar',
      what: `POST /v1/score: ${what}`,
      value: await medianOf(3, () => measure('/v1/score', (lines) => ({ lines }), 0)),
      unit,
      target: 10_000,
    },
    {
      area: 'sidecar',
      what: `POST /v1/ingest: ${what}, written to Elasticsearch`,
      // Other lines each time: those that are there already would cost less.
      value: await medianOf(3, () => measure('/v1/ingest', (lines) => lines, BATCHES * round++)),
      unit,
    },
  ];
}

async function deleteIndices(client: Client): Promise<void> {
  const ingested = await client.indices.get({ index: `${INGEST_PREFIX}-*` });
  const index = [INDEX, LIVE_INDEX, ...Object.keys(ingested)];
  await client.indices.delete({ index, ignore_unavailable: true });
}

if (require.main === module) {
  void run().then((rows) => console.log(formatTable(rows)));
}
