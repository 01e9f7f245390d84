// @ts-check

/** Below the priority that people give their own templates, which then win. */
const PRIORITY = 90;

const keyword = { type: 'keyword', ignore_above: 1024 };

/** ECS fields, in the types that Elasticsearch's core has. */
const MAPPINGS = {
  dynamic_templates: [{ strings: { match_mapping_type: 'string', mapping: keyword } }],
  properties: {
    '@timestamp': { type: 'date' },
    '@version': keyword,
    timestamp: keyword,
    message: { type: 'text' },
    tags: keyword,
    event: {
      properties: { original: { type: 'keyword', index: false, doc_values: false } },
    },
    host: { properties: { name: keyword, hostname: keyword } },
    service: { properties: { name: keyword } },
    process: { properties: { name: keyword, pid: { type: 'long' } } },
    log: { properties: { level: keyword, file: { properties: { path: keyword } } } },
    source: { properties: { address: keyword } },
    user: { properties: { name: keyword } },
    http: {
      properties: {
        version: keyword,
        request: { properties: { method: keyword, referrer: keyword } },
        response: {
          properties: {
            status_code: { type: 'long' },
            body: { properties: { bytes: { type: 'long' } } },
          },
        },
      },
    },
    url: { properties: { original: keyword } },
    user_agent: {
      properties: { original: { ...keyword, fields: { text: { type: 'text' } } } },
    },
  },
};

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
    await client.indices.putIndexTemplate(
      /** @type {import('@elastic/elasticsearch').estypes.IndicesPutIndexTemplateRequest} */ ({
        name: indexPrefix,
        index_patterns: [`${indexPrefix}-*`],
        priority: PRIORITY,
        template: {
          settings: { number_of_shards: 1, number_of_replicas: 0 },
          mappings: MAPPINGS,
        },
        _meta: { description: 'Log lines with ECS fields, as Logstash ships them' },
      }),
    );
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (!/have the same priority/.test(message)) throw error;
  }
}
