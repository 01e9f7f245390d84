// @ts-check
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { freePort, isPortInUse } from '../java/ports.mjs';
import { ServerSetupError } from '../java/setup_error.mjs';
import { startJava, waitUntilReady } from '../java/start_java.mjs';
import { prepareKafka } from './prepare.mjs';

/** Fixed: the data are for this one process, and a restart has to find the cluster that it left. */
const CLUSTER_ID = 'anomalies-dev-kafka-00';
const NODE_ID = 1;

/**
 * @typedef {import('../java/start_java.mjs').JavaServer & { name: string, broker: string }} EmbeddedKafka
 *   `name` is 'Kafka', for messages; `broker` is where it answers, as host:port
 */

/**
 * Starts an Apache Kafka 3.9.1 on 127.0.0.1, broker and controller in one process, and waits until it accepts
 * connections. It ends with this process, however this one ends.
 *
 * @param {object} options
 * @param {number} options.port
 * @param {string} options.dataDir folder for its data and its log, made if missing; kept at the end
 * @param {number} [options.heapMb] Java heap in MiB
 * @param {number} [options.partitions] of topics that are made by themselves
 * @param {(message: string) => void} [options.onProgress]
 * @param {number} [options.startTimeoutMs] how long it may take to answer
 * @returns {Promise<EmbeddedKafka>}
 * @throws {ServerSetupError} if the port is in use, or it does not start
 */
export async function startKafka({
  port,
  dataDir,
  heapMb = 384,
  partitions = 4,
  onProgress = () => {},
  startTimeoutMs = 60_000,
}) {
  const { home, java } = await prepareKafka({ onProgress });
  if (await isPortInUse(port)) {
    throw new ServerSetupError(
      'port-in-use',
      `Port ${port}, where Kafka is to listen, is in use by another program.`,
      ['choose a free port', 'or stop what listens there, if it is left over from before'],
    );
  }
  const dataPath = path.resolve(dataDir, 'kafka');
  await format(dataPath);
  const propertiesFile = path.resolve(dataDir, 'kafka.properties');
  const options = { port, controllerPort: await freePort(), dataPath, partitions };
  await fs.writeFile(propertiesFile, propertiesOf(options));
  const server = await startJava({
    java,
    args: [
      `-Xms${heapMb}m`,
      `-Xmx${heapMb}m`,
      // The smallest collector: the heap is small and the machine is the developer's own.
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-Djava.awt.headless=true',
      `-Dlog4j.configuration=file:${path.join(home, 'config', 'log4j.properties')}`,
      '-cp',
      [path.join(home, 'launcher', '*'), path.join(home, 'lib', '*')].join(path.delimiter),
      'anomalies.kafka.launcher.Launcher',
      propertiesFile,
    ],
    logFile: path.resolve(dataDir, 'kafka.log'),
  });
  try {
    onProgress('Waiting for Kafka to answer');
    const obstacle = await waitUntilReady(() => accepts(port), server.exited, startTimeoutMs);
    if (obstacle) {
      throw new ServerSetupError(
        'did-not-start',
        `Kafka ${obstacle === 'ended' ? 'stopped right after its start' : 'was not ready in time'}. The last lines of its log:\n${server.tail()}`,
        [`the whole log is ${server.logFile}`],
      );
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { name: 'Kafka', broker: `127.0.0.1:${port}`, ...server };
}

/**
 * What `kafka-storage format` writes, where it is not there yet: that program would cost a second start of Java.
 *
 * @param {string} dataPath
 */
async function format(dataPath) {
  await fs.mkdir(dataPath, { recursive: true });
  const lines = ['version=1', `cluster.id=${CLUSTER_ID}`, `node.id=${NODE_ID}`, ''];
  await fs
    .writeFile(path.join(dataPath, 'meta.properties'), lines.join('\n'), { flag: 'wx' })
    .catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
}

/**
 * @param {{ port: number, controllerPort: number, dataPath: string, partitions: number }} options
 * @returns {string}
 */
function propertiesOf({ port, controllerPort, dataPath, partitions }) {
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': NODE_ID,
    'controller.quorum.voters': `${NODE_ID}@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataPath,
    'num.partitions': partitions,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    // A group of one process need not wait for others to join.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    // Small files: a test's topic holds little.
    'log.index.size.max.bytes': 1_048_576,
    'log.cleaner.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'background.threads': 2,
    'num.recovery.threads.per.data.dir': 1,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port, timeout: 1_000 });
    /** @param {boolean} accepted */
    const settle = (accepted) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
