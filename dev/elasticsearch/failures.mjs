// @ts-check
import { ServerSetupError } from '../java/setup_error.mjs';

const IDENTIFY_TIMEOUT_MS = 1_000;

/**
 * @param {number} port a port on which something listens
 * @returns {Promise<ServerSetupError>}
 */
export async function portInUse(port) {
  const holder = await identify(port);
  return new ServerSetupError(
    'port-in-use',
    `Port ${port}, where Elasticsearch is to listen, is in use${holder ? ` by ${holder}` : ' by another program'}.`,
    [
      ...(holder ? [`set ELASTICSEARCH_URL=http://127.0.0.1:${port} to use that one`] : []),
      `set ANOMALIES_ELASTICSEARCH_PORT to a free port, for example ${port + 10}`,
      'or stop what listens there, if it is left over from before',
    ],
  );
}

/**
 * What to tell the user when Elasticsearch ended or was not ready in time.
 *
 * @param {'ended' | 'timeout'} obstacle
 * @param {string} log its last lines
 * @param {{ port: number, dataDir: string, heapMb: number, logFile: string }} context
 * @returns {ServerSetupError}
 */
export function startFailure(obstacle, log, { port, dataDir, heapMb, logFile }) {
  if (/failed to obtain node lock|LockObtainFailedException/.test(log)) {
    return new ServerSetupError(
      'data-in-use',
      `The data in ${dataDir} are in use by another Elasticsearch that is running.`,
      ['stop that one first', 'or choose another folder for the data'],
    );
  }
  if (/BindHttpException|Address already in use/.test(log)) {
    return new ServerSetupError(
      'port-in-use',
      `Port ${port}, where Elasticsearch is to listen, was taken by another program meanwhile.`,
      ['set ANOMALIES_ELASTICSEARCH_PORT to a free port'],
    );
  }
  const outOfMemory =
    /Could not reserve enough space|insufficient memory|OutOfMemoryError|Cannot allocate memory/.test(
      log,
    );
  // What the launcher says last; a node that was ended from outside has not said it.
  const reason = /Elasticsearch did not start: (.+)/.exec(log)?.[1];
  const what =
    obstacle === 'ended'
      ? 'Elasticsearch stopped right after its start'
      : 'Elasticsearch was not ready in time';
  return new ServerSetupError(
    'did-not-start',
    reason
      ? `Elasticsearch did not start: ${reason}.`
      : `${what}. ${log ? `The last lines of its log:\n${log}` : 'It wrote no log.'}`,
    [
      ...(outOfMemory ? [`give it another heap than ${heapMb} MiB, or free some memory`] : []),
      `the whole log is ${logFile}`,
      `if the data are damaged, remove ${dataDir} to start afresh`,
    ],
  );
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} "Elasticsearch 8.12.2" if one answers there
 */
async function identify(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      signal: AbortSignal.timeout(IDENTIFY_TIMEOUT_MS),
    });
    if (answer.headers.get('x-elastic-product') !== 'Elasticsearch') return undefined;
    const version = (await answer.json())?.version?.number;
    return version ? `Elasticsearch ${version}` : 'an Elasticsearch';
  } catch {
    return undefined;
  }
}
