// @ts-check
import { execFile } from 'node:child_process';
import path from 'node:path';
import { ServerSetupError } from './setup_error.mjs';

const MINIMUM_JAVA_VERSION = 17;
const VERSION_TIMEOUT_MS = 30_000;

const INSTALL_JAVA =
  `install a JDK of version ${MINIMUM_JAVA_VERSION} or later` +
  (process.platform === 'darwin'
    ? ' (with Homebrew: brew install openjdk@17, then set JAVA_HOME as it says)'
    : ' (on Debian and Ubuntu: apt install openjdk-17-jdk-headless)');

/**
 * The Java that runs a server: that of JAVA_HOME, or else the first on the PATH.
 *
 * @param {object} server
 * @param {string} server.name as in messages
 * @param {string} server.useOwn the way out where Java or Maven are not to be had
 * @returns {Promise<string>} the command
 * @throws {ServerSetupError} if there is none (java-missing) or it is older than 17 (java-too-old)
 */
export async function findJava({ name, useOwn }) {
  const javaHome = process.env.JAVA_HOME;
  const command = javaHome ? path.join(javaHome, 'bin', 'java') : 'java';
  const version = parseJavaVersion(await versionOutput(command));
  if (version === undefined) {
    throw new ServerSetupError(
      'java-missing',
      javaHome
        ? `Java was not found: JAVA_HOME is ${javaHome}, but ${command} does not run.`
        : 'Java was not found on this machine.',
      [
        ...(javaHome ? ['set JAVA_HOME to the folder of a JDK, or unset it'] : []),
        INSTALL_JAVA,
        useOwn,
      ],
    );
  }
  if (version < MINIMUM_JAVA_VERSION) {
    throw new ServerSetupError(
      'java-too-old',
      `Java ${version} is too old: ${name} needs ${MINIMUM_JAVA_VERSION} or later (found: ${command}).`,
      [INSTALL_JAVA, 'if you have one already, set JAVA_HOME to its folder', useOwn],
    );
  }
  return command;
}

/**
 * The feature release in what `java -version` prints: 17 of `openjdk version "17.0.15"`, 8 of
 * `java version "1.8.0_392"`.
 *
 * @param {string | undefined} output
 * @returns {number | undefined} undefined if no version is in it
 */
export function parseJavaVersion(output) {
  const match = /version "(\d+)(?:\.(\d+))?/.exec(output ?? '');
  if (!match) return undefined;
  return match[1] === '1' && match[2] ? Number(match[2]) : Number(match[1]);
}

/**
 * @param {string} command
 * @returns {Promise<string | undefined>} undefined if it cannot be run
 */
function versionOutput(command) {
  return new Promise((resolve) => {
    execFile(command, ['-version'], { timeout: VERSION_TIMEOUT_MS }, (error, stdout, stderr) => {
      resolve(error ? undefined : stderr + stdout);
    });
  });
}
