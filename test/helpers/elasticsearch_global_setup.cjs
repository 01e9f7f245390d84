const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** What needs an installation that the machine does not have is a reason to skip, not to fail. */
const SKIP_CODES = ['java-missing', 'java-too-old', 'maven-missing'];

/**
 * Starts an embedded Elasticsearch for each worker of a jest run, on any free ports and with data that are thrown
 * away: the indices of the sidecar have fixed names, so test files that run at once must not share one. The addresses
 * are in ANOMALIES_TEST_ES_URL, parted by commas; give that variable the URL of an Elasticsearch that runs already
 * (and run in band) to test against that. Where Java or Maven is missing, ANOMALIES_TEST_ES_SKIP has the reason instead.
 */
module.exports = async function startElasticsearches({ maxWorkers }) {
  buildSidecar();
  if (process.env.ANOMALIES_TEST_ES_URL) return;
  const { prepareElasticsearch } = await import('../../dev/elasticsearch/prepare.mjs');
  try {
    await prepareElasticsearch({ onProgress: tell });
  } catch (error) {
    if (!SKIP_CODES.includes(error.code)) throw error;
    process.env.ANOMALIES_TEST_ES_SKIP = error.message;
    return;
  }
  const running = [];
  globalThis.stopElasticsearches = () => Promise.all(running.map(({ stop }) => stop()));
  // One after the other: each looks for a port that is free at that time.
  for (let worker = 0; worker < maxWorkers; worker++) running.push(await startOne());
  process.env.ANOMALIES_TEST_ES_URL = running.map(({ url }) => url).join(',');
};

/** Once for all workers; does nothing where it is up to date. */
function buildSidecar() {
  if (process.env.ANOMALIES_TEST_IS_BUILT) return;
  const root = path.join(__dirname, '../..');
  const build = path.join(root, 'dev/build/build.mjs');
  const { status } = spawnSync(process.execPath, [build, 'sidecar'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The sidecar does not build.');
  process.env.ANOMALIES_TEST_IS_BUILT = 'true';
}

async function startOne() {
  const { freePort, startElasticsearch } = await import('../../dev/elasticsearch/embedded.mjs');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anomalies-test-elasticsearch-'));
  const remove = () => fs.rmSync(dataDir, { recursive: true, force: true });
  try {
    const { url, stop } = await startElasticsearch({
      port: await freePort(),
      dataDir,
      onProgress: tell,
    });
    return { url, stop: () => stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

const tell = (message) => process.stderr.write(`${message}\n`);
