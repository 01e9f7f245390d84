/**
 * Starts the standalone host: `node dev/host/main.mjs`.
 * Environment: HOST_PORT (5611), ELASTICSEARCH_URL (http://127.0.0.1:9200),
 * SIDECAR_URL (http://127.0.0.1:8585), SIDECAR_KEY.
 */
import { createRequire } from 'node:module';
import { build } from '../build/build.mjs';
import { outputs } from '../build/paths.mjs';

const require = createRequire(import.meta.url);

await build(['public', 'hostServer', 'host']);
const { startHost } = require(`${outputs.host}/server.cjs`);
try {
  const host = await startHost({
    port: Number(process.env.HOST_PORT ?? 5611),
    elasticsearchUrl: process.env.ELASTICSEARCH_URL,
    sidecarUrl: process.env.SIDECAR_URL,
    sidecarKey: process.env.SIDECAR_KEY,
  });
  console.log(`Anomalies is at ${host.url}`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void host.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
