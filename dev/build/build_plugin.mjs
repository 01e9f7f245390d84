/**
 * npm run build:plugin [-- --kibana-version 8.12.2]: the zip that `bin/kibana-plugin install` takes.
 */
import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { checkKibanaVersion } from './kibana_version.mjs';
import { fromRoot, root } from './paths.mjs';
import { readJson, writePluginZip } from './plugin_zip.mjs';
import { reportSizes } from './sizes.mjs';

try {
  const { values } = parseArgs({ options: { 'kibana-version': { type: 'string' } } });
  const kibanaVersion = values['kibana-version'] ?? readJson('kibana.json').kibanaVersion;
  checkKibanaVersion(kibanaVersion);
  await build(['public', 'server']);
  reportSizes();
  const file = writePluginZip(kibanaVersion, fromRoot('dist'));
  console.log(`${relative(root, file)}: ${(statSync(file).size / 1024).toFixed(1)} KB`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
