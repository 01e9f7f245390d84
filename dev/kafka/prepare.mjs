// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareHome } from '../java/prepare_home.mjs';

/** @type {import('../java/prepare_home.mjs').Recipe} */
const RECIPE = {
  name: 'Kafka',
  version: '3.9.1',
  downloadMb: 60,
  directory: path.dirname(fileURLToPath(import.meta.url)),
  inputs: ['pom.xml', 'src', 'config'],
  copied: ['config'],
  useOwn: 'or leave Kafka out: only its tests and benchmarks need it',
};

/**
 * Makes the folder that Kafka runs from, unless it is there and up to date.
 *
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ home: string, java: string }>} the folder, and the command that runs Java
 * @throws {import('../java/setup_error.mjs').ServerSetupError} if Java or Maven is missing or too old, or Maven fails
 */
export function prepareKafka(options) {
  return prepareHome(RECIPE, options);
}
