import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './console.mjs';

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
  await run(npmCommand(), ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root, progress);
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

/** The npm that started us, so that no other version of it is met on the way. */
function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function run(command, args, cwd, progress) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const tail = [];
    const onOutput = (data) => {
      for (const line of String(data).split('\n').filter(Boolean)) {
        tail.push(line);
        if (tail.length > 15) tail.shift();
        progress(line.trim());
      }
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.on('error', (error) =>
      reject(
        new SetupError(`${command} could not be run: ${error.message}`, [
          'install npm, which comes with Node',
        ]),
      ),
    );
    child.on('close', (code) => {
      if (code === 0) resolve(undefined);
      else
        reject(
          new SetupError(
            `Installing the dependencies failed (npm ci, exit status ${code}):\n${tail.join('\n')}`,
            [
              'check that the npm registry can be reached (a proxy is set with `npm config set proxy`)',
              'run `npm ci` by hand to see all of its output',
            ],
          ),
        );
    });
  });
}
