// @ts-check
import { spawn } from 'node:child_process';

const TIMEOUT_MS = 60_000;

/** @typedef {{ outcome: 'passed' | 'failed' | 'skipped', detail: string }} Audit */

/**
 * Asks the registry for known faults of what the product runs with, by `npm audit`. A registry that does not answer that
 * question is no proof of anything: that counts as skipped.
 *
 * @param {string} root folder of package.json and its lock file
 * @param {string} [registry] another one than npm's configuration names
 * @returns {Promise<Audit>}
 */
export async function auditDependencies(root, registry) {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json'];
  const text = await outputOf(root, registry ? [...args, '--registry', registry] : args);
  /** @type {any} */
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return { outcome: 'skipped', detail: 'npm audit gave no answer' };
  }
  const counts = report.metadata?.vulnerabilities;
  if (!counts) {
    const [reason] = String(report.message ?? report.error?.summary ?? 'no report').split('\n');
    return { outcome: 'skipped', detail: `the registry answers no npm audit: ${reason}` };
  }
  const grave = Object.values(report.vulnerabilities ?? {})
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity }) => `${name} (${severity})`);
  return grave.length > 0
    ? { outcome: 'failed', detail: `known faults of ${grave.join(', ')}; npm audit says more` }
    : { outcome: 'passed', detail: 'no known fault of high severity' };
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<string>} what npm wrote, whatever its status
 */
function outputOf(cwd, args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, {
      cwd,
      env: process.env,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: TIMEOUT_MS,
    });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.on('error', () => resolve(''));
    child.on('close', () => resolve(text));
  });
}
