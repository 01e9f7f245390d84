import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Problem } from '../../../common/api/problem';
import type { Status } from '../../../common/api/status/schema';
import { useElasticsearch } from '../helpers/elasticsearch';
import { Proxy } from '../helpers/proxy';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';

const elasticsearch = useElasticsearch();
const MAIN = path.join(__dirname, '../../../sidecar/main.ts');

function runMain(env: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stderr };
}

describe('the process', () => {
  it('should say in a sentence that its port is in use, and end with status 1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, stderr } = runMain({ ELASTICSEARCH_URL: 'none', ANOMALIES_PORT: String(port) });
    server.close();
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      `anomalies sidecar: Port ${port} on 127.0.0.1 is in use, maybe by another sidecar: stop that, or set ANOMALIES_PORT to another port.`,
    );
  }, 40_000);

  it('should not start beyond loopback without a key', () => {
    const { status, stderr } = runMain({ ELASTICSEARCH_URL: 'none', ANOMALIES_HOST: '0.0.0.0' });
    expect(status).toBe(1);
    expect(stderr).toContain('ANOMALIES_SIDECAR_KEYS');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }, 40_000);
});

elasticsearch.describe('without an Elasticsearch that answers', () => {
  const { client, url, prefix } = elasticsearch;
  let proxy: Proxy;
  let sidecar: SidecarProcess;

  beforeAll(async () => {
    await elasticsearch.deleteIndices('anomalies-*');
    proxy = await Proxy.start(url);
    proxy.isCut = true;
    sidecar = await SidecarProcess.launch({
      ELASTICSEARCH_URL: proxy.url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
    });
  }, 60_000);

  afterAll(async () => {
    await sidecar?.stop();
    proxy?.stop();
    await elasticsearch.deleteIndices('anomalies-*');
  });

  it('should be up, say why it is not ready, and be ready when it answers', async () => {
    expect((await sidecar.get('/healthz')).status).toBe(200);
    const ready = await sidecar.get<Problem>('/readyz');
    expect([ready.status, ready.body.code]).toEqual([503, 'not_ready']);
    const { body } = await sidecar.get<Status>('/v1/status');
    expect(body.elasticsearch.reachable).toBe(false);
    expect(body.elasticsearch.error).toContain('does not answer');
    const job = await sidecar.post<Problem>('/v1/jobs', { type: 'train' });
    expect([job.status, job.body.code]).toEqual([503, 'not_ready']);
    proxy.isCut = false;
    await sidecar.waitUntil(async () => (await sidecar.get('/readyz')).status === 200);
  }, 60_000);

  it('should go on following and scoring a period when it comes back', async () => {
    const pattern = `${prefix}logs-*`;
    const index = `${prefix}logs-1`;
    await addDocuments(client, index, logDocuments(3_000, Date.now() - 86_400_000, 10_000));
    const { model } = await sidecar.runJob({ type: 'train', index: pattern });
    const follow = await sidecar.startJob({ type: 'follow', index: pattern });
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).phase === 'Following');

    const backfill = await sidecar.startJob({ type: 'backfill', index: pattern });
    await sidecar.waitUntil(async () => /Scoring/.test((await sidecar.job(backfill.id)).phase));
    proxy.isCut = true;
    await addDocuments(client, index, logDocuments(40, Date.now() - 60_000, 1_000));
    const waits = async (id: string) => {
      const job = await sidecar.job(id);
      return job.state === 'running' && job.error !== null;
    };
    await sidecar.waitUntil(() => waits(follow.id));
    const scored = await sidecar.post('/v1/score', { lines: ['scored from memory'], model });
    expect(scored.status).toBe(200);
    proxy.isCut = false;
    await sidecar.jobEnds(backfill.id);
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).lines_done === 40);
    await sidecar.waitUntil(async () => (await sidecar.job(follow.id)).error === null);
    expect((await resultsOf(client)).lines).toBe(3_040);
  }, 120_000);
});
