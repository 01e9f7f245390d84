/**
 * `npm test`: types, lint, unit, integration (real embedded Elasticsearch) and browser tests (real Chromium), then one
 * plain line of counts. A check that fails counts as one failed test, so that the line never hides it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditDependencies } from './audit.mjs';
import { SetupError, bold, printError, step } from './start/console.mjs';
import { checkNode, installDependencies } from './start/dependencies.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Two cores are what a small machine has. For what is not a unit test, each worker starts an Elasticsearch and more. */
const WORKERS = 2;
const local = (...parts) => join(root, 'node_modules', ...parts);

/** Runs a program, its output as it is; answers its exit status. */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function check(title, args) {
  console.log(bold(`\n${title}`));
  return (await run(args)) === 0;
}

async function jest(title, args, outputFile) {
  console.log(bold(`\n${title}`));
  await run([local('jest', 'bin', 'jest.js'), ...args, '--json', '--outputFile', outputFile]);
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    return null;
  }
}

/** Each worker has an Elasticsearch of its own, except where there is a given one: test files must not share it. */
const inParallel = () =>
  process.env.ANOMALIES_TEST_ES_URL ? ['--runInBand'] : ['--maxWorkers', String(WORKERS)];

async function main() {
  checkNode();
  await step('Dependencies', (progress) => installDependencies(root, progress));
  const failedChecks = [];
  const checks = [
    ['Types', [local('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit']],
    ['Lint', [local('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.']],
    ['Format', [local('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ];
  if (!(await check('Build', [join(root, 'dev', 'build', 'build.mjs')])))
    failedChecks.push('Build');
  // Each works on one core.
  await Promise.all(
    checks.map(async ([title, args]) => {
      if (!(await check(title, args))) failedChecks.push(title);
    }),
  );

  console.log(bold('\nDependencies with known faults'));
  const audit = await auditDependencies(root);
  console.log(`${audit.outcome}: ${audit.detail}`);
  if (audit.outcome === 'failed') failedChecks.push(`npm audit: ${audit.detail}`);

  const folder = mkdtempSync(join(tmpdir(), 'anomalies-test-'));
  const runs = [
    await jest(
      'Unit tests',
      ['--selectProjects', 'unit', '--maxWorkers', String(WORKERS)],
      join(folder, 'unit.json'),
    ),
    await jest(
      'Integration, browser and Logstash tests',
      ['--selectProjects', 'integration', 'browser', 'logstash', 'kibana', ...inParallel()],
      join(folder, 'rest.json'),
    ),
  ];
  rmSync(folder, { recursive: true, force: true });

  let passed = 0;
  let failed = failedChecks.length;
  const skips = audit.outcome === 'skipped' ? [`npm audit (${audit.detail})`] : [];
  let skipped = skips.length;
  for (const result of runs) {
    if (!result) {
      failed += 1;
      continue;
    }
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    skipped += result.numPendingTests + result.numTodoTests;
    for (const file of result.testResults) {
      for (const test of file.assertionResults) {
        if (test.status === 'pending') skips.push(test.fullName);
      }
    }
  }
  console.log('');
  for (const name of skips) console.log(`skipped: ${name}`);
  for (const title of failedChecks) console.log(`failed check: ${title}`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch((error) => {
  printError(error);
  if (!(error instanceof SetupError)) console.error(error);
  process.exitCode = 1;
});
