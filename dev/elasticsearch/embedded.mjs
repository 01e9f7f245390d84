// @ts-check
/** An Elasticsearch for development and tests, run from Elastic's own server jars. */
export { freePort } from './ports.mjs';
export { prepareElasticsearch } from './prepare.mjs';
export { ElasticsearchSetupError } from './setup_error.mjs';
export { startElasticsearch } from './start.mjs';
