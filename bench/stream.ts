import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { ANOMALIES_INDEX_PATTERN } from '../common/indices';
import { generateLogs } from '../sidecar/generate';
import { addDocuments, SidecarProcess } from '../test/integration/helpers/sidecar';
import { documentOf } from './app_store';
import { formatTable, type BenchRow } from './bench_row';
import { startElasticsearch } from './elasticsearch';

/**
 * An hour of 500 lines a second, replayed ten times faster: how long it takes from a strange line's arrival until its anomaly
 * can be searched, and whether the sidecar's memory grows.
 * Alone: node --import tsx bench/stream.ts
 */
const LINES_PER_SECOND = 5_000;
const SECONDS = 360;
const REPLAY_FACTOR = 10;
const TICK_MS = 100;
const TRAINING_LINES = 100_000;
const STRANGE = 'kernel: EXT4-fs error: unable to read superblock of device sdz';
const LOOK_MS = 50;
/** Until the model is loaded, indices are made and machine code is. */
const WARM_UP_SECONDS = 60;
const DRAIN_MS = 30_000;
const TRAINING_INDEX = 'bench-training';
const INDEX = 'bench-logs-stream';

interface Measured {
  /** From arrival to searchable, in ms; strange lines that never were are left out. */
  latenciesMs: number[];
  strange: number;
  /** Resident memory over the time, in MB. */
  residentMb: number[];
  linesPerSecond: number;
}

export async function run(): Promise<BenchRow[]> {
  const elasticsearch = await startElasticsearch();
  const client = new Client({ node: elasticsearch.url });
  const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: elasticsearch.url });
  try {
    await train(client, sidecar);
    const follow = await sidecar.startJob({ type: 'follow', index: 'bench-logs-*' });
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).phase === 'Following');
    const measured = await stream(client, sidecar);
    const written = LINES_PER_SECOND * SECONDS + measured.strange;
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).lines_done === written);
    return rowsOf(measured);
  } finally {
    await sidecar.stop();
    await client.close();
    await elasticsearch.stop();
  }
}

async function train(client: Client, sidecar: SidecarProcess): Promise<void> {
  const startMs = Date.now() - 3 * 86_400_000;
  const documents = [...generateLogs({ lines: TRAINING_LINES, seed: 1, anomalies: 0, startMs })];
  await addDocuments(client, TRAINING_INDEX, documents.map(documentOf));
  await sidecar.runJob({ type: 'train', index: TRAINING_INDEX, backfill: false });
}

/** Writes at an even pace, one strange line a second among the others, and looks for those meanwhile. */
async function stream(client: Client, sidecar: SidecarProcess): Promise<Measured> {
  const lines = endlessLines();
  const arrivedMs = new Map<string, number>();
  const foundMs = new Map<string, number>();
  const residentMb: number[] = [];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      // An index of results that is just being made cannot be searched yet.
      for (const name of await strangeFound(client).catch(() => [])) {
        if (!foundMs.has(name)) foundMs.set(name, performance.now());
      }
      await delay(LOOK_MS);
    }
  })();
  const firstMs = Date.now() - SECONDS * REPLAY_FACTOR * 1_000;
  const startMs = performance.now();
  const perTick = (LINES_PER_SECOND * TICK_MS) / 1_000;
  const ticksPerSecond = 1_000 / TICK_MS;
  const ticks = SECONDS * ticksPerSecond;
  for (let tick = 0; tick < ticks; tick++) {
    const second = Math.floor(tick / ticksPerSecond);
    const at = new Date(firstMs + tick * TICK_MS * REPLAY_FACTOR).toISOString();
    const batch = Array.from({ length: perTick }, () => ({
      ...lines.next().value,
      '@timestamp': at,
    }));
    if (tick % ticksPerSecond === 0) {
      const name = `strange-${second}`;
      batch.push({
        '@timestamp': at,
        message: STRANGE,
        event: { original: STRANGE },
        host: { name },
        service: { name: 'kernel' },
      });
      arrivedMs.set(name, performance.now());
      residentMb.push(sidecar.residentMb());
    }
    await client.bulk({ operations: batch.flatMap((it) => [{ create: { _index: INDEX } }, it]) });
    const aheadMs = startMs + (tick + 1) * TICK_MS - performance.now();
    if (aheadMs > 0) await delay(aheadMs);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const deadline = performance.now() + DRAIN_MS;
  while (foundMs.size < arrivedMs.size && performance.now() < deadline) await delay(LOOK_MS);
  isOver = true;
  await looking;
  const latenciesMs = [...foundMs]
    .filter(([name]) => Number(name.slice('strange-'.length)) >= WARM_UP_SECONDS)
    .map(([name, ms]) => ms - (arrivedMs.get(name) ?? ms));
  return {
    latenciesMs,
    strange: arrivedMs.size,
    residentMb,
    linesPerSecond: (LINES_PER_SECOND * SECONDS) / seconds,
  };
}

function* endlessLines(): Generator<ReturnType<typeof documentOf>, never> {
  const documents = [
    ...generateLogs({ lines: TRAINING_LINES, seed: 2, anomalies: 0, startMs: Date.now() }),
  ].map(documentOf);
  for (let i = 0; ; i++) yield documents[i % documents.length];
}

/** The hosts of the strange lines whose anomalies can be found. */
async function strangeFound(client: Client): Promise<string[]> {
  const answer = await client.search<unknown, { hosts: { buckets: { key: string }[] } }>({
    index: ANOMALIES_INDEX_PATTERN,
    ignore_unavailable: true,
    size: 0,
    query: { prefix: { 'host.name': 'strange-' } },
    aggs: { hosts: { terms: { field: 'host.name', size: SECONDS } } },
  });
  return answer.aggregations?.hosts.buckets.map(({ key }) => key) ?? [];
}

function rowsOf({ latenciesMs, residentMb, strange, linesPerSecond }: Measured): BenchRow[] {
  const area = 'stream';
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const note = `${sorted.length} of ${strange - WARM_UP_SECONDS} strange lines found`;
  const warm = residentMb.slice(WARM_UP_SECONDS);
  const third = Math.floor(warm.length / 3);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const paced = `at ${LINES_PER_SECOND.toLocaleString('en')} lines/s`;
  return [
    {
      area,
      what: 'lines written to Elasticsearch',
      value: linesPerSecond,
      unit: 'lines/s',
      target: LINES_PER_SECOND * 0.98,
    },
    {
      area,
      what: `line to searchable anomaly ${paced}, median`,
      value: at(0.5),
      unit: 'ms',
      better: 'lower',
      note,
    },
    {
      area,
      what: `line to searchable anomaly ${paced}, 95 %`,
      value: at(0.95),
      unit: 'ms',
      target: 3_000,
      better: 'lower',
      note,
    },
    {
      area,
      what: 'resident memory, last third of the hour against the first',
      value: mean(warm.slice(-third)) / mean(warm.slice(0, third)),
      unit: '×',
      target: 1.15,
      better: 'lower',
      note: `${Math.round(mean(warm.slice(-third)))} MB at the end`,
    },
  ];
}

if (require.main === module) {
  void run().then((rows) => console.log(formatTable(rows)));
}
