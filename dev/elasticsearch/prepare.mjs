// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findJava } from './java.mjs';
import { ElasticsearchSetupError, USE_OWN_ELASTICSEARCH } from './setup_error.mjs';

const SOURCE_DIRECTORY = path.dirname(fileURLToPath(import.meta.url));
const OUTPUT_DIRECTORY = path.resolve(SOURCE_DIRECTORY, '../../.anomalies/elasticsearch');
/** What the prepared folder is made of; a change in any of it makes a new one. */
const INPUTS = ['pom.xml', 'src', 'config', 'modules'];
/** Not at once: an Elasticsearch may still run from an outdated folder. */
const REMOVE_AFTER_MS = 86_400_000;

/**
 * Makes the folder that Elasticsearch runs from, unless it is there and up to date: fetches
 * Elastic's server jars with Maven, compiles the launcher and lays out the modules.
 *
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ home: string, java: string }>} the folder, and the command that runs Java
 * @throws {ElasticsearchSetupError} if Java or Maven is missing or too old, or Maven fails
 */
export async function prepareElasticsearch({ onProgress = () => {} } = {}) {
  const java = await findJava();
  const name = `home-${await hashInputs()}`;
  const home = path.join(OUTPUT_DIRECTORY, name);
  if (await exists(home)) return { home, java };

  await fs.mkdir(OUTPUT_DIRECTORY, { recursive: true });
  // Made beside and renamed when complete: a half-made folder is never taken for a good one.
  const unfinished = await fs.mkdtemp(path.join(OUTPUT_DIRECTORY, 'unfinished-'));
  try {
    await runMaven(unfinished, onProgress);
    for (const part of ['config', 'modules']) {
      await fs.cp(path.join(SOURCE_DIRECTORY, part), path.join(unfinished, part), {
        recursive: true,
      });
    }
    await fs.rm(path.join(unfinished, 'build'), { recursive: true, force: true });
    await fs.rename(unfinished, home).catch((error) => {
      // Another process was faster; its result is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await fs.rm(unfinished, { recursive: true, force: true });
  }
  await removeOutdated(name);
  return { home, java };
}

/** @returns {Promise<string>} the first 12 hex digits of the SHA-256 over paths and contents */
async function hashInputs() {
  const hash = createHash('sha256');
  for (const input of INPUTS) await addToHash(hash, input);
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} relativePath
 */
async function addToHash(hash, relativePath) {
  const absolutePath = path.join(SOURCE_DIRECTORY, relativePath);
  if ((await fs.stat(absolutePath)).isDirectory()) {
    for (const entry of (await fs.readdir(absolutePath)).sort()) {
      await addToHash(hash, path.join(relativePath, entry));
    }
    return;
  }
  const content = await fs.readFile(absolutePath);
  hash.update(`${relativePath}\0${content.length}\0`).update(content);
}

/**
 * @param {string} homeDirectory
 * @param {(message: string) => void} onProgress
 * @returns {Promise<void>}
 */
async function runMaven(homeDirectory, onProgress) {
  onProgress('Preparing Elasticsearch 8.12.2 (the first time: fetches about 70 MB)');
  const logFile = path.join(OUTPUT_DIRECTORY, 'maven.log');
  const log = createWriteStream(logFile);
  const maven = spawn(
    'mvn',
    [
      '--batch-mode',
      '--file',
      path.join(SOURCE_DIRECTORY, 'pom.xml'),
      `-DhomeDirectory=${homeDirectory}`,
      'package',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exit = new Promise((resolve, reject) => {
    maven.on('error', reject);
    maven.on('close', resolve);
  });

  /** @type {string[]} */
  const lines = [];
  let downloaded = 0;
  for (const stream of [maven.stdout, maven.stderr]) {
    readline.createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (/^Progress|^Downloading /.test(line)) return;
      if (line.includes('Downloaded from')) {
        downloaded += 1;
        if (downloaded % 20 === 0) onProgress(`Fetched ${downloaded} files for Elasticsearch`);
      } else {
        lines.push(line);
      }
    });
  }
  try {
    const code = await exit;
    if (code !== 0) throw mavenFailure(lines.join('\n'), logFile);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') throw mavenMissing();
    throw error;
  } finally {
    log.end();
  }
}

function mavenMissing() {
  return new ElasticsearchSetupError(
    'maven-missing',
    'Maven (the command mvn) was not found on this machine.',
    [
      'install Maven 3.6.3 or later' +
        (process.platform === 'darwin'
          ? ' (with Homebrew: brew install maven)'
          : ' (on Debian and Ubuntu: apt install maven)'),
      USE_OWN_ELASTICSEARCH,
    ],
  );
}

/**
 * @param {string} output
 * @param {string} logFile
 * @returns {ElasticsearchSetupError}
 */
function mavenFailure(output, logFile) {
  if (
    /No compiler is provided|release version 17 not supported|invalid target release/.test(output)
  ) {
    return new ElasticsearchSetupError(
      'java-missing',
      'Maven found no Java compiler of version 17 or later.',
      [
        'install a JDK (not only a JRE) of version 17 or later',
        'if you have one already, set JAVA_HOME to its folder',
        USE_OWN_ELASTICSEARCH,
      ],
    );
  }
  const firstError = /^\[ERROR\] (.*)$/m.exec(output)?.[1] ?? 'it gave no reason';
  const unreachable =
    /Could not transfer|Unknown host|Could not resolve|Connection (refused|timed out|reset)/.test(
      output,
    );
  return new ElasticsearchSetupError(
    'maven-failed',
    unreachable
      ? `Maven could not fetch Elasticsearch: ${firstError}`
      : `Maven could not prepare Elasticsearch: ${firstError}`,
    [
      ...(unreachable
        ? [
            'connect to the internet and try again: it is needed only this once',
            'behind a proxy or a mirror, tell Maven of it in ~/.m2/settings.xml',
          ]
        : []),
      `all that Maven said is in ${logFile}`,
      USE_OWN_ELASTICSEARCH,
    ],
  );
}

/**
 * Removes what earlier versions of the inputs made, and what was abandoned half-made.
 *
 * @param {string} current
 */
async function removeOutdated(current) {
  for (const entry of await fs.readdir(OUTPUT_DIRECTORY)) {
    const absolutePath = path.join(OUTPUT_DIRECTORY, entry);
    const outdated = /^(home|unfinished)-/.test(entry) && entry !== current;
    const isOld = Date.now() - (await fs.stat(absolutePath)).mtimeMs > REMOVE_AFTER_MS;
    if (outdated && isOld) await fs.rm(absolutePath, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function exists(file) {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
