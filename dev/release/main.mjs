/**
 * npm run release -- VERSION [--kibana-version 8.12.2]… [--date 2026-01-31] [--dry-run]
 *
 * Makes what a release consists of in dist/VERSION: the plugin's zips, the sidecar's package, checksums, and the entry of the
 * changelog as notes. All is built from the last commit in a checkout of its own with the packages of the lockfile, so that the
 * same commit gives the same bytes. Then the version and the date are written into this checkout, to be committed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { checkKibanaVersion } from '../build/kibana_version.mjs';
import { fromRoot, root } from '../build/paths.mjs';
import { readJson } from '../build/plugin_zip.mjs';
import { bold, printError, SetupError, step } from '../start/console.mjs';
import { runProgram } from '../start/run_program.mjs';
import { closeEntry, entryOf } from './changelog.mjs';
import { checkVersion, writeVersion } from './version_files.mjs';

const USAGE = 'npm run release -- 1.2.0 [--kibana-version 8.12.2]… [--date 2026-01-31] [--dry-run]';

function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch (error) {
    throw new SetupError(`git ${args[0]} failed: ${String(error.stderr ?? error.message).trim()}`, [
      'A release is made in a clone of the repository.',
    ]);
  }
}

/** @throws {SetupError} where an argument is wrong */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      'dry-run': { type: 'boolean', default: false },
      'kibana-version': { type: 'string', multiple: true },
    },
  });
  const { date, 'dry-run': isDryRun } = values;
  if (positionals.length !== 1) throw new SetupError('Name one version.', [USAGE]);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new SetupError(`--date must be a day such as 2026-01-31, not "${date}".`);
  }
  const kibanaVersions = values['kibana-version'] ?? [readJson('kibana.json').kibanaVersion];
  kibanaVersions.forEach(checkKibanaVersion);
  return { version: positionals[0], date, isDryRun, kibanaVersions: [...new Set(kibanaVersions)] };
}

/** First lines of the commits since the last tag of a release, newest first. */
function subjectsSinceLastRelease() {
  const last = git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-v:refname').split('\n')[0];
  const range = last === '' ? 'HEAD' : `${last}..HEAD`;
  return git('log', '--format=%s', '--no-merges', range).split('\n').filter(Boolean);
}

function writeRelease(folder, { current, version, date, subjects }) {
  const path = join(folder, 'CHANGELOG.md');
  const changelog = closeEntry(readFileSync(path, 'utf8'), { version, date, subjects });
  writeFileSync(path, changelog);
  if (current !== version) writeVersion(folder, current, version);
  return entryOf(changelog, version);
}

async function makeFiles(release, kibanaVersions, target) {
  const parent = mkdtempSync(join(tmpdir(), 'anomalies-release-'));
  const checkout = join(parent, 'anomalies');
  const run = (what, command, args) =>
    step(what, (progress) =>
      runProgram(command, args, { cwd: checkout, what, waysOut: [], progress }),
    );
  git('worktree', 'add', '--quiet', '--detach', checkout, 'HEAD');
  try {
    const notes = writeRelease(checkout, release);
    await run('Packages of the lockfile', 'npm', ['ci', '--ignore-scripts']);
    const args = ['dev/release/make_files.mjs', target, ...kibanaVersions];
    await run('Zips and package', process.execPath, args);
    writeFileSync(join(target, 'release-notes.md'), `${notes}\n`);
  } finally {
    git('worktree', 'remove', '--force', checkout);
    rmSync(parent, { recursive: true, force: true });
  }
}

async function main() {
  const { version, date, isDryRun, kibanaVersions } = readArguments();
  const current = readJson('package.json').version;
  checkVersion(version, current);
  const isClean = git('status', '--porcelain') === '';
  if (!isClean && !isDryRun) {
    throw new SetupError(
      'There are changes that are not committed; a release is made of commits.',
      [
        'git commit or git stash them',
        '--dry-run makes the files from the last commit, and leaves this checkout as it is',
      ],
    );
  }
  const release = { current, version, date, subjects: subjectsSinceLastRelease() };
  const target = fromRoot('dist', version);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await makeFiles(release, kibanaVersions, target);
  console.log(
    `\n${bold(relative(root, target))}\n${readFileSync(join(target, 'SHA256SUMS'), 'utf8')}`,
  );
  if (isDryRun) return;
  writeRelease(root, release);
  console.log(
    git('status', '--porcelain') === ''
      ? `The version and its entry were written down before: these are the files of ${version} once more.`
      : `Read what was written (git diff), then: git commit -am "Release ${version}" && git tag v${version}`,
  );
}

try {
  await main();
} catch (error) {
  printError(error);
  process.exitCode = 1;
}
