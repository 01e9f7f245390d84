/** The package of the sidecar and its command line, which `npm install` takes. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fromRoot } from '../build/paths.mjs';
import { readJson } from '../build/plugin_zip.mjs';

const NAME = 'anomalies-sidecar';
const COPIED = ['LICENSE', 'docs', 'deploy/elasticsearch', 'deploy/systemd'];
/** Pictures are for the web; source maps would point to sources that are not there. */
const isLeftOut = (path) => /\.map$|\.tsbuildinfo$/.test(path) || basename(path) === 'images';

/** package.json of the package: what runs it, without what develops it. */
export function packageManifest({ version, description, license, author, engines, dependencies }) {
  const bin = { anomalies: 'build/sidecar/cli/main.js', [NAME]: 'build/sidecar/main.js' };
  return { name: NAME, version, description, license, author, engines, bin, dependencies };
}

/**
 * npm-shrinkwrap.json, which npm obeys in an installed package as it obeys a lockfile in a repository.
 * @param {{ lockfileVersion: number, packages: Record<string, object> }} lock package-lock.json
 * @param {ReturnType<typeof packageManifest>} manifest
 */
export function shrinkwrap({ lockfileVersion, packages }, manifest) {
  const { name, version, license, dependencies, bin, engines } = manifest;
  const kept = Object.entries(packages).filter(([path, entry]) => path !== '' && !('dev' in entry));
  return {
    name,
    version,
    lockfileVersion,
    requires: true,
    packages: {
      '': { name, version, license, dependencies, bin, engines },
      ...Object.fromEntries(kept),
    },
  };
}

/**
 * The same sources give the same bytes: npm packs in a fixed order, with a fixed time.
 * @param {string} folder where to put it; the step "sidecar" has to be built
 * @returns {string} the path of the package
 */
export function writeSidecarPackage(folder) {
  const staging = mkdtempSync(join(tmpdir(), 'anomalies-package-'));
  const writeJson = (name, value) =>
    writeFileSync(join(staging, name), `${JSON.stringify(value, null, 2)}\n`);
  try {
    const manifest = packageManifest(readJson('package.json'));
    writeJson('package.json', manifest);
    writeJson('npm-shrinkwrap.json', shrinkwrap(readJson('package-lock.json'), manifest));
    writeFileSync(join(staging, 'README.md'), readFileSync(fromRoot('dev/release/sidecar.md')));
    for (const path of ['build', ...COPIED]) {
      cpSync(fromRoot(path), join(staging, path), {
        recursive: true,
        filter: (source) => !isLeftOut(source),
      });
    }
    mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: staging });
    return join(folder, `${NAME}-${manifest.version}.tgz`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
