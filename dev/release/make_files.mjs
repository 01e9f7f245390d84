/**
 * node dev/release/make_files.mjs FOLDER VERSION…: builds the plugin for each of these releases of Kibana, and the sidecar's
 * package, and writes them with their checksums. Called by main.mjs in a checkout of its own.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from '../build/build.mjs';
import { writePluginZip } from '../build/plugin_zip.mjs';
import { writeSidecarPackage } from './sidecar_package.mjs';

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

const [folder, ...kibanaVersions] = process.argv.slice(2);
await build(['sidecar', 'public', 'server']);
const files = [
  ...kibanaVersions.map((version) => writePluginZip(version, folder)),
  writeSidecarPackage(folder),
];
// As sha256sum writes them, so that `sha256sum --check` reads them.
const sums = files.map((file) => `${sha256(file)}  ${basename(file)}\n`);
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
