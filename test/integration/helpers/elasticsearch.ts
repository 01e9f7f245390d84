import { randomBytes } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';

export interface TestElasticsearch {
  /** Where it answers. */
  readonly url: string;
  readonly client: Client;
  /** Begins no other test's names; what begins with it is deleted after the test file. */
  readonly prefix: string;
  /** `describe`, or `describe.skip` with the reason in its name where there is no Elasticsearch. */
  readonly describe: (name: string, tests: () => void) => void;
  /** Deletes all indices that match, hidden ones too. */
  deleteIndices(pattern: string): Promise<void>;
  /** Deletes all composable index templates that match. */
  deleteIndexTemplates(pattern: string): Promise<void>;
}

/** Deleting an index can take seconds on a busy machine. */
const CLEAN_UP_MS = 60_000;

/** Of several addresses, parted by commas, that of this jest worker. */
function urlOfWorker(): string | undefined {
  const urls = process.env.ANOMALIES_TEST_ES_URL?.split(',');
  return urls?.[(Number(process.env.JEST_WORKER_ID ?? 1) - 1) % urls.length];
}

/**
 * The Elasticsearch that the test files of a jest worker share (see test/helpers). To be called once at the top of a
 * test file.
 */

export function useElasticsearch(): TestElasticsearch {
  const skipReason = process.env.ANOMALIES_TEST_ES_SKIP;
  const url = urlOfWorker();
  if (!url && !skipReason) {
    throw new Error('No Elasticsearch was started: run this in the project integration or browser');
  }
  const client = new Client({ node: url ?? 'http://127.0.0.1:9' });
  const prefix = `test-${randomBytes(4).toString('hex')}-`;

  async function deleteIndices(pattern: string): Promise<void> {
    const found = await client.indices.get({
      index: pattern,
      expand_wildcards: 'all',
      allow_no_indices: true,
      filter_path: '*.settings.index.uuid',
    });
    // By name, since Elasticsearch refuses to delete by wildcard.
    for (const index of Object.keys(found)) await client.indices.delete({ index });
  }

  async function deleteIndexTemplates(pattern: string): Promise<void> {
    const { index_templates: found } = await client.indices.getIndexTemplate();
    const expression = new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`);
    for (const { name } of found) {
      if (expression.test(name)) await client.indices.deleteIndexTemplate({ name });
    }
  }

  if (!skipReason) {
    afterAll(async () => {
      await deleteIndices(`${prefix}*`);
      await deleteIndexTemplates(`${prefix}*`);
      await client.close();
    }, CLEAN_UP_MS);
  }

  return {
    url: url ?? '',
    client,
    prefix,
    describe: (name, tests) =>
      skipReason ? describe.skip(`${name} (skipped: ${skipReason})`, tests) : describe(name, tests),
    deleteIndices,
    deleteIndexTemplates,
  };
}
