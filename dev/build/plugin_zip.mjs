/** The zip that Kibana's installer takes, from what the steps "public" and "server" built. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import { noticesOf } from './notices.mjs';
import { fromRoot, outputs } from './paths.mjs';

/** Every entry bears this time; zip keeps local times, so it is a local one in every zone. */
const FIXED_TIME = new Date(2024, 0, 1, 12);

/** Written on Unix, readable by all: Kibana's installer keeps the modes that the zip gives. */
const FILE_MODE = { os: 3, attrs: (0o100644 << 16) >>> 0 };

export const readJson = (path) => JSON.parse(readFileSync(fromRoot(path), 'utf8'));

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

/**
 * The same sources give the same bytes, whenever and wherever it is built.
 * @param {string} kibanaVersion the one release of Kibana that will take it
 * @param {string} folder where to put it
 * @returns {string} the path of the zip
 */
export function writePluginZip(kibanaVersion, folder) {
  const { manifest, entries } = contents(kibanaVersion);
  const sorted = Object.keys(entries)
    .sort()
    .map((path) => [
      `kibana/${manifest.id}/${path}`,
      [new Uint8Array(entries[path]), { mtime: FIXED_TIME, ...FILE_MODE }],
    ]);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${manifest.id}-${manifest.version}-kibana-${kibanaVersion}.zip`);
  writeFileSync(file, zipSync(Object.fromEntries(sorted), { level: 9 }));
  return file;
}
