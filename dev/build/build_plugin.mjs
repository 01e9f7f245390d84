/**
 * npm run build:plugin [-- --kibana-version 8.12.2]: the zip that `bin/kibana-plugin install` takes.
 * The same sources give the same bytes, whenever and wherever it is built.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync } from 'fflate';
import { build } from './build.mjs';
import { checkKibanaVersion } from './kibana_version.mjs';
import { noticesOf } from './notices.mjs';
import { fromRoot, outputs, root } from './paths.mjs';
import { reportSizes } from './sizes.mjs';

/** Every entry bears this time; zip keeps local times, so it is a local one in every zone. */
const FIXED_TIME = new Date(2024, 0, 1, 12);

/** Written on Unix, readable by all: Kibana's installer keeps the modes that the zip gives. */
const FILE_MODE = { os: 3, attrs: (0o100644 << 16) >>> 0 };

const readJson = (path) => JSON.parse(readFileSync(fromRoot(path), 'utf8'));

function filesUnder(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

/** Kibana takes translations by the exact name of its locale: people write one or the other. */
const SAME_LOCALE = { 'translations/de.json': 'translations/de-DE.json' };

const bytesOf = (text) => new TextEncoder().encode(text);
const json = (value) => bytesOf(`${JSON.stringify(value, null, 2)}\n`);

function translationList() {
  const list = readJson('.i18nrc.json');
  return { ...list, translations: [...list.translations, ...Object.values(SAME_LOCALE)] };
}

/** Path in the zip → content. */
function contents(kibanaVersion) {
  const manifest = { ...readJson('kibana.json'), kibanaVersion };
  const { name, version, description, license } = readJson('package.json');
  const entries = {
    'kibana.json': json(manifest),
    'package.json': json({ name, version, description, license, main: 'server/index.js' }),
    '.i18nrc.json': json(translationList()),
    LICENSE: readFileSync(fromRoot('LICENSE')),
    'NOTICE.txt': bytesOf(noticesOf(['public', 'server'])),
  };
  const add = (folder, target) => {
    for (const file of filesUnder(folder)) {
      entries[join(target, relative(folder, file))] = readFileSync(file);
    }
  };
  add(outputs.server, 'server');
  add(outputs.public, 'target/public');
  add(fromRoot('translations'), 'translations');
  for (const [file, other] of Object.entries(SAME_LOCALE)) entries[other] = entries[file];
  return { manifest, entries };
}

function writeZip(kibanaVersion) {
  const { manifest, entries } = contents(kibanaVersion);
  const sorted = Object.keys(entries)
    .sort()
    .map((path) => [
      `kibana/${manifest.id}/${path}`,
      [new Uint8Array(entries[path]), { mtime: FIXED_TIME, ...FILE_MODE }],
    ]);
  mkdirSync(fromRoot('dist'), { recursive: true });
  const file = fromRoot('dist', `${manifest.id}-${manifest.version}-kibana-${kibanaVersion}.zip`);
  writeFileSync(file, zipSync(Object.fromEntries(sorted), { level: 9 }));
  return file;
}

try {
  const { values } = parseArgs({ options: { 'kibana-version': { type: 'string' } } });
  const kibanaVersion = values['kibana-version'] ?? readJson('kibana.json').kibanaVersion;
  checkKibanaVersion(kibanaVersion);
  await build(['public', 'server']);
  reportSizes();
  const file = writeZip(kibanaVersion);
  console.log(`${relative(root, file)}: ${(statSync(file).size / 1024).toFixed(1)} KB`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
