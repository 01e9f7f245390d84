/**
 * `npm start`: everything from a fresh clone to the app's address in the browser. `npm run dev` is the same with
 * reloading. This file holds the order of the steps; each step lives in start/.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChild, waitUntilReady } from './start/children.mjs';
import { SetupError, bold, dim, printError, step } from './start/console.mjs';
import { checkNode, installDependencies } from './start/dependencies.mjs';
import { checkPortFree, portFrom } from './start/ports.mjs';
import { runProgram } from './start/run_program.mjs';
import { callSidecar, trainAndScore } from './start/sidecar_api.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const DAYS_SHOWN = 30;

const USAGE = `npm start [-- OPTIONS]

  --samples       load the bundled sample logs, also into an Elasticsearch of your own
  --no-samples    load none, also into the embedded Elasticsearch
  --no-live       do not replay the last part of the sample logs live
  --heap MB       heap of the embedded Elasticsearch (default 512)
  --data FOLDER   where the embedded Elasticsearch keeps its data (default .anomalies/data)
  --watch         rebuild and reload on changes (npm run dev)

Environment: ELASTICSEARCH_URL (use that one instead of the embedded one), ANOMALIES_ELASTICSEARCH_PORT (9250),
ANOMALIES_PORT (sidecar, 8585), ANOMALIES_HOST_PORT (app, 5611); the sidecar's own are in docs/configuration.md.
`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        samples: { type: 'boolean' },
        'no-samples': { type: 'boolean' },
        'no-live': { type: 'boolean' },
        heap: { type: 'string', default: '512' },
        data: { type: 'string', default: join(root, '.anomalies', 'data') },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const heapMb = Number(values.heap);
    if (!Number.isInteger(heapMb) || heapMb < 256 || heapMb > 32_768) {
      throw new Error(`--heap ${values.heap}: give whole megabytes from 256 to 32768`);
    }
    return { ...values, heapMb };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** What has been started, stopped in the opposite order. */
const running = [];
let stopping = null;

function stopAll() {
  stopping ??= (async () => {
    for (const part of running.reverse()) {
      await part.stop().catch((error) => console.error(`  ${part.name}: ${error.message}`));
    }
  })();
  return stopping;
}

function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return;
      console.log(`\n${dim('Stopping …')}`);
      void stopAll().then(() => {
        console.log(dim('Stopped. The data is kept; `npm start` goes on from here.'));
        process.exit(0);
      });
    });
  }
}

/** @returns {Promise<string>} the URL of an Elasticsearch that answers */
async function useElasticsearch(options) {
  const given = process.env.ELASTICSEARCH_URL;
  if (given) {
    await step(`Elasticsearch at ${withoutPassword(given)}`, () => checkElasticsearch(given));
    return given;
  }
  const { prepareElasticsearch, startElasticsearch } = await import('./elasticsearch/embedded.mjs');
  const port = portFrom('ANOMALIES_ELASTICSEARCH_PORT', 9250);
  await step('Embedded Elasticsearch: prepare', (onProgress) =>
    prepareElasticsearch({ onProgress }).then(() => ''),
  );
  const server = await step('Embedded Elasticsearch: start', (onProgress) =>
    startElasticsearch({ port, dataDir: options.data, heapMb: options.heapMb, onProgress }),
  );
  running.push(server);
  return server.url;
}

