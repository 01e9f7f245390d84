import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { execPath } from 'node:process';

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
  let child: ChildProcess | undefined;

  afterEach(() => child?.kill('SIGKILL'));

  it('should let a process end whose output nobody reads any more', async () => {
    const program = ['--import', 'tsx', '--input-type=commonjs', '--eval', PROGRAM];
    const process = spawn(execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = process;
    await once(process.stdout, 'data');
    process.stdout.destroy();
    const exited = once(process, 'exit');
    process.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
