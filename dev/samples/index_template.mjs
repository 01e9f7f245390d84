// @ts-check
import { readFile } from 'node:fs/promises';

/** What the Logstash pipelines install, too: whoever comes first, the fields are the same. */
const TEMPLATE_FILE = new URL('../../logstash/templates/server-logs.json', import.meta.url);

/**
 * Installs the index template for the sample logs, unless there is one of that name, or another for
 * the same indices at the same priority.
 *
 * @param {import('@elastic/elasticsearch').Client} client
 * @param {string} indexPrefix also the template's name
 * @returns {Promise<void>}
 */
export async function installIndexTemplate(client, indexPrefix) {
  if (await client.indices.existsIndexTemplate({ name: indexPrefix })) return;
  try {
    const template = JSON.parse(await readFile(TEMPLATE_FILE, 'utf8'));
    await client.indices.putIndexTemplate({
      ...template,
      name: indexPrefix,
      index_patterns: [`${indexPrefix}-*`],
    });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (!/have the same priority/.test(message)) throw error;
  }
}