async function checkElasticsearch(url) {
  const waysOut = [
    'start it, or correct ELASTICSEARCH_URL (it may hold user:password@)',
    'or leave ELASTICSEARCH_URL away: an embedded Elasticsearch is started then',
  ];
  const { username, password, origin, pathname } = new URL(url);
  const headers = username
    ? {
        authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
      }
    : {};
  let answer;
  try {
    answer = await fetch(origin + pathname, { headers, signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    throw new SetupError(
      `Elasticsearch does not answer at ${withoutPassword(url)}: ${error.cause?.message ?? error.message}.`,
      waysOut,
    );
  }
  if (!answer.ok) {
    throw new SetupError(
      `Elasticsearch at ${withoutPassword(url)} answers with status ${answer.status}.`,
      waysOut,
    );
  }
  const { version } = await answer.json();
  return `version ${version?.number ?? 'unknown'}`;
}

function withoutPassword(url) {
  const parsed = new URL(url);
  parsed.password = parsed.password ? '…' : '';
  return parsed.href.replace(/\/$/, '');
}

async function loadSampleLogs(options, elasticsearchUrl) {
  const ownElasticsearch = Boolean(process.env.ELASTICSEARCH_URL);
  const wanted = options.samples || (!ownElasticsearch && !options['no-samples']);
  if (!wanted) return;
  const { loadSamples, replayLive } = await import('./samples/load.mjs');
  await step('Sample logs', async (onProgress) => {
    const { added, present } = await loadSamples({ elasticsearchUrl, onProgress });
    return added > 0 ? `${count(added)} lines loaded` : `${count(present)} lines there`;
  });
  if (options['no-live']) return;
  const abort = new AbortController();
  const replay = replayLive({ elasticsearchUrl, signal: abort.signal }).catch((error) => {
    if (!abort.signal.aborted) console.error(`  The live replay stopped: ${error.message}`);
  });
  running.push({
    name: 'live replay',
    stop: async () => {
      abort.abort();
      await replay;
    },
  });
}

async function startSidecar(options, elasticsearchUrl, port) {
  const url = `http://127.0.0.1:${port}`;
  await step('Sidecar', async () => {
    const main = join(root, 'build', 'sidecar', 'main.js');
    const child = startChild({
      name: 'sidecar',
      args: options.watch
        ? [
            '--import',
            'tsx',
            '--watch',
            '--watch-preserve-output',
            join(root, 'sidecar', 'main.ts'),
          ]
        : ['--enable-source-maps', main],
      cwd: root,
      env: { ELASTICSEARCH_URL: elasticsearchUrl, ANOMALIES_PORT: String(port) },
      logFile: join(root, '.anomalies', 'logs', 'sidecar.log'),
    });
    running.push(child);
    await waitUntilReady(`${url}/readyz`, child, 60_000);
    return url;
  });
  return url;
}

async function startHost(options, elasticsearchUrl, sidecarUrl, port) {
  const url = `http://127.0.0.1:${port}`;
  await step('App', async () => {
    const child = startChild({
      name: 'app',
      args: [join(root, 'dev', 'host', 'main.mjs'), ...(options.watch ? ['--watch'] : [])],
      cwd: root,
      env: {
        ELASTICSEARCH_URL: elasticsearchUrl,
        ANOMALIES_SIDECAR_URL: sidecarUrl,
        ANOMALIES_HOST_PORT: String(port),
      },
      logFile: join(root, '.anomalies', 'logs', 'app.log'),
    });
    running.push(child);
    await waitUntilReady(`${url}/`, child, 60_000);
    return url;
  });
  return url;
}

/** One sentence on what there is to see, from the app's own figures. */
async function sayWhatWasFound(appUrl) {
  const to = new Date();
  const from = new Date(to.getTime() - DAYS_SHOWN * 86_400_000);
  const query = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
  const answer = await fetch(`${appUrl}/api/anomalies/overview?${query}`);
  if (!answer.ok)
    return `The app answers with status ${answer.status}; see .anomalies/logs/app.log.`;
  const { totals, worst } = await answer.json();
  const counts = `Of ${count(totals.lines)} lines in the last ${DAYS_SHOWN} days, ${count(totals.flagged)} are strange`;
  if (!worst) return `${counts}.`;
  const { anomaly, host } = worst.document;
  // That a line says FATAL is the least telling of its reasons.
  const why = anomaly.reasons.find(({ kind }) => kind !== 'level') ?? anomaly.reasons[0];
  return `${counts}. The strangest, on ${host.name}: ${why.text}.`;
}

const count = (value) => value.toLocaleString('en');

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
    return;
  }
  checkNode();
  stopOnSignals();
  console.log(bold('\nAnomalies\n'));

  const sidecarPort = portFrom('ANOMALIES_PORT', 8585);
  const hostPort = portFrom('ANOMALIES_HOST_PORT', 5611);
  await checkPortFree(sidecarPort, 'sidecar', 'ANOMALIES_PORT');
  await checkPortFree(hostPort, 'app', 'ANOMALIES_HOST_PORT');

  await step('Dependencies', (progress) => installDependencies(root, progress));
  await step('Build', (progress) =>
    runProgram(process.execPath, [join(root, 'dev', 'build', 'build.mjs')], {
      cwd: root,
      what: 'The build',
      waysOut: ['run `npm run build` by hand to see all of its output'],
      progress,
    }),
  );
  const elasticsearchUrl = await useElasticsearch(options);
  await loadSampleLogs(options, elasticsearchUrl);
  const sidecarUrl = await startSidecar(options, elasticsearchUrl, sidecarPort);
  const appUrl = await startHost(options, elasticsearchUrl, sidecarUrl, hostPort);

  const preview = await callSidecar(sidecarUrl, '/v1/sources/preview', {
    method: 'POST',
    body: {},
  });
  let { active_model: model } = await callSidecar(sidecarUrl, '/v1/status');
  if (!model && preview.enough) {
    await step('Train on the logs and score them', async (progress) => {
      await trainAndScore(sidecarUrl, progress);
      model = (await callSidecar(sidecarUrl, '/v1/status')).active_model;
      return `${count(model.trained_on.lines)} lines, ${model.templates} patterns`;
    });
  }

  if (model) console.log(`\n${await sayWhatWasFound(appUrl)}`);
  else
    console.log(
      '\nNothing is trained yet: the app shows what was found and starts it with one button.',
    );
  // The period that the sample logs cover, so that the first look shows what there is.
  console.log(`Open ${bold(`${appUrl}/app/anomalies?_g=(time:(from:now-${DAYS_SHOWN}d,to:now))`)}`);
  console.log(dim('Ctrl-C stops everything; the data stays in .anomalies.\n'));

  const died = await Promise.race(
    running.filter((part) => part.exited).map((part) => part.exited.then(() => part)),
  );
  if (!stopping) {
    throw new SetupError(`The ${died.name} stopped by itself:\n${died.tail()}`, [
      'its log is in .anomalies/logs',
    ]);
  }
  await stopping;
}

main().catch(async (error) => {
  if (stopping) return;
  printError(error);
  await stopAll();
  process.exit(1);
});
