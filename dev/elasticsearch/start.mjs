// @ts-check
import path from 'node:path';
import { isPortInUse } from '../java/ports.mjs';
import { startJava, waitUntilReady } from '../java/start_java.mjs';
import { portInUse, startFailure } from './failures.mjs';
import { prepareElasticsearch } from './prepare.mjs';

const REQUEST_TIMEOUT_MS = 5_000;

/**
 * @typedef {import('../java/start_java.mjs').JavaServer & { name: string, url: string }} EmbeddedElasticsearch
 *   `name` is 'Elasticsearch', for messages; `url` is where it answers
 */

/**
 * Starts an Elasticsearch 8.12.2 on 127.0.0.1 and waits until it answers searches. It ends with
 * this process, however this one ends.
 *
 * @param {object} options
 * @param {number} options.port HTTP port; the transport port is any free one
 * @param {string} options.dataDir folder for its data and its log, made if missing; kept at the end
 * @param {number} [options.heapMb] Java heap in MiB; the process takes about 250 MiB on top
 * @param {string} [options.clusterName]
 * @param {(message: string) => void} [options.onProgress]
 * @param {number} [options.startTimeoutMs] how long it may take to answer
 * @returns {Promise<EmbeddedElasticsearch>}
 * @throws {import('../java/setup_error.mjs').ServerSetupError} if the port or the data are in use, or it does not start
 */
export async function startElasticsearch({
  port,
  dataDir,
  heapMb = 512,
  clusterName = 'anomalies',
  onProgress = () => {},
  startTimeoutMs = 120_000,
}) {
  const { home, java } = await prepareElasticsearch({ onProgress });
  const url = `http://127.0.0.1:${port}`;
  if (await isPortInUse(port)) throw await portInUse(port);

  const server = await startJava({
    java,
    args: [
      ...javaOptions(home, heapMb),
      'anomalies.elasticsearch.launcher.Launcher',
      `path.home=${home}`,
      `path.data=${path.resolve(dataDir, 'elasticsearch')}`,
      `path.logs=${path.resolve(dataDir)}`,
      `http.port=${port}`,
      `cluster.name=${clusterName}`,
    ],
    logFile: path.resolve(dataDir, 'elasticsearch.log'),
  });
  const { logFile, tail, stop } = server;
  try {
    onProgress('Waiting for Elasticsearch to answer');
    const obstacle = await waitUntilReady(() => isReady(url), server.exited, startTimeoutMs);
    if (obstacle) throw startFailure(obstacle, tail(), { port, dataDir, heapMb, logFile });
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: 'Elasticsearch', url, ...server };
}

/**
 * @param {string} home
 * @param {number} heapMb
 * @returns {string[]}
 */
function javaOptions(home, heapMb) {
  return [
    `-Xms${heapMb}m`,
    `-Xmx${heapMb}m`,
    // The smallest collector: the heap is small and the machine is the developer's own.
    '-XX:+UseSerialGC',
    '-XX:+ExitOnOutOfMemoryError',
    '-Dfile.encoding=UTF-8',
    '-Djava.awt.headless=true',
    '-Djna.nosys=true',
    '-Dio.netty.noUnsafe=true',
    '-Dio.netty.noKeySetOptimization=true',
    // The launcher's own hook closes the node, which still wants to log.
    '-Dlog4j.shutdownHookEnabled=false',
    '-Dlog4j2.disable.jmx=true',
    '--module-path',
    path.join(home, 'lib'),
    '--add-modules',
    'org.elasticsearch.server,org.elasticsearch.preallocate,jdk.net',
    '-cp',
    path.join(home, 'launcher', 'elasticsearch-launcher.jar'),
  ];
}

/**
 * Whether all primary shards are there, so that no search misses data.
 *
 * @param {string} url
 */
async function isReady(url) {
  try {
    const answer = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, {
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
