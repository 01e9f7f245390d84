import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './console.mjs';
import { runProgram } from './run_program.mjs';

const MINIMUM_NODE_MAJOR = 20;

/** @throws {SetupError} on a Node that is too old to run the project */
export function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < MINIMUM_NODE_MAJOR) {
    throw new SetupError(
      `Node ${process.versions.node} is too old: Anomalies needs Node 20 or later.`,
      ['install Node 20 (LTS) and run the command again'],
    );
  }
}

/**
 * Installs the dependencies when they are missing or the lock file has changed since.
 * @param {string} root the project
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} what was done, in words
 */
export async function installDependencies(root, progress) {
  const stampFile = join(root, 'node_modules', '.anomalies-lock-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isFresh = existsSync(stampFile)
    ? readFileSync(stampFile, 'utf8') === hash
    : installedByHand(root);
  if (isFresh) {
    writeFileSync(stampFile, hash);
    return 'up to date';
  }
  await runProgram('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    what: 'Installing the dependencies (npm ci)',
    waysOut: [
      'check that the npm registry can be reached (a proxy is set with `npm config set proxy`)',
      'run `npm ci` by hand to see all of its output',
    ],
    progress,
  });
  writeFileSync(stampFile, hash);
  return 'installed';
}

/** Whether `npm ci` or `npm install` ran here after the lock file was last changed; npm notes that in a file. */
function installedByHand(root) {
  const npmsNote = join(root, 'node_modules', '.package-lock.json');
  const toleranceMs = 10_000; // npm itself writes the two files within seconds of each other
  return (
    existsSync(npmsNote) &&
    statSync(npmsNote).mtimeMs > statSync(join(root, 'package-lock.json')).mtimeMs - toleranceMs
  );
}
