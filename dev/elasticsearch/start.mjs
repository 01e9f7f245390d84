// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { portInUse, startFailure } from './failures.mjs';
import { isPortInUse } from './ports.mjs';
import { prepareElasticsearch } from './prepare.mjs';

const POLL_INTERVAL_MS = 100;
const REQUEST_TIMEOUT_MS = 5_000;
/** Longer than the launcher itself gives the node to close. */
const STOP_TIMEOUT_MS = 25_000;
const TAIL_LINES = 15;
const TAIL_BYTES = 64 * 1024;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * @typedef {object} EmbeddedElasticsearch
 * @property {string} name 'Elasticsearch', for messages
 * @property {string} url where it answers
 * @property {number} pid
 * @property {string} logFile
 * @property {() => Promise<void>} stop closes it cleanly and resolves when it has ended; may be
 *   called again
 * @property {Promise<number | null>} exited resolves with its exit status when it ends, whoever
 *   ended it; null if by a signal
 * @property {() => string} tail the last lines of its log
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
 * @throws {import('./setup_error.mjs').ElasticsearchSetupError} if the port or the data are in use, or it does not start
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

  await fs.mkdir(dataDir, { recursive: true });
  const logFile = path.resolve(dataDir, 'elasticsearch.log');
  const log = await openLog(logFile);
  const logStart = (await log.stat()).size;
  const child = spawn(
    java,
    [
      ...javaOptions(home, heapMb),
      'anomalies.elasticsearch.launcher.Launcher',
      `path.home=${home}`,
      `path.data=${path.resolve(dataDir, 'elasticsearch')}`,
      `path.logs=${path.resolve(dataDir)}`,
      `http.port=${port}`,
      `cluster.name=${clusterName}`,
    ],
    {
      // Its input is a pipe that it watches: when this process dies, it closes.
      stdio: ['pipe', log.fd, log.fd],
      // A process group of its own: Ctrl-C reaches this process alone, which then stops in order.
      detached: true,
    },
  );
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
  child.stdin?.on('error', () => {}); // it may end before we close the pipe
  await log.close();

  const stop = () => stopChild(child, exited);
  const tail = () => lastLines(logFile, logStart);
  try {
    onProgress('Waiting for Elasticsearch to answer');
    const obstacle = await waitUntilReady(url, exited, startTimeoutMs);
    if (obstacle) throw startFailure(obstacle, tail(), { port, dataDir, heapMb, logFile });
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: 'Elasticsearch', url, pid: child.pid ?? 0, logFile, stop, exited, tail };
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
 * The log, to be appended to: another instance may still write to it. A long one is put aside.
 *
 * @param {string} logFile
 */
async function openLog(logFile) {
  const log = await fs.open(logFile, 'a');
  if ((await log.stat()).size < LOG_LIMIT_BYTES) return log;
  await log.close();
  await fs.rename(logFile, `${logFile}.1`);
  return fs.open(logFile, 'a');
}

/**
 * @param {string} logFile
 * @param {number} fromByte where this run's part begins
 * @returns {string} the last lines of it
 */
function lastLines(logFile, fromByte) {
  const file = openSync(logFile, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(fromByte, size - TAIL_BYTES);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    readSync(file, bytes, 0, bytes.length, start);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  } finally {
    closeSync(file);
  }
}

/**
 * @param {string} url
 * @param {Promise<unknown>} exited
 * @param {number} timeoutMs
 * @returns {Promise<'ended' | 'timeout' | undefined>} why it is not ready, undefined if it is
 */
async function waitUntilReady(url, exited, timeoutMs) {
  let ended = false;
  void exited.then(() => (ended = true));
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    if (ended) return 'ended';
    if (await isReady(url)) return undefined;
    await delay(POLL_INTERVAL_MS);
  }
  return 'timeout';
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

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} exited
 */
async function stopChild(child, exited) {
  const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.stdin?.end();
  child.kill('SIGTERM');
  await exited;
  clearTimeout(killTimer);
}
