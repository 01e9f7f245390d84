// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareHome } from '../java/prepare_home.mjs';

/** @type {import('../java/prepare_home.mjs').Recipe} */
const RECIPE = {
  name: 'Elasticsearch',
  version: '8.12.2',
  downloadMb: 70,
  directory: path.dirname(fileURLToPath(import.meta.url)),
  inputs: ['pom.xml', 'src', 'config', 'modules'],
  copied: ['config', 'modules'],
  useOwn: 'or set ELASTICSEARCH_URL to use an Elasticsearch that you run already',
};

/**
 * Makes the folder that Elasticsearch runs from, unless it is there and up to date.
 *
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ home: string, java: string }>} the folder, and the command that runs Java
 * @throws {import('../java/setup_error.mjs').ServerSetupError} if Java or Maven is missing or too old, or Maven fails
 */
export function prepareElasticsearch(options) {
  return prepareHome(RECIPE, options);
}
