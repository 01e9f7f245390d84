// @ts-check
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findJava } from './find_java.mjs';
import { ServerSetupError } from './setup_error.mjs';

/** Where the recipes keep what they made, a folder each. */
const OUTPUT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../.anomalies');
/** Not at once: a server may still run from an outdated folder. */
const REMOVE_AFTER_MS = 86_400_000;

/**
 * What a server that runs on Java is made of.
 *
 * @typedef {object} Recipe
 * @property {string} name as in messages: 'Elasticsearch'
 * @property {string} version
 * @property {number} downloadMb about what Maven fetches the first time
 * @property {string} directory its sources, with a pom.xml that fills `homeDirectory`
 * @property {string[]} inputs files and folders of it; a change in any of them makes a new home
 * @property {string[]} copied folders of it that are copied into the home as they are
 * @property {string} useOwn the way out where Java or Maven are not to be had
 */

/**
 * Makes the folder that a server runs from, unless it is there and up to date: fetches its jars with Maven, compiles
 * the launcher and copies the rest.
 *
 * @param {Recipe} recipe
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<{ home: string, java: string }>} the folder, and the command that runs Java
 * @throws {ServerSetupError} if Java or Maven is missing or too old, or Maven fails
 */
export async function prepareHome(recipe, { onProgress = () => {} } = {}) {
  const java = await findJava(recipe);
  const output = path.join(OUTPUT_ROOT, path.basename(recipe.directory));
  const name = `home-${await hashInputs(recipe)}`;
  const home = path.join(output, name);
  if (await exists(home)) return { home, java };

  await fs.mkdir(output, { recursive: true });
  // Made beside and renamed when complete: a half-made folder is never taken for a good one.
  const unfinished = await fs.mkdtemp(path.join(output, 'unfinished-'));
  try {
    await runMaven(recipe, unfinished, path.join(output, 'maven.log'), onProgress);
    for (const part of recipe.copied) {
      await fs.cp(path.join(recipe.directory, part), path.join(unfinished, part), {
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
  await removeOutdated(output, name);
  return { home, java };
}

/**
 * @param {Recipe} recipe
 * @returns {Promise<string>} the first 12 hex digits of the SHA-256 over paths and contents
 */
async function hashInputs({ directory, inputs }) {
  const hash = createHash('sha256');
  for (const input of inputs) await addToHash(hash, directory, input);
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} directory
 * @param {string} relativePath
 */
async function addToHash(hash, directory, relativePath) {
  const absolutePath = path.join(directory, relativePath);
  if ((await fs.stat(absolutePath)).isDirectory()) {
    for (const entry of (await fs.readdir(absolutePath)).sort()) {
      await addToHash(hash, directory, path.join(relativePath, entry));
    }
    return;
  }
  const content = await fs.readFile(absolutePath);
  hash.update(`${relativePath}\0${content.length}\0`).update(content);
}

/**
 * @param {Recipe} recipe
 * @param {string} homeDirectory
 * @param {string} logFile
 * @param {(message: string) => void} onProgress
 * @returns {Promise<void>}
 */
async function runMaven(recipe, homeDirectory, logFile, onProgress) {
  const { name, version, downloadMb } = recipe;
  onProgress(`Preparing ${name} ${version} (the first time: fetches about ${downloadMb} MB)`);
  const log = createWriteStream(logFile);
  const maven = spawn(
    'mvn',
    [
      '--batch-mode',
      '--file',
      path.join(recipe.directory, 'pom.xml'),
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
        if (downloaded % 20 === 0) onProgress(`Fetched ${downloaded} files for ${name}`);
      } else {
        lines.push(line);
      }
    });
  }
  try {
    const code = await exit;
    if (code !== 0) throw mavenFailure(recipe, lines.join('\n'), logFile);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') throw mavenMissing(recipe);
    throw error;
  } finally {
    log.end();
  }
}

/** @param {Recipe} recipe */
function mavenMissing({ useOwn }) {
  return new ServerSetupError(
    'maven-missing',
    'Maven (the command mvn) was not found on this machine.',
    [
      'install Maven 3.6.3 or later' +
        (process.platform === 'darwin'
          ? ' (with Homebrew: brew install maven)'
          : ' (on Debian and Ubuntu: apt install maven)'),
      useOwn,
    ],
  );
}

/**
 * @param {Recipe} recipe
 * @param {string} output
 * @param {string} logFile
 * @returns {ServerSetupError}
 */
function mavenFailure({ name, useOwn }, output, logFile) {
  if (
    /No compiler is provided|release version 17 not supported|invalid target release/.test(output)
  ) {
    return new ServerSetupError(
      'java-missing',
      'Maven found no Java compiler of version 17 or later.',
      [
        'install a JDK (not only a JRE) of version 17 or later',
        'if you have one already, set JAVA_HOME to its folder',
        useOwn,
      ],
    );
  }
  const firstError = /^\[ERROR\] (.*)$/m.exec(output)?.[1] ?? 'it gave no reason';
  const unreachable =
    /Could not transfer|Unknown host|Could not resolve|Connection (refused|timed out|reset)/.test(
      output,
    );
  return new ServerSetupError(
    'maven-failed',
    unreachable
      ? `Maven could not fetch ${name}: ${firstError}`
      : `Maven could not prepare ${name}: ${firstError}`,
    [
      ...(unreachable
        ? [
            'connect to the internet and try again: it is needed only this once',
            'behind a proxy or a mirror, tell Maven of it in ~/.m2/settings.xml',
          ]
        : []),
      `all that Maven said is in ${logFile}`,
      useOwn,
    ],
  );
}

/**
 * Removes what earlier versions of the inputs made, and what was abandoned half-made.
 *
 * @param {string} output
 * @param {string} current
 */
async function removeOutdated(output, current) {
  for (const entry of await fs.readdir(output)) {
    const absolutePath = path.join(output, entry);
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
