import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { useElasticsearch } from '../helpers/elasticsearch';
import { serviceDocuments } from '../helpers/service_logs';
import { addDocuments, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const RULES = path.join(__dirname, '../../../deploy/prometheus/anomalies.rules.yml');
const KEY = 'the-key-that-prometheus-has';
const HOUR_MS = 3_600_000;
const isInstalled = spawnSync('prometheus', ['--version']).error === undefined;
const withPrometheus = isInstalled ? elasticsearch.describe : describe.skip;
const why = isInstalled ? '' : ' (skipped: prometheus is not installed)';

interface QueryAnswer {
  data: { result: { metric: Record<string, string>; value: [number, string] }[] };
}

withPrometheus(`a Prometheus that watches a sidecar${why}`, () => {
  const { client, url, prefix } = elasticsearch;
  const index = `${prefix}logs-1`;
  let folder: string;
  let sidecar: SidecarProcess;
  let prometheus: ChildProcess;
  let prometheusUrl: string;

  async function ask(query: string): Promise<QueryAnswer['data']['result']> {
    const answer = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`);
    return answer.ok ? ((await answer.json()) as QueryAnswer).data.result : [];
  }
  const until = (query: string, isSo: (values: number[]) => boolean) =>
    sidecar.waitUntil(async () => {
      const found = await ask(query).catch(() => []);
      return isSo(found.map(({ value }) => Number(value[1])));
    });
  const firing = (alert: string) => `ALERTS{alertname="${alert}", alertstate="firing"}`;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    const nowMs = Date.now();
    const documents = serviceDocuments({
      count: 3_000,
      startMs: nowMs - 48 * HOUR_MS,
      endMs: nowMs - 24 * HOUR_MS,
    });
    await addDocuments(client, index, documents);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: url,
      ANOMALIES_SIDECAR_KEYS: KEY,
      ANOMALIES_SOURCE_PATTERN: `${prefix}logs-*`,
    });

    folder = mkdtempSync(path.join(tmpdir(), 'anomalies-prometheus-'));
    // The rules as they are shipped; only nobody waits a quarter of an hour here.
    const rules = readFileSync(RULES, 'utf8').replace(/for: \d+[mh]/g, 'for: 0s');
    writeFileSync(path.join(folder, 'rules.yml'), rules);
    writeFileSync(path.join(folder, 'key'), KEY);
    writeFileSync(path.join(folder, 'prometheus.yml'), configuration(sidecar.url));
    const { freePort } = await import('../../../dev/elasticsearch/embedded.mjs');
    const port = await freePort();
    prometheusUrl = `http://127.0.0.1:${port}`;
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${path.join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${path.join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
  }, 90_000);

  afterAll(async () => {
    if (prometheus?.kill('SIGKILL')) {
      await new Promise((resolve) => prometheus.once('exit', resolve));
    }
    await sidecar?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should fire where no model is active, and resolve once one is', async () => {
    await until('up{job="anomalies"}', ([up]) => up === 1);
    await until('anomalies_ready', ([ready]) => ready === 1);
    await until(firing('AnomaliesNoActiveModel'), (alerts) => alerts.length === 1);
    await sidecar.runJob({ type: 'train', index, backfill: true });
    await until('anomalies_model_age_seconds', ([age]) => age >= 0);
    await until(firing('AnomaliesNoActiveModel'), (alerts) => alerts.length === 0);
  });

  it('should count the lines that were scored by a job, and over HTTP', async () => {
    await until('anomalies_lines_scored_total{source="backfill"}', ([lines]) => lines === 3_000);
    await sidecar.post('/v1/score', { lines: ['one line', 'another line'] });
    await until('anomalies_lines_scored_total{source="http"}', ([lines]) => lines === 2);
    await until(
      'anomalies_batch_duration_seconds_count{source="backfill"}',
      ([batches]) => batches >= 1,
    );
    await until(
      'anomalies_http_requests_total{path="/v1/score", status="200"}',
      ([requests]) => requests === 1,
    );
  });

  it('should fire as long as nobody follows', async () => {
    await until(firing('AnomaliesNobodyFollows'), (alerts) => alerts.length === 1);
    await sidecar.startJob({ type: 'follow', index });
    await until(firing('AnomaliesNobodyFollows'), (alerts) => alerts.length === 0);
    await until('anomalies_follow_lag_seconds', ([lag]) => lag >= 0);
  });

  it('should fire when the sidecar is gone', async () => {
    await sidecar.kill();
    await until(firing('AnomaliesSidecarDown'), (alerts) => alerts.length === 1);
  });

  const configuration = (target: string) => `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: anomalies
    authorization: { credentials_file: key }
    static_configs: [{ targets: ['${new URL(target).host}'] }]
`;
});
