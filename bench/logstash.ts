import { Client } from '@elastic/elasticsearch';
import { addDocuments, SidecarProcess } from '../test/integration/helpers/sidecar';
import { LogstashProcess } from '../test/logstash/helpers/logstash_process';
import { BenchSkip, formatTable, readLines, secondsOf, type BenchRow } from './bench_row';
import { ACCESS_LOG } from './access_documents';
import { startElasticsearch } from './elasticsearch';

const FILE = 'apache2/access.log';
const INDEX = 'server-logs-*';
const TRAIN_INDEX = 'bench-train-1';

const VARIANTS = [
  { what: 'parsed and indexed', lines: 50_000, files: ['90-output-elasticsearch'] },
  { what: 'scored one by one', lines: 10_000, files: ['50-score', '90-output-elasticsearch'] },
  { what: 'scored and indexed in batches', lines: 30_000, files: ['90-output-sidecar'] },
];

/** The pipelines in a real Logstash: access lines from a file until all can be found in Elasticsearch. */
export async function run(): Promise<BenchRow[]> {
  if (!process.env.LOGSTASH_HOME) throw new BenchSkip('LOGSTASH_HOME names no Logstash');
  const elasticsearch = await startElasticsearch();
  const client = new Client({ node: elasticsearch.url });
  const sidecar = await SidecarProcess.start({
    ELASTICSEARCH_URL: elasticsearch.url,
    ANOMALIES_INGEST_PREFIX: 'server-logs',
  });
  try {
    await addDocuments(client, TRAIN_INDEX, trainingDocuments());
    await sidecar.runJob({ type: 'train', index: TRAIN_INDEX, backfill: false });
    const rows: BenchRow[] = [];
    for (const { what, lines, files } of VARIANTS) {
      const logstash = await LogstashProcess.start({
        files: ['10-input-files', '20-lines', '30-fields', ...files],
        env: { ELASTICSEARCH_HOST: elasticsearch.url, ANOMALIES_SIDECAR_URL: sidecar.url },
      });
      try {
        const value = await linesPerSecond(client, logstash, lines);
        rows.push({
          area: 'logstash',
          what: `${lines.toLocaleString('en')} access lines from a file, ${what}`,
          value,
          unit: 'lines/s',
        });
      } finally {
        await logstash.stop();
        await deleteLogs(client);
      }
    }
    return rows;
  } finally {
    await sidecar.stop();
    await client.indices.delete({ index: TRAIN_INDEX, ignore_unavailable: true });
    await client.close();
    await elasticsearch.stop();
  }
}

async function linesPerSecond(
  client: Client,
  logstash: LogstashProcess,
  lines: number,
): Promise<number> {
  const all = readLines(ACCESS_LOG);
  const isThere = (expected: number) =>
    logstash.waitUntil(async () => {
      await client.indices.refresh({ index: INDEX });
      return (await client.count({ index: INDEX })).count >= expected;
    }, 300_000);
  // Logstash looks for new files now and then only: the first line waits for that.
  logstash.append(FILE, all.slice(0, 1));
  await isThere(1);
  const seconds = await secondsOf(async () => {
    logstash.append(
      FILE,
      Array.from({ length: lines }, (_, i) => all[i % all.length]),
    );
    await isThere(lines + 1);
  });
  return lines / seconds;
}

function trainingDocuments(): object[] {
  const startMs = Date.now() - 5 * 86_400_000;
  return readLines(ACCESS_LOG).map((line, i) => ({
    '@timestamp': new Date(startMs + i * 30_000).toISOString(),
    message: line,
    host: { name: 'web-1' },
    service: { name: 'apache' },
  }));
}

async function deleteLogs(client: Client): Promise<void> {
  for (const index of Object.keys(await client.indices.get({ index: INDEX }))) {
    await client.indices.delete({ index });
  }
}

if (require.main === module) {
  void run().then((rows) => console.log(formatTable(rows)));
}
