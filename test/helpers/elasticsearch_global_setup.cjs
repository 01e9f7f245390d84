const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** What needs an installation that the machine does not have is a reason to skip, not to fail. */
const SKIP_CODES = ['java-missing', 'java-too-old', 'maven-missing'];

/**
 * Starts one embedded Elasticsearch for all tests of a jest run, on any free port and with data that
 * are thrown away. Its address is in ANOMALIES_TEST_ES_URL; give that variable a URL to test
 * against an Elasticsearch that runs already. Where Java or Maven is missing, ANOMALIES_TEST_ES_SKIP
 * has the reason instead.
 */
module.exports = async function startSharedElasticsearch() {
  if (process.env.ANOMALIES_TEST_ES_URL) return;
  const { freePort, startElasticsearch } = await import('../../dev/elasticsearch/embedded.mjs');
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anomalies-test-elasticsearch-'));
  try {
    const elasticsearch = await startElasticsearch({
      port: await freePort(),
      dataDir,
      onProgress: (message) => process.stderr.write(`${message}\n`),
    });
    process.env.ANOMALIES_TEST_ES_URL = elasticsearch.url;
    globalThis.stopSharedElasticsearch = async () => {
      await elasticsearch.stop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    };
  } catch (error) {
    fs.rmSync(dataDir, { recursive: true, force: true });
    if (!SKIP_CODES.includes(error.code)) throw error;
    process.env.ANOMALIES_TEST_ES_SKIP = error.message;
  }
};
