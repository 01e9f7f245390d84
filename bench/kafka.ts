import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import type { Status } from '../common/api/status/schema';
import { ANOMALIES_INDEX_PREFIX, ROLLUP_INDEX_PREFIX } from '../common/indices';
import { loadKafka } from '../sidecar/sources/kafka/library';
import { addDocuments, SidecarProcess } from '../test/integration/helpers/sidecar';
import { accessDocuments } from './access_documents';
import { startElasticsearch } from './elasticsearch';
import { BenchSkip, formatTable, type BenchRow } from './bench_row';

const LINES = Number(process.env.ANOMALIES_BENCH_KAFKA_LINES ?? 400_000);
const TRAINING_LINES = 50_000;
const PARTITIONS = 4;
const TOPIC = 'bench';
const CONSUMERS = [1, 2, 4];
const SEND_AT_ONCE = 2_000;
/** Measured from here on: the start of the processes is not the speed of consuming. */
const FROM_LINES = Math.ceil(LINES * 0.1);
/** Not oftener: to answer costs the sidecars processor time, too. */
const POLL_MS = 500;
const GIVE_UP_AFTER_MS = 300_000;
/** Of a line's processor time, in times that of one consumer: a share of it is the start of each process. */
const MOST_GROWTH = 1.2;
/** Of what /proc counts; the same on all Linux systems that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Measured {
  linesPerSecond: number;
  /** Processor seconds for a million lines. */
  cpuSeconds: number;
}

