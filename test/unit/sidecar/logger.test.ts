import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const LOGGER = path.join(__dirname, '../../../sidecar/logger.ts');
const PROGRAM = `
  const { createLogger } = require(${JSON.stringify(LOGGER)});
  const log = createLogger('info');
  process.on('SIGTERM', () => {
    log.info('Stopping');
    log.info('Stopped');
    process.exit(0);
  });
  setInterval(() => {}, 1_000);
  log.info('Ready');
`;

describe('createLogger', () => {
  it('should let a process end whose output nobody reads any more', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=commonjs', '--eval', PROGRAM],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    try {
      expect(await exited).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
