// @ts-check
/** An Elasticsearch for development and tests, run from Elastic's own server jars. */
export { freePort } from '../java/ports.mjs';
export { prepareElasticsearch } from './prepare.mjs';
export { ServerSetupError } from '../java/setup_error.mjs';
export { startElasticsearch } from './start.mjs';
