import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import type { EmbeddedElasticsearch } from '../../../dev/elasticsearch/start.mjs' with {
  'resolution-mode': 'import',
};
import { useElasticsearch } from '../helpers/elasticsearch';
import { addDocuments, logDocuments, resultsOf, SidecarProcess } from '../helpers/sidecar';
import { numberFrom } from './number_from';

const OUTAGE_MS = numberFrom('ANOMALIES_FAULT_OUTAGE_SECONDS', 5) * 1_000;
const INDEX = 'server-logs-outage';

/** That of the worker is shared with other tests: this one has its own to stop. */
const { describe: withElasticsearch } = useElasticsearch();

withElasticsearch('an Elasticsearch that goes away', () => {
  let folder: string;
  let port: number;
  let server: EmbeddedElasticsearch;
  let client: Client;
  let sidecar: SidecarProcess;
  let follow: string;
  let written = 0;

  const startServer = async () => {
    const { startElasticsearch } = await import('../../../dev/elasticsearch/embedded.mjs');
    server = await startElasticsearch({ port, dataDir: folder });
  };
  const add = async (count: number) => {
    await addDocuments(client, INDEX, logDocuments(count, Date.now() - 60_000, 5));
    written += count;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'anomalies-outage-'));
    const { freePort } = await import('../../../dev/elasticsearch/embedded.mjs');
    port = await freePort();
    await startServer();
    client = new Client({ node: server.url });
    await add(3_000);
    sidecar = await SidecarProcess.start({
      ELASTICSEARCH_URL: server.url,
      ANOMALIES_POLL_INTERVAL_MS: '100',
      ANOMALIES_BATCH_SIZE: '200',
    });
    await sidecar.runJob({ type: 'train', index: INDEX });
    follow = (await sidecar.startJob({ type: 'follow', index: INDEX })).id;
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).phase === 'Following');
  }, 120_000);

  afterAll(async () => {
    await sidecar?.kill();
    await client?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it(`should go on where it was after ${OUTAGE_MS / 1_000} s, each line counted once`, async () => {
    await add(4_000);
    // In the middle of what it has to do.
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done > 0);
    process.kill(server.pid, 'SIGKILL');
    await server.exited;
    await delay(OUTAGE_MS);
    const status = (await sidecar.get<{ elasticsearch: { reachable: boolean } }>('/v1/status'))
      .body;
    expect(status.elasticsearch.reachable).toBe(false);
    await startServer();
    await add(1_000);
    await sidecar.waitUntil(async () => {
      const { body } = await sidecar.get<{ lines_done?: number }>(`/v1/jobs/${follow}`);
      return body.lines_done === 5_000;
    }, 90_000);
    const found = await resultsOf(client);
    expect(found.lines).toBe(written);
    expect(found.patternLines).toBe(written);
    await sidecar.runJob({ type: 'backfill', index: INDEX });
    expect(await resultsOf(client)).toEqual(found);
  }, 240_000);

  it('should wait for one that hangs, and count each line once all the same', async () => {
    const before = (await sidecar.job(follow)).lines_done;
    process.kill(server.pid, 'SIGSTOP');
    await delay(OUTAGE_MS);
    process.kill(server.pid, 'SIGCONT');
    await add(2_000);
    await sidecar.waitUntil(async () => (await sidecar.job(follow)).lines_done === before + 2_000);
    expect((await resultsOf(client)).lines).toBe(written);
  }, 240_000);
});
