import { loadConfig } from './config';
import { checkHealth } from './health_check';

/**
 * What containers ask, again and again, so that it loads as little as it can: `node health.js [--ready]` ends with 0 where
 * the sidecar is well. `anomalies health` does the same.
 */
async function main(): Promise<void> {
  const { isWell, note } = await checkHealth(
    loadConfig(process.env),
    process.argv.includes('--ready'),
  );
  if (note !== null) process.stderr.write(`${note}\n`);
  process.exitCode = isWell ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
