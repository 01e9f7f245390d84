import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One that runs already (ANOMALIES_TEST_ES_URL), or an embedded one on a free port. */
export async function startElasticsearch(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.ANOMALIES_TEST_ES_URL;
  if (url) return { url, stop: async () => {} };
  const embedded = await import('../dev/elasticsearch/embedded.mjs');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'anomalies-bench-'));
  const server = await embedded.startElasticsearch({
    port: await embedded.freePort(),
    dataDir,
    heapMb: 1_024,
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      if (existsSync(dataDir)) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