/** Consuming Kafka with one, two and four sidecars, beside a consumer that only reads. */
export async function run(): Promise<BenchRow[]> {
  if (process.platform !== 'linux') throw new BenchSkip('processor time is read from /proc');
  const { freePort, startKafka } = await import('../dev/kafka/embedded.mjs');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-kafka-'));
  const kafka = await startKafka({ port: await freePort(), dataDir, partitions: PARTITIONS });
  const elasticsearch = await startElasticsearch();
  const client = new Client({ node: elasticsearch.url });
  try {
    await fill(kafka.broker);
    await train(client, elasticsearch.url);
    const plain = await readPlainly(kafka.broker);
    const rows = [
      row('read and do nothing else', plain.linesPerSecond, 'lines/s'),
      row('read and do nothing else: processor time', plain.cpuSeconds, 's/million lines'),
    ];
    let one: Measured | undefined;
    for (const consumers of CONSUMERS) {
      const measured = await consume(elasticsearch.url, kafka.broker, consumers);
      await deleteResults(client);
      one ??= measured;
      rows.push(...rowsOf(consumers, measured, plain, one));
    }
    return rows;
  } finally {
    await client.close();
    await elasticsearch.stop();
    await kafka.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Beside the plain consumer, and from two consumers on beside one. */
function rowsOf(consumers: number, it: Measured, plain: Measured, one: Measured): BenchRow[] {
  const what = `${consumers} ${consumers === 1 ? 'consumer' : 'consumers'}`;
  const note = 'peer: the plain consumer';
  const rows: BenchRow[] = [
    { ...row(what, it.linesPerSecond, 'lines/s'), peer: plain.linesPerSecond, note },
    {
      ...row(`${what}: processor time`, it.cpuSeconds, 's/million lines'),
      better: 'lower',
      peer: plain.cpuSeconds,
      note,
    },
  ];
  if (it === one) return rows;
  return [
    ...rows,
    {
      ...row(`${what}: processor time against 1 consumer`, it.cpuSeconds / one.cpuSeconds, '×'),
      target: MOST_GROWTH,
      better: 'lower',
    },
  ];
}

const row = (what: string, value: number, unit: string): BenchRow => ({
  area: 'kafka',
  what: `${LINES.toLocaleString('en')} access lines, ${PARTITIONS} partitions: ${what}`,
  value,
  unit,
});

async function fill(broker: string): Promise<void> {
  const { Admin, Producer } = await loadKafka();
  const connection = { clientId: 'bench', bootstrapBrokers: [broker] };
  const admin = new Admin(connection);
  await admin.createTopics({ topics: [TOPIC], partitions: PARTITIONS, replicas: 1 });
  await admin.close();
  const producer = new Producer(connection);
  const documents = accessDocuments(LINES, Date.now() - 2 * 86_400_000);
  for (let start = 0; start < LINES; start += SEND_AT_ONCE) {
    await producer.send({
      messages: documents.slice(start, start + SEND_AT_ONCE).map((document, i) => ({
        topic: TOPIC,
        partition: (start + i) % PARTITIONS,
        key: Buffer.from(document.host.name),
        value: Buffer.from(JSON.stringify(document)),
      })),
    });
  }
  await producer.close();
}

async function train(client: Client, url: string): Promise<void> {
  const index = 'bench-kafka-logs';
  await addDocuments(client, index, accessDocuments(TRAINING_LINES, Date.now() - 4 * 86_400_000));
  const sidecar = await SidecarProcess.start({ ELASTICSEARCH_URL: url });
  await sidecar.runJob({ type: 'train', index, backfill: false });
  await sidecar.stop();
  await client.indices.delete({ index });
}

/** Every message once, by the stream of the client library. */
async function readPlainly(broker: string): Promise<Measured> {
  const { Consumer } = await loadKafka();
  const consumer = new Consumer({
    clientId: 'bench',
    groupId: 'bench-plain',
    bootstrapBrokers: [broker],
  });
  const stream = await consumer.consume({ topics: [TOPIC], mode: 'earliest', autocommit: false });
  let lines = 0;
  let fromMs = 0;
  let cpuFrom = process.cpuUsage();
  for await (const message of stream) {
    lines += message.value.length > 0 ? 1 : 0;
    if (lines === FROM_LINES) {
      fromMs = performance.now();
      cpuFrom = process.cpuUsage();
    }
    if (lines === LINES) break;
  }
  const seconds = (performance.now() - fromMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuFrom);
  await consumer.close(true);
  const measured = LINES - FROM_LINES;
  return {
    linesPerSecond: measured / seconds,
    cpuSeconds: (user + system) / measured,
  };
}

async function consume(url: string, broker: string, consumers: number): Promise<Measured> {
  const env = {
    ELASTICSEARCH_URL: url,
    KAFKA_BROKERS: broker,
    ANOMALIES_KAFKA_TOPICS: `${TOPIC}:json`,
    ANOMALIES_KAFKA_GROUP: `bench-${consumers}`,
  };
  const sidecars = await Promise.all(
    Array.from({ length: consumers }, () => SidecarProcess.launch(env)),
  );
  try {
    const from = await reach(sidecars, FROM_LINES);
    const to = await reach(sidecars, LINES);
    const lines = to.lines - from.lines;
    if (lines < LINES / 2) {
      throw new Error(
        `${consumers} consumers had scored ${from.lines} of ${LINES} lines before the last of them began: ` +
          'raise ANOMALIES_BENCH_KAFKA_LINES',
      );
    }
    return {
      linesPerSecond: lines / ((to.timeMs - from.timeMs) / 1_000),
      cpuSeconds: ((to.cpuSeconds - from.cpuSeconds) / lines) * 1e6,
    };
  } finally {
    await Promise.all(sidecars.map((sidecar) => sidecar.stop()));
  }
}

/** Waits until so many lines are scored, by each sidecar at least half of its share of the first ones. */
async function reach(sidecars: readonly SidecarProcess[], lines: number) {
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  const least = FROM_LINES / sidecars.length / 2;
  for (;;) {
    const done = await Promise.all(
      sidecars.map(async (sidecar) => {
        const { body } = await sidecar.get<Status>('/v1/status');
        return body.consumer?.lines_done ?? 0;
      }),
    );
    const sum = done.reduce((total, one) => total + one, 0);
    if (sum >= lines && done.every((one) => one >= least)) {
      const cpuSeconds = sidecars.reduce((total, { pid }) => total + cpuSecondsOf(pid), 0);
      return { lines: sum, timeMs: performance.now(), cpuSeconds };
    }
    if (performance.now() > deadline) {
      throw new Error(
        `After ${GIVE_UP_AFTER_MS / 1_000} s the consumers have scored ${done.join(' + ')} of ${lines} lines; ` +
          `where one has less than ${least}, there are too few for all to begin: raise ANOMALIES_BENCH_KAFKA_LINES`,
      );
    }
    await delay(POLL_MS);
  }
}

/** What is there already costs more or less to write than what is new. */
async function deleteResults(client: Client): Promise<void> {
  const found = await client.indices.get({
    index: [`${ANOMALIES_INDEX_PREFIX}*`, `${ROLLUP_INDEX_PREFIX}*`],
  });
  for (const index of Object.keys(found)) await client.indices.delete({ index });
}

/** User and system time of a process and its threads. */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in parentheses, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

if (require.main === module) {
  void run().then((rows) => console.log(formatTable(rows)));
}
