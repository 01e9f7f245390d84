/** Every place of the repository that names the version. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How often the version stands at their beginning, before those of dependencies. */
const MANIFESTS = { 'package.json': 1, 'package-lock.json': 2, 'kibana.json': 1 };
/** Where images and zips are called by their names. */
const TEXTS = ['deploy', 'docs'];
const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** @throws {Error} where it is none, or lies before the one of now */
export function checkVersion(version, current) {
  const parts = VERSION.exec(version)?.slice(1).map(Number);
  if (!parts) throw new Error(`The version must be three numbers such as 1.2.0, not "${version}".`);
  const before = VERSION.exec(current).slice(1).map(Number);
  const differs = parts.findIndex((part, index) => part !== before[index]);
  if (differs >= 0 && parts[differs] < before[differs]) {
    throw new Error(
      `${version} lies before ${current}, which package.json names: releases only go up.`,
    );
  }
}

/**
 * Writes the version into manifests, image tags and names of files.
 * @param {string} root the repository
 * @param {string} current the version that is written there now
 * @param {string} version
 */
export function writeVersion(root, current, version) {
  for (const [name, times] of Object.entries(MANIFESTS)) {
    const path = join(root, name);
    let left = times;
    // Written over in place, since a parsed and printed manifest loses its layout.
    const text = readFileSync(path, 'utf8').replace(/"version": "[^"]*"/g, (found) =>
      left-- > 0 ? `"version": "${version}"` : found,
    );
    writeFileSync(path, text);
  }
  const escaped = current.replaceAll('.', '\\.');
  const named = new RegExp(
    `(anomalies-(?:sidecar|kibana)[:-]|anomalies-|newTag: )${escaped}(?!\\.?\\d)`,
    'g',
  );
  for (const path of TEXTS.flatMap((folder) => textsUnder(join(root, folder)))) {
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(named, (_all, name) => `${name}${version}`);
    if (changed !== text) writeFileSync(path, changed);
  }
}

function textsUnder(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return textsUnder(path);
    return /\.(md|ya?ml|Dockerfile)$/.test(name) ? [path] : [];
  });
}
