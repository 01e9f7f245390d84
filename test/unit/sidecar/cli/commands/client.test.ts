import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classicTrainResponseSchema } from '../../../../../common/api/classic/schema';
import { createApp } from '../../../../../sidecar/app';
import { loadConfig } from '../../../../../sidecar/config';
import { createLogger } from '../../../../../sidecar/logger';
import { Sidecar } from '../../../../../sidecar/sidecar';
import { runAnomalies } from '../run_cli';

jest.setTimeout(60_000);

const KEY = 'a-key-for-tests-1234';
const STRANGE = 'Jan  5 00:40:00 db-01 kernel: Out of memory: Killed process 4711 (postgres)';

// The real sidecar, on files.
let cwd: string;
let server: Server;
let sidecar: Sidecar;
let url: string;

beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'cli-client-'));
  const config = loadConfig({
    ELASTICSEARCH_URL: 'none',
    ANOMALIES_MODEL_DIR: path.join(cwd, 'sidecar-models'),
    ANOMALIES_SIDECAR_KEYS: KEY,
    ANOMALIES_LOG_LEVEL: 'silent',
  });
  sidecar = new Sidecar(config, createLogger('silent'));
  server = createServer(createApp(sidecar.services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await sidecar.start();
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const argv = ['generate', '--lines', '3000', '--anomalies', '0', '--format', 'sshd,cron'];
  const { stdout } = await runAnomalies(argv, { cwd });
  writeFileSync(path.join(cwd, 'normal.log'), stdout);
  writeFileSync(path.join(cwd, 'today.log'), `\n${stdout.slice(0, 20_000)}\n${STRANGE}\n`);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await sidecar.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const run = (argv: string[], env: NodeJS.ProcessEnv = { ANOMALIES_SIDECAR_KEY: KEY }) =>
  runAnomalies(argv, { cwd, env });

describe('anomalies client', () => {
  it('should say that there is no model yet, in the words of the sidecar', async () => {
    const result = await run(['client', '-f', 'today.log', '--url', url]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^error: .*model/);
  });

  it('should train with -t and analyze without, as the reference client does', async () => {
    const trained = await run(['client', '-t', '-f', 'normal.log', '--url', url]);
    expect(trained.stderr).toBe('');
    expect(trained.stdout).toMatch(
      /^Trained \S+ on 3,000 lines in .*: \d+ patterns; lines are flagged from a score/,
    );

    const analyzed = await run(['client', '-f', 'today.log', '--url', url]);
    expect(analyzed.status).toBe(0);
    expect(analyzed.stdout).toContain('COMMON PATTERNS');
    const lines = 1 + Number(/^([\d,]+) lines/.exec(analyzed.stdout)?.[1].replace(',', ''));
    // The blank first line is not sent, and counts in the numbering.
    expect(analyzed.stdout).toMatch(new RegExp(`line ${lines}, .*\\n +${STRANGE.slice(0, 40)}`));

    const json = await run(['client', '-t', '-f', 'normal.log', '--url', url, '--json']);
    expect(classicTrainResponseSchema.parse(JSON.parse(json.stdout)).status).toBe('trained');
  });

  it('should take the address and the key from the environment', async () => {
    const env = { ANOMALIES_SIDECAR_URL: url, ANOMALIES_SIDECAR_KEY: KEY };
    expect((await run(['client', '-f', 'today.log'], env)).status).toBe(0);
    expect((await run(['models', 'list', '--sidecar', url], env)).stdout).toMatch(/-v1 /);
  });

  it.each<[string, () => [string[], NodeJS.ProcessEnv], RegExp]>([
    ['no key', () => [['--url', url], {}], /wants a key: set ANOMALIES_SIDECAR_KEY\./],
    [
      'a wrong key',
      () => [['--url', url], { ANOMALIES_SIDECAR_KEY: 'not-the-right-key' }],
      /not accepted/,
    ],
    [
      'no sidecar',
      () => [['--url', 'http://127.0.0.1:9'], {}],
      /does not answer at http:\/\/127.0.0.1:9/,
    ],
    ['no address', () => [[], { ANOMALIES_SIDECAR_URL: 'x y' }], /"x y", which is no address/],
  ])('should say in a sentence that there is %s', async (_what, make, message) => {
    const [argv, env] = make();
    const result = await run(['client', '-f', 'today.log', ...argv], env);
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  it('should say that a job needs Elasticsearch', async () => {
    const result = await run(['follow', '--sidecar', url]);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/Elasticsearch/);
  });
});
