/**
 * Starts the standalone host: `node dev/host/main.mjs [--watch]`.
 * Environment: ANOMALIES_HOST_PORT (5611), ELASTICSEARCH_URL (http://127.0.0.1:9200),
 * ANOMALIES_SIDECAR_URL (http://127.0.0.1:8585), ANOMALIES_SIDECAR_KEY, ANOMALIES_HOST_ROLE (all): what the reader may
 * do, such as `read` or `minimal_read,label`.
 * With --watch the app is built anew when its sources change; reload the page to see it.
 */
import { createRequire } from 'node:module';
import { build } from '../build/build.mjs';
import { outputs } from '../build/paths.mjs';
import { watchPublic } from '../build/watch.mjs';

const require = createRequire(import.meta.url);

try {
  await build(['public', 'hostServer', 'host']);
  const { startHost } = require(`${outputs.host}/server.cjs`);
  const host = await startHost({
    port: Number(process.env.ANOMALIES_HOST_PORT ?? 5611),
    elasticsearchUrl: process.env.ELASTICSEARCH_URL,
    sidecarUrl: process.env.ANOMALIES_SIDECAR_URL,
    sidecarKey: process.env.ANOMALIES_SIDECAR_KEY,
    role: process.env.ANOMALIES_HOST_ROLE?.split(','),
  });
  console.log(`Anomalies is at ${host.url}`);
  const stopWatching = process.argv.includes('--watch') ? watchPublic() : () => {};
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopWatching();
      void host.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
